"""A password must not stand in the declaration of a pod."""

from guardrails.clear_text import holds_secret, must_give_no_secret, must_hold_no_secret
from guardrails.frameworks import cis_aks, kube_linter, mcsb, polaris
from guardrails.guardrail import Guardrail, Severity, Values
from guardrails.kinds import POD
from guardrails.pods import container_with, in_containers
from guardrails.props import Problems, Props, decided
from guardrails.values import Secret

_HOOKS = ("livenessProbe", "readinessProbe", "startupProbe", "lifecycle.postStart", "lifecycle.preStop")
_COMMANDS = ("command", "args", *(f"{hook}.exec.command" for hook in _HOOKS))
_HEADERS = tuple(f"{hook}.httpGet.httpHeaders" for hook in _HOOKS)


def _check(container: Props) -> Problems:
    yield from container.each("env", must_hold_no_secret)
    for path in _COMMANDS:
        yield from decided(must_give_no_secret, container, path)
    for path in _HEADERS:
        yield from decided(container.each, path, _header)


def _header(header: Props) -> Problems:
    name = header.text("name")
    if holds_secret(name, header.get("value")) or name.lower() == "authorization":
        yield f"must not send the header {name} in plain text"


_JOB = ["sh", "-c", "export DB_PASSWORD=hunter2 && migrate"]
_SIGNED_IN = {"httpHeaders": [{"name": "Authorization", "value": "Basic YXBwOmh1bnRlcjI="}]}


def _hook(path: str, name: str, action: Values) -> Values:
    outer, _, inner = path.partition(".")
    return container_with(**{outer: {inner: {name: action}} if inner else {name: action}})


GUARDRAIL = Guardrail(
    title="No variable, command or header of a container holds a password in plain text",
    applies_to=POD,
    severity=Severity.CRITICAL,
    why="Whoever may read pods reads it, and so do the state, the repository and every log of changes.",
    fix="Put it into Key Vault, and mount it with the driver or read it with the workload's identity.",
    link="https://kubernetes.io/docs/concepts/security/secrets-good-practices/",
    absent="Then there is none, so absent passes.",
    requirements=("000-1", "003-3"),
    controls=(cis_aks("4.5.1"), mcsb("PV-2"), kube_linter("env-var-secret"), polaris("sensitiveContainerEnvVar")),
    check=in_containers(_check),
    passing={
        "a plain setting": container_with(env=[{"name": "LOG_LEVEL", "value": "info"}]),
        "where the secret is": container_with(env=[{"name": "DB_PASSWORD_FILE", "value": "/mnt/secrets/db"}]),
        "switches and numbers about secrets": container_with(
            env=[
                {"name": "ALLOW_PASSWORD_LOGIN", "value": "false"},
                {"name": "DISABLE_TOKEN_AUTH", "value": "True"},
                *({"name": "ROTATE_SECRETS", "value": value} for value in ("yes", "no", "on", "off")),
                {"name": "TOKEN_BUCKET_SIZE", "value": "100"},
                {"name": "MAX_NEW_TOKENS", "value": "512"},
                {"name": "SECRETS_BACKEND", "value": "keyvault"},
            ]
        ),
        "where telemetry goes": container_with(
            env=[
                {
                    "name": "APPLICATIONINSIGHTS_CONNECTION_STRING",
                    "value": "InstrumentationKey=01ba7f84-9871-4fdc-b838-a24818de9ac5;"
                    "IngestionEndpoint=https://westeurope-5.in.applicationinsights.azure.com/;"
                    "LiveEndpoint=https://westeurope.livediagnostics.monitor.azure.com/;"
                    "ApplicationId=02cb8f95-a982-40ed-8949-b35929ef0bd6",
                }
            ]
        ),
        "a command that is told where secrets are": container_with(
            command=["app", "--token-file=/mnt/secrets/token"],
            args=["--password=$(DB_PASSWORD)", "--secret-name=shop", "--token", "/mnt/secrets/token", "--verbose"],
        ),
        "a Secret's name": container_with(args=["--from-secret=shop/orders-db"]),
        "a number of tokens, and switches": container_with(args=["--waiting-tokens=8192", "--refresh-token=1h30m"]),
        "a script that reads secrets": container_with(
            args=["-c", "[ $A == b ] && TOKEN=$(cat /mnt/secrets/token); app --token '$TOKEN' || echo password expired"]
        ),
        "a script that passes a secret on": container_with(
            args=["-c", "[[ $A =~ b ]] || run 'sign(token=token, to=all)'"]
        ),
        "a password that comes from elsewhere, as OpenSSL says it": container_with(
            args=["openssl", "pkcs12", "-password", "stdin", "-passin", "env:PASSWORD"]
        ),
        "a database that knows its users": container_with(env=[{"name": "DB_DSN", "value": "app@db/shop"}]),
        "an image with tag and digest": container_with(env=[{"name": "IMAGE", "value": "app:1.36.2@sha256:0a1b2c3d"}]),
        "numbers of tokens": container_with(
            env=[{"name": "RING_TOKENS", "value": "512"}],
            args=["--max-num-batched-tokens", "8192", "--waiting-tokens=2000", "--token-threshold=2048"],
        ),
        "an address whose password is another variable": container_with(
            env=[{"name": "DB_URL", "value": "postgres://app:$(DB_PASSWORD)@db/shop"}]
        ),
        "a header of no secret": _hook(
            "livenessProbe", "httpGet", {"httpHeaders": [{"name": "Host", "value": "shop.example.com"}]}
        ),
        "the cluster fills it in": container_with(
            env=[{"name": "DB_PASSWORD", "valueFrom": {"secretKeyRef": {"name": "db", "key": "password"}}}]
        ),
    },
    failing={
        "by its name": container_with(env=[{"name": "DB_PASSWORD", "value": "hunter2"}]),
        "by its value": container_with(
            env=[{"name": "STORAGE", "value": "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=abcd1234=="}]
        ),
        "by an address without a user": container_with(env=[{"name": "CACHE", "value": "redis://:hunter2@cache:6379"}]),
        "by an address without a scheme": container_with(env=[{"name": "DB_DSN", "value": "app:hunter2@db/shop"}]),
        "by a password for OpenSSL": container_with(args=["openssl", "rsa", "-passin", "pass:hunter2"]),
        "by a short name": container_with(env=[{"name": "DB_PASS", "value": "hunter2"}]),
        "more than where telemetry goes": container_with(
            env=[{"name": "CONNECTION_STRING", "value": f"InstrumentationKey={'0' * 36};Key=hunter2"}]
        ),
        "by the name of a key": container_with(env=[{"name": "STORAGE_KEY", "value": "hunter2"}]),
        "by an address that is signed": container_with(
            env=[
                {"name": "BLOBS", "value": f"https://a.blob.core.windows.net/c?sv=2024-11-04&sp=rl&sig={'aB3%2F' * 8}"}
            ]
        ),
        "by an argument": container_with(args=["--password=hunter2"]),
        "by an argument of another name": container_with(args=["--token=abcd1234"]),
        "by an argument that looks like a Secret's name": container_with(args=["--token=shop-db"]),
        "by an argument of digits": container_with(args=["--token=12345678"]),
        "by an argument called tokens": container_with(args=["--tokens=abcd1234"]),
        "by an argument for a client's secret": container_with(args=["--client-secret=hunter2"]),
        "by an argument after its name": container_with(args=["--password", "hunter2"]),
        "by a token in an argument": container_with(args=["login", f"ghp_{'a1B2' * 9}"]),
        "by a command": container_with(command=_JOB),
        **{f"by the command of {path}": _hook(path, "exec", {"command": _JOB}) for path in _HOOKS},
        **{f"by a header of {path}": _hook(path, "httpGet", _SIGNED_IN) for path in _HOOKS},
        "by a header of another name": _hook(
            "readinessProbe", "httpGet", {"httpHeaders": [{"name": "X-Api-Key", "value": "hunter2"}]}
        ),
        "a Pulumi secret is plain in the cluster": container_with(
            env=[{"name": "API_KEY", "value": Secret("hunter2")}]
        ),
    },
)
