"""Who may give roles must be bounded in which."""

from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.roles import CONTRIBUTOR, OWNER, RBAC_ADMINISTRATOR, USER_ACCESS_ADMINISTRATOR, role_of
from guardrails.subjects import ROLE_ASSIGNMENT


def check(assignment: Props) -> Problems:
    """Azure knows one version of conditions."""
    if role_of(assignment, {OWNER, RBAC_ADMINISTRATOR, USER_ACCESS_ADMINISTRATOR}) is None:
        return
    if not assignment.has("condition"):
        yield "must set condition, for its role gives roles"
    elif assignment.text("conditionVersion") != "2.0":
        yield "must set conditionVersion to 2.0"


GUARDRAIL = Guardrail(
    title="Roles that give roles carry a condition",
    applies_to=ROLE_ASSIGNMENT,
    severity=Severity.MEDIUM,
    why="Without a condition their holder can make anyone owner, also themselves.",
    fix="Set condition, and condition_version='2.0', to the roles and principals that may be assigned.",
    link="https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-overview",
    absent="An assignment is without bounds unless a condition sets them, so absent fails for these roles.",
    requirements=("002-11",),
    controls=(mcsb("PA-2"),),
    check=check,
    passing={
        "a condition bounds it": {
            "roleDefinitionId": RBAC_ADMINISTRATOR,
            "condition": "(bounded)",
            "conditionVersion": "2.0",
        },
        "another role needs none": {"roleDefinitionId": CONTRIBUTOR},
        "no role is given": {"principalType": "Group"},
    },
    failing={
        "no condition bounds it": {"roleDefinitionId": RBAC_ADMINISTRATOR},
        "the owner is unbounded": {"roleDefinitionId": OWNER, "condition": "", "conditionVersion": "2.0"},
        "the condition has no version": {"roleDefinitionId": USER_ACCESS_ADMINISTRATOR, "condition": "(bounded)"},
    },
)
