"""A secret should not pass through the state file."""

from guardrails.checks import is_present
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import VAULT_SECRET
from guardrails.values import Secret


def check(secret: Props) -> Problems:
    """That the value is at least a Pulumi secret is `kv-secret-value-is-pulumi-secret`."""
    if is_present(secret, "properties.value"):
        yield "must not set properties.value here; let the application or the pipeline write it"


GUARDRAIL = Guardrail(
    title="Pulumi does not write the value of the secret",
    applies_to=VAULT_SECRET,
    severity=Severity.MEDIUM,
    why="Even encrypted, a value that Pulumi writes lies in the state file for whoever holds its key, and"
    " every rotation outside Pulumi is undone by the next update.",
    fix="Create the vault here and let the application or the pipeline write the secret; refer to it by name.",
    link="https://learn.microsoft.com/azure/key-vault/secrets/secrets-best-practices",
    absent="A secret without a value holds nothing, so absent passes.",
    requirements=("000-1",),
    controls=(mcsb("IM-8"),),
    check=check,
    passing={
        "no value": {"properties": {"attributes": {"enabled": False}}},
    },
    failing={
        "a value": {"properties": {"value": Secret("s3cret")}},
    },
)
