"""A storage account must use the organisation's own key where the profile asks for it."""

from guardrails.frameworks import azure_policy, checkov, cis_azure, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import STORAGE_ACCOUNT

_ENCRYPTION = {
    "keyVaultProperties": {"keyName": "storage", "keyVaultUri": "https://example.vault.azure.net"},
    "encryptionIdentity": {"encryptionUserAssignedIdentity": "/subscriptions/example"},
}


def check(account: Props) -> Problems:
    """The key needs a user-assigned identity: one that Azure makes has no right to the key when the account is made."""
    if account.text("encryption.keySource").lower() != "microsoft.keyvault":
        yield "must set encryption.keySource to Microsoft.Keyvault"
        return
    for needed in ("keyVaultProperties", "encryptionIdentity.encryptionUserAssignedIdentity"):
        if not account.has(f"encryption.{needed}"):
            yield f"must set encryption.{needed}"


GUARDRAIL = Guardrail(
    title="The storage account is encrypted with a key of the organisation",
    applies_to=STORAGE_ACCOUNT,
    severity=Severity.LOW,
    why="With Microsoft's key the organisation can neither withdraw access to the data nor prove that it "
    "rotates the key.",
    fix="Set encryption with key_source='Microsoft.Keyvault', key_vault_properties, and an "
    "encryption_identity that may use the key.",
    link="https://learn.microsoft.com/azure/storage/common/customer-managed-keys-overview",
    absent="Azure uses its own key by default, so absent fails.",
    requirements=("004-3",),
    controls=(
        cis_azure("6.1.3"),
        cis_azure("4.11"),
        mcsb("DP-5"),
        azure_policy("6fac406b-40ca-413b-bf8e-0bf964659c25"),
        checkov("CKV2_AZURE_1"),
    ),
    check=check,
    passing={"a key of the vault is used": {"encryption": {**_ENCRYPTION, "keySource": "Microsoft.Keyvault"}}},
    failing={
        "Microsoft's key is used": {"encryption": {"keySource": "Microsoft.Storage"}},
        "no identity may use the key": {
            "encryption": {"keySource": "Microsoft.Keyvault", "keyVaultProperties": _ENCRYPTION["keyVaultProperties"]}
        },
        "no key is named": {
            "encryption": {"keySource": "Microsoft.Keyvault", "encryptionIdentity": _ENCRYPTION["encryptionIdentity"]}
        },
        "encryption is left at Azure's default": {"kind": "StorageV2"},
    },
)
