"""A ConfigMap must not hold passwords."""

from base64 import b64decode

from guardrails.clear_text import holds_secret
from guardrails.frameworks import cis_aks, polaris, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import CONFIG_MAP
from guardrails.props import Problems, Props, decided


def check(settings: Props) -> Problems:
    """By the key, or by what the value looks like."""
    for name in ("data", "binaryData"):
        for key in settings.names(name):
            yield from decided(_entry, settings, name, key)


def _entry(settings: Props, name: str, key: str) -> Problems:
    value = settings.text(f'{name}["{key}"]')
    if holds_secret(key, _decoded(value) if name == "binaryData" else value):
        yield f"must not hold the key {key} in plain text"


def _decoded(value: str) -> str:
    try:
        return b64decode(value).decode(errors="replace")
    except ValueError:  # Kubernetes refuses it
        return value


GUARDRAIL = Guardrail(
    title="ConfigMaps hold no passwords",
    applies_to=CONFIG_MAP,
    severity=Severity.HIGH,
    why="ConfigMaps are readable for more people than secrets, and are not encrypted with the vault's key.",
    fix="Put the value into Key Vault and mount it with a SecretProviderClass.",
    link="https://kubernetes.io/docs/concepts/configuration/configmap/",
    absent="Then there is nothing, so absent passes.",
    requirements=("000-1",),
    controls=(cis_aks("4.5.2"), trivy("KSV-0109"), trivy("KSV-01010"), polaris("sensitiveConfigmapContent")),
    check=check,
    passing={
        "plain settings": {"data": {"log.level": "info", "token-url": "https://login.example.com"}},
        "a key without a value": {"data": {"db-password": ""}},
        "settings of a tokenizer": {"data": {"tokenizer": "gpt2"}},
        "a switch": {"data": {"allow-password-login": "false"}},
        "bytes": {"binaryData": {"logo.png": "iVBORw0KGgo="}},
        "a switch as bytes": {"binaryData": {"allow-password-login": "dHJ1ZQ=="}},
    },
    failing={
        "by its key": {"data": {"db-password": "hunter2"}},
        "by its value": {"data": {"app.ini": "[db]\nuser=app\npassword=hunter2"}},
        "by its key, as bytes": {"binaryData": {"db-password": "aHVudGVyMg=="}},
        "by its key, which are no bytes": {"binaryData": {"db-password": "hunter2"}},
        "by its value, as bytes": {"binaryData": {"tls.pem": "LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0t"}},
        "by a key with a dash": {"data": {"api-key": "k3y"}},
        "by a key of two words": {"data": {"connection-string": "hunter2"}},
        "by an address with a password": {"data": {"url": "postgres://app:hunter2@db/shop"}},
    },
)
