"""A vault that answers publicly must answer only whom it lists."""

from guardrails.checks import must_be_closed_by_default
from guardrails.frameworks import azure_policy, checkov, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import VAULT

GUARDRAIL = Guardrail(
    title="The vault refuses every network it does not list",
    applies_to=VAULT,
    severity=Severity.HIGH,
    why="While the default is Allow the rules beside it narrow nothing: every address on the internet may knock.",
    fix="Set network_acls={'default_action': 'Deny', ...} in the properties of the Vault, or "
    "public_network_access='Disabled'.",
    link="https://learn.microsoft.com/azure/key-vault/general/network-security",
    absent="Azure lets every network in, so absent fails.",
    requirements=("004-7",),
    controls=(
        mcsb("NS-2"),
        mcsb("DP-8"),
        azure_policy("55615ac9-af46-4a59-874e-391cc3dfb490"),
        azure_policy("ac673a9a-f77d-4846-b2d8-a57f8e1c01dc"),
        checkov("CKV_AZURE_109"),
        psrule("Azure.KeyVault.Firewall"),
    ),
    check=must_be_closed_by_default("properties.publicNetworkAccess", "properties.networkAcls.defaultAction"),
    passing={
        "the default is to deny": {"properties": {"networkAcls": {"defaultAction": "Deny", "bypass": "AzureServices"}}},
        "a network security perimeter decides": {"properties": {"publicNetworkAccess": "SecuredByPerimeter"}},
        "public access is disabled": {"properties": {"publicNetworkAccess": "Disabled"}},
    },
    failing={
        "the default is to allow": {"properties": {"networkAcls": {"defaultAction": "Allow"}}},
        "networks are left at Azure's default": {"properties": {"publicNetworkAccess": "Enabled"}},
    },
)
