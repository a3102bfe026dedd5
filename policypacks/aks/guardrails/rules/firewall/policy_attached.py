"""A firewall must take its rules from a firewall policy."""

from guardrails.frameworks import azure_policy, checkov, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import FIREWALL

_CLASSIC = ("applicationRuleCollections", "natRuleCollections", "networkRuleCollections")


def check(firewall: Props) -> Problems:
    """Classic rules on the firewall itself cannot stand beside a policy."""
    if not firewall.has("firewallPolicy.id"):
        yield "must set firewallPolicy"
    for prop in _CLASSIC:
        if firewall.has(prop):
            yield f"must not set {prop}"


GUARDRAIL = Guardrail(
    title="The firewall takes its rules from a policy",
    applies_to=FIREWALL,
    severity=Severity.HIGH,
    why="Classic rules know no intrusion detection, no TLS inspection and no inheritance: each firewall drifts alone.",
    fix="Set firewall_policy={'id': policy.id} on the AzureFirewall and move its rule collections into a "
    "FirewallPolicyRuleCollectionGroup.",
    link="https://learn.microsoft.com/azure/firewall-manager/policy-overview",
    absent="Azure creates a firewall with classic rules, so an absent policy fails; absent classic rules pass.",
    requirements=("004-6",),
    controls=(mcsb("NS-3"), azure_policy("794d77cc-fe65-4801-8514-230c0be387a8"), checkov("CKV_AZURE_219")),
    check=check,
    passing={
        "a policy is attached": {"firewallPolicy": {"id": "policy"}},
        "a policy is attached and the lists of classic rules are empty": {
            "firewallPolicy": {"id": "policy"},
            "networkRuleCollections": [],
        },
    },
    failing={
        "no policy is attached": {"sku": {"name": "AZFW_VNet", "tier": "Standard"}},
        "the policy has no id": {"firewallPolicy": {}},
        **{
            f"there are classic rules in {prop}": {
                "firewallPolicy": {"id": "policy"},
                prop: [{"name": "out", "priority": 100}],
            }
            for prop in ("applicationRuleCollections", "natRuleCollections", "networkRuleCollections")
        },
    },
)
