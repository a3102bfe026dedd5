"""A perimeter must not let the Internet in."""

from collections.abc import Mapping
from typing import Any

from guardrails.checks import some_text
from guardrails.frameworks import mcsb
from guardrails.guardrail import Example, Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.ranges import SHORTEST_PREFIX, must_not_open_to_wide_ranges
from guardrails.reach import covers_internet
from guardrails.subjects import PERIMETER_RULE

_narrow = must_not_open_to_wide_ranges("addressPrefixes")


def check(rule: Props, values: Mapping[str, Any]) -> Problems:
    """Prefixes and service tags are of inbound rules only."""
    yield from _narrow(rule, values)
    if some_text(rule, lambda tag: covers_internet([tag]), "serviceTags"):
        yield "must not let the Internet, or every customer of Azure, in by serviceTags"


GUARDRAIL = Guardrail(
    title="No rule of a network security perimeter lets the Internet in",
    applies_to=PERIMETER_RULE,
    severity=Severity.HIGH,
    why="Whom the perimeter lets in reaches the vaults, accounts and workspaces in it, also those whose public access "
    "is disabled.",
    fix="Name in address_prefixes the networks that need access, as narrow ranges, or use subscriptions.",
    link="https://learn.microsoft.com/azure/private-link/network-security-perimeter-transition",
    absent="A rule without prefixes and tags lets no address in, so absent passes.",
    requirements=(),
    controls=(mcsb("NS-2"),),
    check=check,
    parameters=SHORTEST_PREFIX,
    passing={
        "a narrow range": {"direction": "Inbound", "addressPrefixes": ["203.0.113.0/28", "203.0.113.64/28"]},
        "a subscription": {"direction": "Inbound", "subscriptions": [{"id": "/subscriptions/one"}]},
        "one service of Azure": {"direction": "Inbound", "serviceTags": ["AzureMonitor"]},
        "a rule on ways out": {"direction": "Outbound", "fullyQualifiedDomainNames": ["*"]},
    },
    failing={
        "everybody": {"direction": "Inbound", "addressPrefixes": ["0.0.0.0/0"]},
        "half of everybody beside a narrow range": {"addressPrefixes": ["203.0.113.0/28", "128.0.0.0/1"]},
        "a part of everybody in pieces": {"addressPrefixes": [f"{first}.0.0.0/9" for first in range(20, 24)]},
        "wider than the setting": Example({"addressPrefixes": ["203.0.113.0/27"]}, settings={"shortest_prefix": 28}),
        "every customer of Azure": {"direction": "Inbound", "serviceTags": ["AzureMonitor", "AzureCloud.westeurope"]},
    },
)
