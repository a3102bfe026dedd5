"""A registry must not list half the internet as a friend."""

from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.ranges import SHORTEST_PREFIX, must_not_open_to_wide_ranges
from guardrails.subjects import REGISTRY

GUARDRAIL = Guardrail(
    title="No rule of the registry lets a huge range in",
    applies_to=REGISTRY,
    severity=Severity.HIGH,
    why="A rule for 0.0.0.0/0, or for a large part of it, undoes the default deny without looking like it.",
    fix="List in network_rule_set.ip_rules the addresses that need access, as narrow ranges in i_p_address_or_range.",
    link="https://learn.microsoft.com/azure/container-registry/container-registry-access-selected-networks",
    absent="Without rules nothing is let in by them, so absent passes.",
    requirements=("000-6",),
    controls=(mcsb("NS-2"),),
    check=must_not_open_to_wide_ranges("networkRuleSet.ipRules", "iPAddressOrRange"),
    parameters=SHORTEST_PREFIX,
    passing={
        "a narrow range": {
            "networkRuleSet": {"defaultAction": "Deny", "ipRules": [{"iPAddressOrRange": "203.0.113.0/28"}]}
        },
        "a single address": {
            "networkRuleSet": {"defaultAction": "Deny", "ipRules": [{"iPAddressOrRange": "203.0.113.7"}]}
        },
        "no rules": {"networkRuleSet": {"defaultAction": "Deny"}},
    },
    failing={
        "everything": {"networkRuleSet": {"defaultAction": "Deny", "ipRules": [{"iPAddressOrRange": "0.0.0.0/0"}]}},
        "a part of everything in pieces": {
            "networkRuleSet": {
                "defaultAction": "Deny",
                "ipRules": [{"iPAddressOrRange": f"{first}.0.0.0/9"} for first in range(20, 24)],
            }
        },
        "half of everything beside a narrow range": {
            "networkRuleSet": {
                "defaultAction": "Deny",
                "ipRules": [{"iPAddressOrRange": "203.0.113.0/28"}, {"iPAddressOrRange": "128.0.0.0/1"}],
            }
        },
    },
)
