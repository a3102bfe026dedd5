"""Nobody must be made owner, or giver of roles, of a resource group or more, nor eligible for it."""

from collections.abc import Mapping
from typing import Any

from guardrails.examples import ONLY_TAKING_BOUNDED, PULL_ALONE_GIVEN, SUBSCRIPTION, ExampleResource, Output
from guardrails.frameworks import azure_policy, mcsb, psrule
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.props import Problems, all_of
from guardrails.roles import (
    CONTRIBUTOR,
    OWNER,
    RBAC_ADMINISTRATOR,
    USER_ACCESS_ADMINISTRATOR,
    at_group_or_above,
    bounds_what_is_given,
    role_of,
)
from guardrails.stack import Resource, Stack
from guardrails.subjects import ELIGIBILITY, MANAGEMENT_GROUP, RESOURCE_GROUP, ROLE_ASSIGNMENT, ROLE_WITHIN_REACH, VAULT

_REFUSED = {
    OWNER: "Owner",
    USER_ACCESS_ADMINISTRATOR: "User Access Administrator",
    RBAC_ADMINISTRATOR: "Role Based Access Control Administrator, without a condition on what may be given,",
}


def check(assignment: Resource, stack: Stack) -> Problems:
    """The administrator of role assignments is accepted where a condition bounds which roles may be given."""
    role = role_of(assignment, _REFUSED)
    if role and all_of(
        lambda: role != RBAC_ADMINISTRATOR or not bounds_what_is_given(assignment),
        lambda: at_group_or_above(assignment, stack),
    ):
        yield f"must not give {_REFUSED[role]} on a resource group, subscription or management group"


def _assigned(
    role: str, scope: str | Output, token: str = ROLE_ASSIGNMENT.token, **more: str | Mapping[str, Any]
) -> ExampleResource:
    definition = f"{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/{role}"
    return ExampleResource(token, {"roleDefinitionId": definition, "scope": scope, "principalId": "someone", **more})


def _eligible(role: str, scope: str | Output, **more: str) -> ExampleResource:
    ending = {"expiration": {"type": "AfterDuration", "duration": "P180D"}}
    return _assigned(role, scope, ELIGIBILITY.token, scheduleInfo=ending, **more)


_GROUP = ExampleResource(RESOURCE_GROUP.token)
_VAULT = ExampleResource(VAULT.token)

GUARDRAIL = StackGuardrail(
    title="Owner and the roles that give roles are neither assigned nor eligible on a resource group or more",
    applies_to=ROLE_WITHIN_REACH,
    severity=Severity.CRITICAL,
    why="Their holder can give every right to anyone, so one stolen credential undoes all other access control; "
    "who is eligible needs one activation more.",
    fix="Set role_definition_id to a job function role, or to Role Based Access Control Administrator and a condition.",
    link="https://learn.microsoft.com/azure/role-based-access-control/best-practices",
    absent="Azure refuses an assignment without role or scope, so absent says nothing.",
    requirements=("002-15", "002-11"),
    controls=(mcsb("PA-1"), azure_policy("4f11b553-d42e-4e3a-89be-32ca364cad4c"), psrule("Azure.RBAC.LimitOwner")),
    check=check,
    passing={
        "a lesser role on the group": {"group": _GROUP, "grant": _assigned(CONTRIBUTOR, Output("group"))},
        "the owner of one resource": {"vault": _VAULT, "grant": _assigned(OWNER, Output("vault"))},
        "a condition bounds the roles that may be given": {
            "grant": _assigned(RBAC_ADMINISTRATOR, SUBSCRIPTION, condition=PULL_ALONE_GIVEN, conditionVersion="2.0")
        },
        "a lesser role may be activated": {"grant": _eligible(CONTRIBUTOR, f"{SUBSCRIPTION}/resourceGroups/other")},
        "the owner of one resource may be activated": {"vault": _VAULT, "grant": _eligible(OWNER, Output("vault"))},
        "a condition bounds what whoever activates the role may give": {
            "grant": _eligible(RBAC_ADMINISTRATOR, SUBSCRIPTION, condition=PULL_ALONE_GIVEN, conditionVersion="2.0")
        },
        "no scope is given": {"grant": ExampleResource(ROLE_ASSIGNMENT.token, {"roleDefinitionId": OWNER})},
    },
    failing={
        "the owner of the stack's group": {"group": _GROUP, "grant": _assigned(OWNER, Output("group"))},
        "the owner of a group elsewhere": {"grant": _assigned(OWNER, f"{SUBSCRIPTION}/resourceGroups/other")},
        "the owner of the subscription": {"grant": _assigned(OWNER, SUBSCRIPTION.lstrip("/"))},
        "the owner of the subscription, for who activates it": {"grant": _eligible(OWNER, SUBSCRIPTION)},
        "a giver of roles in the stack's group, for who activates it": {
            "group": _GROUP,
            "grant": _eligible(USER_ACCESS_ADMINISTRATOR, Output("group")),
        },
        "a giver of roles without a condition, for who activates it": {
            "grant": _eligible(RBAC_ADMINISTRATOR, SUBSCRIPTION)
        },
        "a giver of roles in a management group": {
            "grant": _assigned(
                USER_ACCESS_ADMINISTRATOR.upper(), "/providers/Microsoft.Management/managementGroups/all"
            )
        },
        "a giver of roles without a condition": {"grant": _assigned(RBAC_ADMINISTRATOR, SUBSCRIPTION)},
        "a condition bounds no owner": {
            "grant": _assigned(OWNER, SUBSCRIPTION, condition=PULL_ALONE_GIVEN, conditionVersion="2.0")
        },
        "a condition bounds what is taken, not what is given": {
            "grant": _assigned(RBAC_ADMINISTRATOR, SUBSCRIPTION, condition=ONLY_TAKING_BOUNDED, conditionVersion="2.0")
        },
        "a giver of roles in a management group of the stack": {
            "all": ExampleResource(MANAGEMENT_GROUP.token),
            "grant": _assigned(USER_ACCESS_ADMINISTRATOR, Output("all")),
        },
    },
)
