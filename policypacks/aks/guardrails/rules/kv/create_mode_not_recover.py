"""A vault must not be recovered on every update."""

from guardrails.checks import must_not_be
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import VAULT

GUARDRAIL = Guardrail(
    title="The vault is not in recovery",
    applies_to=VAULT,
    severity=Severity.LOW,
    why="With recover Azure brings back a deleted vault with its old properties and ignores the new ones;"
    " left in the program it hides what is really deployed.",
    fix="Leave create_mode out of the properties of the Vault once the vault is recovered.",
    link="https://learn.microsoft.com/azure/key-vault/general/key-vault-recovery",
    absent="Azure creates a vault in the ordinary way, so absent passes.",
    requirements=(),
    controls=(),
    check=must_not_be("properties.createMode", "recover"),
    passing={
        "the ordinary way": {"properties": {"createMode": "default"}},
        "the mode is left at Azure's default": {"properties": {"enableRbacAuthorization": True}},
    },
    failing={
        "recovery": {"properties": {"createMode": "recover"}},
    },
)
