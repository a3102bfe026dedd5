"""What looks like a password by its name, its value or its place in a command, and what only speaks of one."""

import pytest
from guardrails.clear_text import looks_secret, must_give_no_secret, names_a_secret, secrets_given
from guardrails.props import Props
from guardrails.rules.aks import extension_no_plain_secret
from guardrails.values import UNKNOWN


@pytest.mark.parametrize(
    "name",
    [
        "DB_PASSWORD",
        "api-key",
        "connectionString",
        "client_secret",
        "GITHUB_TOKEN",
        "PWD",
        "DB_PASS",
        "smtp.pass",
        "STORAGE_KEY",
        "STORAGE_KEYS",
        "STORAGE_KEY1",
        "storageKeyPrimary",
        "privateKeys",
        "adminTokens",
        "secretAccessKey",
        "COOKIE_SECRET",
    ],
)
def test_a_name_of_a_secret(name: str) -> None:
    assert names_a_secret(name)


@pytest.mark.parametrize(
    "name",
    [
        "TOKEN_FILE",
        "SECRET_NAME",
        "token-url",
        "MAX_TOKENS",
        "maxOutputTokens",
        "max-new-tokens",
        "TOKENS_PER_MINUTE",
        "TOKEN_BUCKET_SIZE",
        "PASSWORD_POLICIES",
        "LOG_LEVEL",
        "BYPASS",
        "COMPASS_URL",
        "tokenizer",
        "STORAGE_KEY_VAULT",
        "storageKeyVault",
        "CASSANDRA_SHARED_KEYSPACE",
        "SHARED_KEYBOARD",
        "sharedKeyring",
        "BOARDING_PASS",
        "boarding-pass",
        "TOKEN_ENDPOINT_AUTH_METHOD",
        "--password-stdin",
        "--secret-config",
        "--secret-engine",
        "-Dfoo.secretManager",
        "--password-hasher",
        "serviceAccountTokenCreationRoles",
        "secret-namespace",
        "SECRET_REF",
        "--secret-class",
        "--secret-labels",
        "SECRET_ANNOTATION",
        "--secret-selector",
        "--eos-token",
        "STOP_TOKENS",
        "--max-num-batched-tokens",
        "--max-batch-prefill-tokens",
        "num_speculative_tokens",
        "minImageTokens",
        "--long-prefill-token-threshold",
        "tlsSecretName",
        "storageAccountKeyEnvVar",
        "redis.existingSecret",
        "accessKeyId",
        "password_encryption",
        "private-key-algorithm",
        "private-key-encoding",
        *(f"TOKEN_{one}" for one in ("FORMAT", "DURATION", "PERIOD", "REFRESH", "ROTATION", "PREFIX", "ENV", "CLAIM")),
        *(f"TOKEN_{one}" for one in ("COOKIE", "SOURCE", "HELPERS", "CACHE", "ADDR", "ADDRESS", "HOST", "SERVER")),
    ],
)
def test_a_name_that_only_points_at_a_secret(name: str) -> None:
    assert not names_a_secret(name)


def test_a_setting_of_an_extension_may_give_itself_away() -> None:
    """Whatever it is called; what is unknown under such a name waits for nobody."""
    given = Props({"configurationSettings": {"db.url": "postgres://app:hunter2@db/shop", "db.host": UNKNOWN}})

    assert list(extension_no_plain_secret.check(given)) == ["must not set db.url in configurationSettings"]


def test_a_value_may_give_itself_away() -> None:
    assert looks_secret("Server=db;User=app;Password=hunter22")
    assert looks_secret("postgres://app:hunter2@db/shop")
    assert looks_secret("redis://:hunter2@cache:6379")
    assert looks_secret("github_pat_" + "11A_b2" * 4)
    assert looks_secret("glpat-" + "a1-B2" * 4)
    assert looks_secret('proxy_set_header Authorization "Basic YXBwOmh1bnRlcjI=";')
    assert not looks_secret('proxy_set_header Authorization "Bearer $token";')
    assert not looks_secret("asks for authorization basic information")
    assert looks_secret("postgres://app:p(w)d@db/shop")
    assert looks_secret("postgres://app:$(PREFIX)hunter2@db/shop")
    assert looks_secret("sv=2024-11-04&sp=racwdl&sig=" + "A1b%2F" * 8)
    assert not looks_secret("https://example.com/?sig=short&design=" + "x" * 50)
    assert not looks_secret("Server=db;Password=${DB_PASSWORD}")
    assert not looks_secret("https://example.com/shop")


@pytest.mark.parametrize("password", ["$PW", "${PW}", "$(PW)", "{{.pw}}", "%%env_PW%%", "<password>"])
def test_an_address_may_leave_its_password_open(password: str) -> None:
    assert not looks_secret(f"mongodb://app:{password}@db/shop")


@pytest.mark.parametrize(
    ("command", "names"),
    [
        (["--password=hunter2"], ["--password"]),
        (["app", "--db-password", "hunter2"], ["--db-password"]),
        (["sh", "-c", "export DB_PASSWORD='hunter2' && app"], ["DB_PASSWORD"]),
        (["mysql --password hunter2 shop"], ["--password"]),
        (["--set=db.url=x,db.token=abcd1234"], ["db.token"]),
        (["-Dspring.datasource.password=hunter2"], ["-Dspring.datasource.password"]),
        (["https://example.com/feed?token=abcd1234"], ["token"]),
        (["login", "ghp_" + "a1B2" * 9], ["a secret"]),
        (["curl", "-H", "Authorization: Bearer a1B2c3D4"], ["a secret"]),
        (["redis-server", "--requirepass", "hunter2"], ["--requirepass"]),
        (["--client-secret", "s3cr3t"], ["--client-secret"]),
        (["--api-token", "shop-db"], ["--api-token"]),
        (["--api-token=12345678"], ["--api-token"]),
        (["--api-tokens", "hunter2"], ["--api-tokens"]),
        (["openssl rsa -passin pass:hunter2"], ["-passin"]),
        (["openssl", "pkcs12", "-passout", "pass:hunter2", "-password", "pass:hunter2"], ["-passout", "-password"]),
        (["--dsn=app:hunter2@db/shop"], ["--dsn"]),
        (["--db-dsn", ":hunter2@cache"], ["--db-dsn"]),
        (["app:hunter2@tcp(db:3306)/shop"], ["a secret"]),
        (["TOKEN=token"], ["TOKEN"]),
        (["--token=token"], ["--token"]),
        (["DefaultEndpointsProtocol=https;AccountName=a;AccountKey=abcd1234=="], ["AccountKey"]),
    ],
)
def test_a_command_gives_a_secret_away(command: list[str], names: list[str]) -> None:
    assert secrets_given(command) == names


@pytest.mark.parametrize(
    "command",
    [
        ["--token-file=/var/run/secrets/token", "--password-file", "/mnt/secrets/db"],
        ["--password=$(DB_PASSWORD)", "--password", "$(DB_PASSWORD)", "--token=${TOKEN}", "--token", '"$TOKEN"'],
        ["sh", "-c", "TOKEN=$(cat /mnt/secrets/token); tokens=0; export PASSWORD=`pw` && app --password '{{ .pw }}'"],
        ["--secret-name=shop", "--key-vault-name=kv-shop", "--image-pull-secret=hub", "--tls-secret", "web-tls"],
        ["--existing-secret=shop-db", "--ignore-secrets=kube-system/foo", "--credentials-secret", "aws-creds"],
        ["docker login --password-stdin registry.example.com", "curl -H 'Authorization: Bearer $TOKEN'"],
        ["--credentials=/mnt/secrets/key.json", "--token", "/mnt/secrets/token"],
        ["--password", "--verbose", "--enable-secrets=true", "--max-tokens=4096", "--password="],
        [
            "kubectl",
            "create",
            "token",
            "builder",
            "-o",
            "jsonpath={.status.token}",
            "https://example.com/token?page=first",
        ],
        ["app", "--password=$(DB_PASSWORD)", "server", "--use-secrets", "start", "password", "expired"],
        ["python", "-c", "connect(token=os.environ['TOKEN'])"],
        ["python", "-c", "connect(token=token, secret=secret, host=host)"],
        ["openssl rsa -password env:PW -passin file:pw.txt -passout fd:3", "-password", "stdin", "-passin", "pass:$PW"],
        ["--dsn=$(DSN)", "--dsn=app:$(PW)@db/shop", "--dsn=app@db/shop", "--dsn", "app:${PW}@tcp(db:3306)/shop"],
        ["--image=registry.example.com/app:1.2.3@sha256:0123", "app:1.2.3@sha256:0123"],
        ["--waiting-tokens", "2000", "--image-tokens=1024"],
        ["--tlsSecretName=kyverno-svc.kyverno.svc.kyverno-tls-pair", "--db-token=optional"],
        ["--db-token=Enabled", "--db-token=disabled", "--db-token=none", "--db-token=null", "--db-token=required"],
        ["--db-token=1500ms", "--db-token=30m", "--db-token=3600s", "--db-token=7d", "--db-token=8760h0m0s"],
    ],
)
def test_a_command_gives_no_secret_away(command: list[str]) -> None:
    assert secrets_given(command) == []


def test_what_the_update_tells_stays_in_its_place_in_a_command() -> None:
    def given(*args: object) -> list[str]:
        found = must_give_no_secret(Props({"args": [*args]}), "args")
        return [one for one in found if isinstance(one, str)]

    assert given("--token", UNKNOWN, "serve") == []
    assert given(UNKNOWN, "--token", "hunter2") == ["must not give --token in plain text in args"]
