"""The value of a vault secret must be a Pulumi secret."""

from guardrails.checks import must_be_secret
from guardrails.frameworks import mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import VAULT_SECRET
from guardrails.values import UNKNOWN, Secret

GUARDRAIL = Guardrail(
    title="Values of vault secrets are Pulumi secrets",
    applies_to=VAULT_SECRET,
    severity=Severity.CRITICAL,
    why="A value that is plain to Pulumi lies readable in the state file, in the preview and, when it is "
    "a literal, in the source.",
    fix="Pass properties.value from config.require_secret(), random.RandomPassword or Output.secret(); "
    "better, let the application or the pipeline write it.",
    link="https://learn.microsoft.com/azure/key-vault/secrets/secrets-best-practices",
    absent="What is not there cannot leak, so absent passes.",
    requirements=("000-1", "000-9", "003-3"),
    controls=(mcsb("IM-8"), psrule("Azure.Deployment.SecureValue")),
    check=must_be_secret("properties.value"),
    passing={
        "the value is a secret": {"properties": {"value": Secret("s3cret")}},
        "all properties are a secret": {"properties": Secret({"value": "s3cret"})},
        "a secret that is known only after the update": {"properties": {"value": Secret(UNKNOWN)}},
        "no value": {"properties": {"contentType": "text/plain"}},
    },
    failing={
        "the value is plain": {"properties": {"value": "s3cret"}},
    },
)
