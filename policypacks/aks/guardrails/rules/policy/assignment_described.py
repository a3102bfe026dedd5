"""A policy must tell those it stops what it wants."""

from guardrails.frameworks import psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import POLICY_ASSIGNMENT

_DESCRIBED = {
    "displayName": "Pods are restricted",
    "description": "Pods run without privileges.",
    "metadata": {"assignedBy": "security team"},
    "nonComplianceMessages": [{"message": "Set runAsNonRoot; ask the security team for an exemption."}],
}


def check(assignment: Props) -> Problems:
    """The metadata names who assigned it."""
    for needed in ("displayName", "description", "metadata", "nonComplianceMessages"):
        if not assignment.has(needed):
            yield f"must set {needed}"


GUARDRAIL = Guardrail(
    title="The policy assignment names itself, its purpose and what to do",
    applies_to=POLICY_ASSIGNMENT,
    severity=Severity.LOW,
    why="Who is refused by a policy without a message opens a ticket instead of fixing the deployment.",
    fix="Set display_name, description, metadata and non_compliance_messages on the PolicyAssignment.",
    link="https://learn.microsoft.com/azure/governance/policy/concepts/assignment-structure",
    absent="Azure then shows the definition's own text or none, so absent fails.",
    requirements=("000-10",),
    controls=(psrule("Azure.Policy.AssignmentDescriptors"), psrule("Azure.Policy.AssignmentAssignedBy")),
    check=check,
    passing={"all is told": _DESCRIBED},
    failing={
        "only the message is missing": {
            key: value for key, value in _DESCRIBED.items() if key != "nonComplianceMessages"
        },
        "only the description is missing": {key: value for key, value in _DESCRIBED.items() if key != "description"},
        "the name is empty": {"displayName": ""},
        "nothing is told": {"enforcementMode": "Default"},
    },
)
