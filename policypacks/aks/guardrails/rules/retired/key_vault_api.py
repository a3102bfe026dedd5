"""Key vaults must be managed with an API version that Azure still serves."""

from datetime import date

from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import KEY, VAULT, VAULT_SECRET, Subject

_FIRST = "2026-02-01"
# The version of azure-native 3's own classes; another one stands in the type or the generic resource.
_DEFAULT = "2024-11-01"


def check(resource: Props) -> Problems:
    """Versions are days and compare as texts."""
    version = resource.text("azureApiVersion", _DEFAULT)
    if version < _FIRST:
        yield f"must be managed with API version {_FIRST} or newer instead of {version}"


GUARDRAIL = Guardrail(
    title="Key Vault is managed with API version 2026-02-01 or newer",
    applies_to=Subject(VAULT.token, also=frozenset({KEY.token, VAULT_SECRET.token})),
    severity=Severity.HIGH,
    why="On 2027-02-27 Azure stops serving every older control-plane version: vaults live on, but "
    "neither preview, update nor destroy works.",
    fix="Run `pulumi package add azure-native keyvault 2026-02-01` and take the class from that package, "
    "or use azure_native.resources.Resource with api_version='2026-02-01'.",
    link="https://learn.microsoft.com/azure/key-vault/general/migrate-api-version",
    absent="azure-native 3 then takes 2024-11-01, so absent fails.",
    requirements=(),
    retires=date(2027, 2, 27),
    check=check,
    passing={
        "the version is 2026-02-01": {"azureApiVersion": "2026-02-01"},
        "the version is a later one": {"azureApiVersion": "2026-03-01-preview"},
    },
    failing={
        "the version is left to the provider": {"resourceGroupName": "example"},
        "the version is an older one": {"azureApiVersion": "2025-05-01"},
    },
)
