"""A storage account must not be open to every network."""

from guardrails.checks import must_be_closed_by_default
from guardrails.frameworks import azure_policy, checkov, cis_azure, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import STORAGE_ACCOUNT

GUARDRAIL = Guardrail(
    title="The storage account refuses networks that are not listed",
    applies_to=STORAGE_ACCOUNT,
    severity=Severity.HIGH,
    why="Open to every network, one leaked key or signature is enough to read the data from anywhere.",
    fix="Set public_network_access='Disabled' on the StorageAccount, or network_rule_set with default_action='Deny'.",
    link="https://learn.microsoft.com/azure/storage/common/storage-network-security",
    absent="Azure allows every network by default, so absent fails.",
    requirements=(),
    controls=(
        cis_azure("4.7"),
        mcsb("NS-2"),
        azure_policy("34c877ad-507e-4c82-993e-3452a6e0ad3c"),
        azure_policy("b2982f36-99f2-4db5-8eff-283140c09693"),
        checkov("CKV_AZURE_35"),
        psrule("Azure.Storage.Firewall"),
    ),
    check=must_be_closed_by_default("publicNetworkAccess", "networkRuleSet.defaultAction"),
    passing={
        "the firewall denies by default": {"networkRuleSet": {"defaultAction": "Deny"}},
        "public access is off": {"publicNetworkAccess": "Disabled"},
        "a network security perimeter decides": {"publicNetworkAccess": "SecuredByPerimeter"},
    },
    failing={
        "the firewall allows by default": {"networkRuleSet": {"defaultAction": "Allow"}},
        "the firewall has no default": {
            "publicNetworkAccess": "Enabled",
            "networkRuleSet": {"bypass": "AzureServices"},
        },
        "networks are left at Azure's default": {"kind": "StorageV2"},
    },
)
