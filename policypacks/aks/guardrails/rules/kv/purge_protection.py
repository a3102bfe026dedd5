"""A vault must not be purgeable."""

from guardrails.checks import must_be
from guardrails.frameworks import azure_policy, checkov, cis_azure, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import VAULT

GUARDRAIL = Guardrail(
    title="Nobody can purge the vault or what is in it",
    applies_to=VAULT,
    severity=Severity.HIGH,
    why="Whoever may purge makes a deletion final; with the key of a registry or a disk goes all that it encrypts.",
    fix="Set enable_purge_protection=True in the properties of the Vault; it cannot be turned off again.",
    link="https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview",
    absent="Azure leaves purge protection off, so absent fails.",
    requirements=("004-3", "004-7"),
    controls=(
        cis_azure("3.3.5"),
        mcsb("DP-8"),
        azure_policy("0b60c0b2-2dc2-4e1c-b5c9-abbed971de53"),
        checkov("CKV_AZURE_110"),
        checkov("CKV_AZURE_42"),
        psrule("Azure.KeyVault.PurgeProtect"),
    ),
    check=must_be("properties.enablePurgeProtection", expected=True, absent=False),
    passing={
        "purge protection is on": {"properties": {"enablePurgeProtection": True}},
    },
    failing={
        "purge protection is off": {"properties": {"enablePurgeProtection": False}},
        "purge protection is left at Azure's default": {"properties": {"enableSoftDelete": True}},
    },
)
