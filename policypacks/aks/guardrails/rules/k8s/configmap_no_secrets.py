"""A ConfigMap must not hold passwords."""

from guardrails.clear_text import looks_secret, names_a_secret
from guardrails.frameworks import cis_aks, polaris, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import CONFIG_MAP
from guardrails.props import Problems, Props, decided


def check(settings: Props) -> Problems:
    """By the key, or by what the value looks like."""
    for key in settings.names("data"):
        yield from decided(_entry, settings, key)


def _entry(settings: Props, key: str) -> Problems:
    value = settings.get(f'data["{key}"]')
    if (names_a_secret(key) and value) or looks_secret(value):
        yield f"must not hold the key {key} in plain text"


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
    },
    failing={
        "by its key": {"data": {"db-password": "hunter2"}},
        "by its value": {"data": {"app.ini": "[db]\nuser=app\npassword=hunter2"}},
        "by a key with a dash": {"data": {"api-key": "k3y"}},
        "by a key of two words": {"data": {"connection-string": "hunter2"}},
        "by an address with a password": {"data": {"url": "postgres://app:hunter2@db/shop"}},
    },
)
