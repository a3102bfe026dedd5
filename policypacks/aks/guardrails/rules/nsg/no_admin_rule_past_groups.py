"""No rule of a network manager may let the Internet in past the security groups."""

from guardrails.checks import together
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity, Values
from guardrails.props import Problems, Props, Texts, all_of
from guardrails.reach import covers_internet
from guardrails.subjects import ADMIN_RULE


def check(rule: Props) -> Problems:
    """A rule that only allows leaves the last word to the security groups; one that always allows skips them."""
    if all_of(
        lambda: rule.text("access").lower() == "alwaysallow",
        lambda: rule.text("direction").lower() == "inbound",
        lambda: not rule.count("sources") or together(rule.each("sources", _prefixes), covers_internet),
    ):
        yield "must not always allow inbound traffic from the Internet"


def _prefixes(source: Props) -> Texts:
    yield from source.text("addressPrefix").split(",")


def _rule(access: str, *sources: str, direction: str = "Inbound") -> Values:
    return {
        "access": access,
        "destinationPortRanges": ["22"],
        "direction": direction,
        "kind": "Custom",
        "priority": 100,
        "protocol": "Tcp",
        **({"sources": [{"addressPrefix": one} for one in sources]} if sources else {}),
    }


GUARDRAIL = Guardrail(
    title="No admin rule lets the Internet in past the security groups",
    applies_to=ADMIN_RULE,
    severity=Severity.CRITICAL,
    why="Where an admin rule always allows, the security groups of the networks are not asked: one rule opens all of "
    "them, and nothing in the group shows it.",
    fix="Set access to 'Allow' and leave the decision to the security groups, or narrow address_prefix in sources of "
    "the AdminRule.",
    link="https://learn.microsoft.com/azure/virtual-network-manager/concept-security-admins",
    absent="Azure refuses a rule without access or direction; without sources a rule is for all, so absent fails.",
    requirements=("002-2",),
    controls=(mcsb("NS-1"),),
    check=check,
    passing={
        "the groups decide": _rule("Allow", "*"),
        "the source is a private range": _rule("AlwaysAllow", "10.0.0.0/8"),
        "the rule denies": _rule("Deny", "*"),
        "the rule is outbound": _rule("AlwaysAllow", "*", direction="Outbound"),
    },
    failing={
        "everything comes in": _rule("AlwaysAllow", "*"),
        "the Internet comes in": _rule("alwaysallow", "Internet"),
        "the Internet comes in by pieces": _rule("AlwaysAllow", "20.0.0.0/8,21.0.0.0/8", "40.0.0.0/8"),
        "half of the Internet comes in": _rule("AlwaysAllow", "10.0.0.0/8", "128.0.0.0/1"),
        "whoever comes in": _rule("AlwaysAllow"),
        "the Internet is one of several in a text": _rule("AlwaysAllow", "10.0.0.0/8,Internet"),
    },
)
