"""An exemption must tell its reason."""

from guardrails.frameworks import psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import POLICY_EXEMPTION


def check(exemption: Props) -> Problems:
    """The description is the reason that reviews read."""
    for needed in ("displayName", "description"):
        if not exemption.has(needed):
            yield f"must set {needed}"


GUARDRAIL = Guardrail(
    title="The policy exemption has a name and a reason",
    applies_to=POLICY_EXEMPTION,
    severity=Severity.LOW,
    why="Without a reason nobody can judge later whether the exemption is still needed.",
    fix="Set display_name and description on the PolicyExemption.",
    link="https://learn.microsoft.com/azure/governance/policy/concepts/exemption-structure",
    absent="Azure asks for neither, so absent fails.",
    requirements=(),
    controls=(psrule("Azure.Policy.ExemptionDescriptors"),),
    check=check,
    passing={
        "name and reason are given": {
            "displayName": "Legacy shop",
            "description": "Moves to the new cluster in spring.",
        }
    },
    failing={
        "the reason is missing": {"displayName": "Legacy shop"},
        "the name and the reason are empty": {"displayName": "", "description": ""},
        "nothing is told": {"exemptionCategory": "Mitigated"},
    },
)
