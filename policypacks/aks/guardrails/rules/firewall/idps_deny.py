"""A premium firewall policy must block intrusions."""

from guardrails.checks import is_present
from guardrails.frameworks import checkov, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, all_of
from guardrails.subjects import FIREWALL_POLICY


def check(policy: Props) -> Problems:
    """Only the tier Premium detects intrusions. Of a policy's mode and its base policy's the stricter one holds."""
    if all_of(
        lambda: policy.text("sku.tier").lower() == "premium",
        lambda: policy.text("intrusionDetection.mode").lower() != "deny",
        lambda: policy.has("intrusionDetection.mode") or not is_present(policy, "basePolicy.id"),
    ):
        yield "must set intrusionDetection.mode to Deny"


_PREMIUM = {"sku": {"tier": "Premium"}}

GUARDRAIL = Guardrail(
    title="A premium firewall denies intrusions",
    applies_to=FIREWALL_POLICY,
    severity=Severity.MEDIUM,
    why="The firewall recognises the attack, which is what the premium tier is paid for, and lets it through.",
    fix="Set intrusion_detection={'mode': 'Deny'} on the FirewallPolicy.",
    link="https://learn.microsoft.com/azure/firewall/premium-features",
    absent="Azure leaves intrusion detection off, so absent fails for the tier Premium; with a base policy that "
    "policy's mode holds, so absent passes there, and in other tiers.",
    requirements=("004-6",),
    controls=(mcsb("NS-4"), checkov("CKV_AZURE_220")),
    check=check,
    remedy={"intrusionDetection.mode": "Deny"},
    passing={
        "intrusions are denied": {**_PREMIUM, "intrusionDetection": {"mode": "Deny"}},
        "the tier has no intrusion detection": {"sku": {"tier": "Standard"}},
        "the tier is left at Azure's default": {"threatIntelMode": "Deny"},
        "the mode is the base policy's": {**_PREMIUM, "basePolicy": {"id": "base"}},
    },
    failing={
        "intrusions are only reported": {**_PREMIUM, "intrusionDetection": {"mode": "Alert"}},
        "intrusions are only reported, below a base policy": {
            **_PREMIUM,
            "basePolicy": {"id": "base"},
            "intrusionDetection": {"mode": "Alert"},
        },
        "the base policy has no id": {**_PREMIUM, "basePolicy": {}},
        "intrusion detection is left at Azure's default": _PREMIUM,
    },
)
