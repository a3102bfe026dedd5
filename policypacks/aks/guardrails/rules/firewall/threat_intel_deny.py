"""A firewall policy must block known malicious addresses and domains."""

from guardrails.checks import is_present, must_be
from guardrails.frameworks import azure_policy, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import FIREWALL_POLICY


def check(policy: Props) -> Problems:
    """Azure lets a policy be stricter than its base policy, never laxer."""
    if policy.has("threatIntelMode") or not is_present(policy, "basePolicy.id"):
        yield from must_be("threatIntelMode", "Deny", absent="Alert")(policy)


GUARDRAIL = Guardrail(
    title="The firewall policy denies known malicious traffic",
    applies_to=FIREWALL_POLICY,
    severity=Severity.HIGH,
    why="In alert mode a connection to a known command server is logged and let through.",
    fix="Set threat_intel_mode='Deny' on the FirewallPolicy; the tier Basic can only alert.",
    link="https://learn.microsoft.com/azure/firewall/threat-intel",
    absent="Azure only alerts, so absent fails; a policy with a base policy inherits its mode, so absent passes there.",
    requirements=("004-6",),
    controls=(
        mcsb("NS-3"),
        azure_policy("da79a7e2-8aa1-45ed-af81-ba050c153564"),
        psrule("Azure.Firewall.PolicyMode"),
    ),
    check=check,
    passing={
        "threat intelligence denies": {"threatIntelMode": "Deny"},
        "the mode is the base policy's": {"basePolicy": {"id": "base"}},
    },
    failing={
        "threat intelligence alerts": {"threatIntelMode": "Alert"},
        "threat intelligence alerts, below a base policy": {
            "basePolicy": {"id": "base"},
            "threatIntelMode": "Alert",
        },
        "threat intelligence is off": {"threatIntelMode": "Off"},
        "the mode is left at Azure's default": {"sku": {"tier": "Standard"}},
    },
)
