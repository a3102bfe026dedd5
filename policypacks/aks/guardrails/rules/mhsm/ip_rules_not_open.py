"""A managed HSM must not list half the internet as a friend."""

from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.ranges import SHORTEST_PREFIX, must_not_open_to_wide_ranges
from guardrails.subjects import MANAGED_HSM

GUARDRAIL = Guardrail(
    title="No rule of the managed HSM lets a huge range in",
    applies_to=MANAGED_HSM,
    severity=Severity.HIGH,
    why="A rule for 0.0.0.0/0, or for a large part of it, undoes the default deny without looking like it.",
    fix="List in network_acls.ip_rules of the ManagedHsm the addresses that need access, as narrow ranges.",
    link="https://learn.microsoft.com/azure/key-vault/managed-hsm/configure-network-security",
    absent="Without rules nothing is let in by them, so absent passes.",
    requirements=("004-3",),
    controls=(mcsb("NS-2"),),
    check=must_not_open_to_wide_ranges("properties.networkAcls.ipRules", "value"),
    parameters=SHORTEST_PREFIX,
    passing={
        "a narrow range": {
            "properties": {"networkAcls": {"defaultAction": "Deny", "ipRules": [{"value": "203.0.113.0/28"}]}}
        },
        "no rules": {"properties": {"networkAcls": {"defaultAction": "Deny"}}},
    },
    failing={
        "everything in two halves": {
            "properties": {
                "networkAcls": {"defaultAction": "Deny", "ipRules": [{"value": "0.0.0.0/1"}, {"value": "128.0.0.0/1"}]}
            }
        },
    },
)
