"""A role assignment's name must be one that Azure takes."""

import re

from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import ROLE_ASSIGNMENT

_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def check(assignment: Props) -> Problems:
    """Whether a GUID stays the same cannot be seen; that it is one can."""
    name = assignment.get("roleAssignmentName")
    if isinstance(name, str) and not _GUID.fullmatch(name):
        yield "must set roleAssignmentName to a GUID"


GUARDRAIL = Guardrail(
    title="Role assignments are named by a GUID, or by Pulumi",
    applies_to=ROLE_ASSIGNMENT,
    severity=Severity.LOW,
    why="Azure takes a GUID only, and refuses any other name in the middle of the update.",
    fix="Leave role_assignment_name out, or set it to a GUID that is the same on every run.",
    link="https://learn.microsoft.com/azure/role-based-access-control/role-assignments",
    absent="Pulumi then makes a GUID and keeps it, so absent passes.",
    requirements=(),
    controls=(),
    check=check,
    passing={
        "the name is a GUID": {"roleAssignmentName": "3f2504e0-4f89-41d3-9a0c-0305e82c3301"},
        "the name is left to Pulumi": {"principalType": "Group"},
    },
    failing={"the name is for people": {"roleAssignmentName": "kubelet-pulls"}},
)
