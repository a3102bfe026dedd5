"""A vault must not list half the internet as a friend."""

from guardrails.frameworks import mcsb
from guardrails.guardrail import Example, Guardrail, Severity
from guardrails.ranges import SHORTEST_PREFIX, must_not_open_to_wide_ranges
from guardrails.subjects import VAULT

GUARDRAIL = Guardrail(
    title="No rule of the vault lets a huge range in",
    applies_to=VAULT,
    severity=Severity.HIGH,
    why="A rule for 0.0.0.0/0, or for a large part of it, undoes the default deny without looking like it.",
    fix="List in network_acls.ip_rules of the Vault the addresses that need access, as narrow ranges.",
    link="https://learn.microsoft.com/azure/key-vault/general/network-security",
    absent="Without rules nothing is let in by them, so absent passes.",
    requirements=("004-7",),
    controls=(mcsb("NS-2"),),
    check=must_not_open_to_wide_ranges("properties.networkAcls.ipRules", "value"),
    parameters=SHORTEST_PREFIX,
    passing={
        "a narrow range": {
            "properties": {"networkAcls": {"defaultAction": "Deny", "ipRules": [{"value": "203.0.113.0/28"}]}}
        },
        "no rules": {"properties": {"networkAcls": {"defaultAction": "Deny"}}},
        "the widest range": {"properties": {"networkAcls": {"ipRules": [{"value": "10.0.0.0/9"}]}}},
        "what is no range is Azure's to refuse": {"properties": {"networkAcls": {"ipRules": [{"value": "everyone"}]}}},
    },
    failing={
        "everything": {"properties": {"networkAcls": {"defaultAction": "Deny", "ipRules": [{"value": "0.0.0.0/0"}]}}},
        "half of everything": {
            "properties": {"networkAcls": {"defaultAction": "Deny", "ipRules": [{"value": "0.0.0.0/1"}]}}
        },
        "wider than the setting, by an address within": Example(
            {"properties": {"networkAcls": {"ipRules": [{"value": "203.0.113.7/27"}]}}},
            settings={"shortest_prefix": 28},
        ),
    },
)
