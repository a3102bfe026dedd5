"""A registry must not answer on its public address."""

from guardrails.checks import must_be
from guardrails.frameworks import azure_policy, checkov, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import REGISTRY

GUARDRAIL = Guardrail(
    title="The registry's public address is closed",
    applies_to=REGISTRY,
    severity=Severity.HIGH,
    why="A stolen credential is usable from anywhere as long as the registry answers on the internet.",
    fix="Set public_network_access='Disabled' on the Registry and reach it through a private endpoint.",
    link="https://learn.microsoft.com/azure/container-registry/container-registry-private-link",
    absent="Azure leaves public access on, so absent fails.",
    requirements=("000-6", "004-2"),
    controls=(
        mcsb("NS-2"),
        azure_policy("0fdf0491-d080-4575-b627-ad0e843cba0f"),
        azure_policy("a3701552-92ea-433e-9d17-33b7f1208fc9"),
        checkov("CKV_AZURE_139"),
        psrule("Azure.ACR.Firewall"),
    ),
    check=must_be("publicNetworkAccess", "Disabled", absent="Enabled"),
    passing={
        "public access is disabled": {"publicNetworkAccess": "Disabled"},
        "public access is disabled, in another case": {"publicNetworkAccess": "disabled"},
    },
    failing={
        "public access is enabled": {"publicNetworkAccess": "Enabled"},
        "public access is left at Azure's default": {"sku": {"name": "Premium"}},
    },
)
