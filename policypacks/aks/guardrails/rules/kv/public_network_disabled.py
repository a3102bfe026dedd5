"""A vault must not answer on its public address."""

from guardrails.checks import must_be_one_of
from guardrails.frameworks import azure_policy, checkov, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import VAULT

GUARDRAIL = Guardrail(
    title="The vault's public address is closed",
    applies_to=VAULT,
    severity=Severity.HIGH,
    why="A stolen token reads secrets from anywhere as long as the vault answers on the internet.",
    fix="Set public_network_access='Disabled' in the properties of the Vault and reach it through a private endpoint.",
    link="https://learn.microsoft.com/azure/key-vault/general/network-security",
    absent="Azure leaves public access on, so absent fails; a perimeter's rules are nsp-rules-not-open's.",
    requirements=("004-7",),
    controls=(mcsb("NS-2"), azure_policy("405c5871-3e91-4644-8a63-58e19d68ff5b"), checkov("CKV_AZURE_189")),
    check=must_be_one_of("properties.publicNetworkAccess", ("Disabled", "SecuredByPerimeter"), absent="Enabled"),
    passing={
        "public access is disabled": {"properties": {"publicNetworkAccess": "Disabled"}},
        "a network security perimeter decides": {"properties": {"publicNetworkAccess": "SecuredByPerimeter"}},
        "public access is disabled, in another case": {"properties": {"publicNetworkAccess": "disabled"}},
    },
    failing={
        "public access is enabled": {"properties": {"publicNetworkAccess": "enabled"}},
        "public access is left at Azure's default": {"properties": {"enablePurgeProtection": True}},
    },
)
