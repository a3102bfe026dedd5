"""Who may give roles must be bounded in which."""

from guardrails.examples import ONLY_TAKING_BOUNDED, PULL_ALONE_GIVEN
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.roles import (
    CONTRIBUTOR,
    OWNER,
    RBAC_ADMINISTRATOR,
    USER_ACCESS_ADMINISTRATOR,
    bounds_what_is_given,
    role_of,
)
from guardrails.subjects import ROLE_WITHIN_REACH


def check(assignment: Props) -> Problems:
    """Azure knows one version of conditions."""
    if role_of(assignment, {OWNER, RBAC_ADMINISTRATOR, USER_ACCESS_ADMINISTRATOR}) is None:
        return
    if not assignment.has("condition"):
        yield "must set condition, for its role gives roles"
        return
    yield from decided(_bounds, assignment)
    if assignment.text("conditionVersion") != "2.0":
        yield "must set conditionVersion to 2.0"


def _bounds(assignment: Props) -> Problems:
    if not bounds_what_is_given(assignment):
        yield "must ask in condition, for roleAssignments/write, which RoleDefinitionId or PrincipalId is requested"


_BOUNDED = {"condition": PULL_ALONE_GIVEN, "conditionVersion": "2.0"}
_PRINCIPALS = PULL_ALONE_GIVEN.replace("RoleDefinitionId", "PrincipalId")

GUARDRAIL = Guardrail(
    title="Roles that give roles carry a condition",
    applies_to=ROLE_WITHIN_REACH,
    severity=Severity.MEDIUM,
    why="Without a condition their holder can make anyone owner, also themselves.",
    fix="Set condition, and condition_version='2.0', to the roles and principals that may be assigned.",
    link="https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-overview",
    absent="An assignment is without bounds unless a condition sets them, so absent fails for these roles.",
    requirements=("002-11",),
    controls=(mcsb("PA-2"),),
    check=check,
    passing={
        "a condition bounds the roles": {"roleDefinitionId": RBAC_ADMINISTRATOR, **_BOUNDED},
        "a condition bounds the principals": {
            **_BOUNDED,
            "roleDefinitionId": RBAC_ADMINISTRATOR,
            "condition": _PRINCIPALS,
        },
        "a condition on giving and taking": {
            **_BOUNDED,
            "roleDefinitionId": RBAC_ADMINISTRATOR,
            "condition": f"{PULL_ALONE_GIVEN} AND {ONLY_TAKING_BOUNDED}",
        },
        "a condition on both at once": {
            **_BOUNDED,
            "roleDefinitionId": RBAC_ADMINISTRATOR,
            "condition": PULL_ALONE_GIVEN.replace("/write", "/*"),
        },
        "a condition on every action": {
            **_BOUNDED,
            "roleDefinitionId": RBAC_ADMINISTRATOR,
            "condition": PULL_ALONE_GIVEN.partition(" OR ")[2].removesuffix(")"),
        },
        "another role needs none": {"roleDefinitionId": CONTRIBUTOR},
        "no role is given": {"principalType": "Group"},
    },
    failing={
        "no condition bounds it": {"roleDefinitionId": RBAC_ADMINISTRATOR},
        "the owner is unbounded": {"roleDefinitionId": OWNER, "condition": "", "conditionVersion": "2.0"},
        "the condition has no version": {"roleDefinitionId": USER_ACCESS_ADMINISTRATOR, "condition": PULL_ALONE_GIVEN},
        "the condition bounds what is taken, not what is given": {
            **_BOUNDED,
            "roleDefinitionId": RBAC_ADMINISTRATOR,
            "condition": ONLY_TAKING_BOUNDED,
        },
        "the condition asks of another action": {
            **_BOUNDED,
            "roleDefinitionId": RBAC_ADMINISTRATOR,
            "condition": PULL_ALONE_GIVEN.replace("/write", "/delete"),
        },
        "the condition bounds the kind of principals only": {
            **_BOUNDED,
            "roleDefinitionId": RBAC_ADMINISTRATOR,
            "condition": "@Request[Microsoft.Authorization/roleAssignments:PrincipalType] StringEquals 'Group'",
        },
    },
)
