"""A waiver must come to an end."""

from guardrails.frameworks import psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import POLICY_EXEMPTION


def check(exemption: Props) -> Problems:
    """What is mitigated by other means may stay exempt."""
    if exemption.text("exemptionCategory").lower() == "waiver" and not exemption.has("expiresOn"):
        yield "must set expiresOn"


GUARDRAIL = Guardrail(
    title="Policy waivers expire",
    applies_to=POLICY_EXEMPTION,
    severity=Severity.MEDIUM,
    why="A waiver without an end outlives its reason, and nobody looks at it again.",
    fix="Set expires_on on the PolicyExemption.",
    link="https://learn.microsoft.com/azure/governance/policy/concepts/exemption-structure",
    absent="An exemption without a date never expires, so absent fails for waivers.",
    requirements=("000-10",),
    controls=(psrule("Azure.Policy.WaiverExpiry"),),
    check=check,
    passing={
        "a waiver with an end": {"exemptionCategory": "Waiver", "expiresOn": "2027-03-31T00:00:00Z"},
        "a risk that is mitigated otherwise": {"exemptionCategory": "Mitigated"},
        "no category is given": {"displayName": "Legacy"},
    },
    failing={
        "a waiver without an end": {"exemptionCategory": "Waiver"},
        "a waiver with an empty end": {"exemptionCategory": "Waiver", "expiresOn": ""},
    },
)
