"""A managed HSM must not answer every network."""

from guardrails.checks import must_be_closed_by_default
from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import MANAGED_HSM

GUARDRAIL = Guardrail(
    title="The managed HSM refuses every network it does not list",
    applies_to=MANAGED_HSM,
    severity=Severity.HIGH,
    why="A stolen token uses keys from anywhere as long as the HSM answers on the internet.",
    fix="Set public_network_access='Disabled' in the properties of the ManagedHsm, or "
    "network_acls={'default_action': 'Deny', ...}.",
    link="https://learn.microsoft.com/azure/key-vault/managed-hsm/private-link",
    absent="Azure leaves public access on, so absent fails.",
    requirements=("004-3",),
    controls=(
        mcsb("NS-2"),
        azure_policy("19ea9d63-adee-4431-a95e-1913c6c1c75f"),
        azure_policy("84d327c3-164a-4685-b453-900478614456"),
    ),
    check=must_be_closed_by_default("properties.publicNetworkAccess", "properties.networkAcls.defaultAction"),
    passing={
        "public access is disabled": {"properties": {"publicNetworkAccess": "Disabled"}},
        "the default is to deny": {"properties": {"networkAcls": {"defaultAction": "Deny"}}},
    },
    failing={
        "public access is enabled": {"properties": {"publicNetworkAccess": "Enabled"}},
        "the default is to allow": {"properties": {"networkAcls": {"defaultAction": "Allow"}}},
        "public access is left at Azure's default": {"properties": {"enablePurgeProtection": True}},
    },
)
