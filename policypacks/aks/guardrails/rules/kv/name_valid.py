"""A vault must have a name that Azure takes."""

from guardrails.checks import must_match
from guardrails.frameworks import psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import VAULT

_PATTERN = "(?!.*--)[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]"

GUARDRAIL = Guardrail(
    title="The vault's name is one that Azure takes",
    applies_to=VAULT,
    severity=Severity.LOW,
    why="Azure refuses other names only in the middle of the update, when other resources already exist.",
    fix="Give vault_name 3 to 24 letters, digits and single hyphens that start with a letter, or leave it"
    " out and Pulumi makes one.",
    link="https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules",
    absent="Pulumi makes a name, so absent passes.",
    requirements=(),
    controls=(psrule("Azure.KeyVault.Name"),),
    check=must_match("vaultName", _PATTERN, "3 to 24 letters, digits and single hyphens that start with a letter"),
    passing={
        "letters, digits and a hyphen": {"vaultName": "example-01"},
        "no name": {"location": "westeurope"},
    },
    failing={
        "two hyphens": {"vaultName": "example--01"},
        "a digit first": {"vaultName": "1example"},
        "a hyphen last": {"vaultName": "example-"},
        "too long": {"vaultName": "example-of-a-name-too-long"},
    },
)
