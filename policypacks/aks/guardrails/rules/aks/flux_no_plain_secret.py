"""What Flux reconciles must not show its passwords."""

from guardrails.clear_text import holds_secret, looks_secret
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity, Values
from guardrails.props import Problems, Props, decided
from guardrails.subjects import FLUX_CONFIGURATION
from guardrails.values import Secret

_ADDRESSES = ("azureBlob.url", "bucket.url", "gitRepository.url")
_VARIABLES = "postBuild.substitute"


def check(configuration: Props) -> Problems:
    """Azure shows addresses and substitutes to whoever reads the configuration, also what Pulumi keeps secret."""
    for path in _ADDRESSES:
        yield from decided(_address, configuration, path)
    yield from decided(_kustomizations, configuration)


def _address(configuration: Props, path: str) -> Problems:
    if looks_secret(configuration.get(path)):
        yield f"must not set {path} to an address with a password"


def _kustomizations(configuration: Props) -> Problems:
    for name in configuration.names("kustomizations"):
        yield from decided(_variables, configuration, f'kustomizations["{name}"].{_VARIABLES}')


def _variables(configuration: Props, path: str) -> Problems:
    for name in configuration.names(path):
        yield from decided(_variable, configuration, path, name)


def _variable(configuration: Props, path: str, name: str) -> Problems:
    if holds_secret(name, configuration.get(f'{path}["{name}"]')):
        yield f"must not set {name} in {path}"


def _git(url: object) -> Values:
    return {"gitRepository": {"url": url, "repositoryRef": {"branch": "main"}}}


def _substituting(variables: Values) -> Values:
    return {"kustomizations": {"shop.web": {"path": "./web", "postBuild": {"substitute": variables}}}}


GUARDRAIL = Guardrail(
    title="Configurations of Flux hold no passwords in the open",
    applies_to=FLUX_CONFIGURATION,
    severity=Severity.HIGH,
    why="Azure answers the source's address and what is substituted to every reader of the cluster, and the state and "
    "previews show them.",
    fix="Give the source's password to configuration_protected_settings, which Azure never answers, as a Pulumi "
    "secret, and name a Secret of the cluster in substitute_from.",
    link="https://learn.microsoft.com/azure/azure-arc/kubernetes/gitops-flux2-parameters",
    absent="Then there is nothing, so absent passes.",
    requirements=("000-1",),
    controls=(mcsb("IM-8"),),
    check=check,
    passing={
        "an address": _git("https://example.com/platform/tenants.git"),
        "an address with a user": _git("ssh://git@example.com/platform/tenants.git"),
        "a blob's address": {"azureBlob": {"url": "https://tenants.blob.core.windows.net", "containerName": "flux"}},
        "a plain variable": _substituting({"region": "westeurope"}),
        "a Secret's name": _substituting({"tokenSecretName": "token"}),
        "the password is protected": {"configurationProtectedSettings": {"httpsKey": Secret("aHVudGVyMg==")}},
        "no source": {"kustomizations": {"shop": {"path": "./web"}}},
    },
    failing={
        "a password in the repository's address": _git("https://git:hunter2@example.com/platform/tenants.git"),
        "Azure shows a Pulumi secret": _git(Secret("https://git:hunter2@example.com/platform/tenants.git")),
        "a signature in a blob's address": {
            "azureBlob": {"url": f"https://tenants.blob.core.windows.net/?sp=rl&sig={'A1b2' * 10}"}
        },
        "a password in a bucket's address": {"bucket": {"url": "https://flux:hunter2@minio.example.com"}},
        "a variable, by its name": _substituting({"DB_PASSWORD": "hunter2"}),
        "a variable, by its value": _substituting({"database": "postgres://app:hunter2@db/shop"}),
    },
)
