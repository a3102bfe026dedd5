"""A security rule must say what it is for."""

from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import SECURITY_RULE


def check(rule: Props) -> Problems:
    """Any text will do: whether it is true is for the review."""
    if not rule.has("description"):
        yield "must set description"


GUARDRAIL = Guardrail(
    title="Every security rule has a description",
    applies_to=SECURITY_RULE,
    severity=Severity.LOW,
    why="A rule that nobody can explain is never removed.",
    fix="Set description on the rule: who needs it, and for what.",
    link="https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview",
    absent="Azure leaves the description empty, so absent fails.",
    requirements=(),
    check=check,
    passing={"the rule is described": {"name": "https", "description": "Clients of the ingress, ticket 1234"}},
    failing={
        "the description is left out": {"name": "https", "access": "Allow"},
        "the description is empty": {"description": ""},
    },
)
