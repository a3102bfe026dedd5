"""Passwords belong in the vault, not in Secret objects."""

from guardrails.checks import must_be_secret, must_be_unset
from guardrails.frameworks import cis_aks, kyverno, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import SECRET
from guardrails.props import Problems, Props, decided
from guardrails.values import Secret

_OF_PEOPLE = {"", "Opaque", "kubernetes.io/basic-auth", "kubernetes.io/ssh-auth"}
"""Types whose data are passwords and keys of people; Kubernetes takes the empty text for Opaque."""


def check(secret: Props) -> Problems:
    """Other types, such as certificates, are made by programs."""
    for name in ("data", "stringData"):
        if secret.text("type") in _OF_PEOPLE:
            yield from decided(must_be_unset(name), secret)
        else:
            yield from decided(must_be_secret(name), secret)


GUARDRAIL = Guardrail(
    title="Secret objects hold nothing that belongs in the vault",
    applies_to=SECRET,
    severity=Severity.HIGH,
    why="A Secret is readable for everyone who may read secrets of the namespace or start pods there, and nobody "
    "rotates it.",
    fix="Put the value into Key Vault and mount it with a SecretProviderClass; certificates and what else "
    "programs make pass with values that are Pulumi secrets.",
    link="https://kubernetes.io/docs/concepts/security/secrets-good-practices/",
    absent="A Secret without data is filled by a controller, so absent passes.",
    requirements=("000-1", "002-17"),
    controls=(cis_aks("4.5.2"), kyverno("disallow-all-secrets"), trivy("KSV-0109")),
    check=check,
    passing={
        "a certificate, secret to Pulumi": {"type": "kubernetes.io/tls", "stringData": Secret({"tls.key": "..."})},
        "a controller fills it": {"type": "Opaque"},
    },
    failing={
        "a password": {"stringData": Secret({"password": "hunter2"})},
        "the type says it": {"type": "Opaque", "data": Secret({"password": "aHVudGVyMg=="})},
        "the type is left empty": {"type": "", "stringData": Secret({"password": "hunter2"})},
        "a password by its type": {"type": "kubernetes.io/basic-auth", "stringData": Secret({"password": "hunter2"})},
        "a key of SSH": {"type": "kubernetes.io/ssh-auth", "data": Secret({"ssh-privatekey": "LS0t"})},
        "a certificate in the open": {"type": "kubernetes.io/tls", "stringData": {"tls.key": "..."}},
    },
)
