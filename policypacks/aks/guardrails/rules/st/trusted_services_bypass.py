"""Azure's own services must pass the storage firewall."""

from guardrails.frameworks import azure_policy, checkov, cis_azure, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import STORAGE_ACCOUNT


def check(account: Props) -> Problems:
    """The exceptions are one text with commas."""
    passing = account.text("networkRuleSet.bypass", "AzureServices").lower().split(",")
    if "azureservices" not in [one.strip() for one in passing]:
        yield "must let AzureServices pass in networkRuleSet.bypass"


GUARDRAIL = Guardrail(
    title="Trusted Azure services reach the storage account through its firewall",
    applies_to=STORAGE_ACCOUNT,
    severity=Severity.LOW,
    why="Without the exception backup, diagnostics and Defender's scans stop at the firewall, mostly unnoticed.",
    fix="Set network_rule_set with bypass='AzureServices', or leave bypass out.",
    link="https://learn.microsoft.com/azure/storage/common/storage-network-security",
    absent="Azure lets its trusted services pass by default, so absent passes.",
    requirements=(),
    controls=(
        cis_azure("4.8"),
        mcsb("NS-2"),
        azure_policy("c9d007d0-c057-4772-b18c-01e546713bcd"),
        checkov("CKV_AZURE_36"),
    ),
    check=check,
    passing={
        "trusted services pass": {"networkRuleSet": {"bypass": "AzureServices"}},
        "trusted services and logs pass": {"networkRuleSet": {"bypass": "Logging, AzureServices"}},
        "the exception is left at Azure's default": {"networkRuleSet": {"defaultAction": "Deny"}},
    },
    failing={
        "nobody passes": {"networkRuleSet": {"bypass": "None"}},
        "only logs pass": {"networkRuleSet": {"bypass": "Logging, Metrics"}},
    },
)
