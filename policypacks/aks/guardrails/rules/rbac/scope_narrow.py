"""Roles for data must be given on one resource."""

from guardrails.examples import SUBSCRIPTION, ExampleResource, Output
from guardrails.frameworks import mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.props import Problems
from guardrails.roles import CONTRIBUTOR, DATA_ROLES, at_group_or_above, role_of
from guardrails.stack import Resource, Stack
from guardrails.subjects import REGISTRY, RESOURCE_GROUP, ROLE_ASSIGNMENT

_SECRETS_USER, _PULL = "4633458b-17de-408a-b874-0445c86b69e6", "7f951dda-4ed3-4680-a7ca-43fe172d538d"


def check(assignment: Resource, stack: Stack) -> Problems:
    """On a group the role also opens what is added to the group later."""
    role = role_of(assignment, DATA_ROLES)
    if role and at_group_or_above(assignment, stack):
        yield f"must give {DATA_ROLES[role]} on a single resource"


def _assigned(role: str, scope: str | Output) -> ExampleResource:
    definition = f"{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/{role}"
    return ExampleResource(
        ROLE_ASSIGNMENT.token, {"roleDefinitionId": definition, "scope": scope, "principalId": "someone"}
    )


_GROUP = ExampleResource(RESOURCE_GROUP.token)

GUARDRAIL = StackGuardrail(
    title="Roles for keys, secrets, images and blobs are given on one resource",
    applies_to=ROLE_ASSIGNMENT,
    severity=Severity.MEDIUM,
    why="On a resource group or subscription the role opens every vault, registry or account there, also those that "
    "other teams add later.",
    fix="Set scope to the id of the one Vault, Registry or StorageAccount.",
    link="https://learn.microsoft.com/azure/role-based-access-control/scope-overview",
    absent="Azure refuses an assignment without role or scope, so absent says nothing.",
    requirements=("002-11",),
    controls=(mcsb("PA-7"),),
    check=check,
    passing={
        "images of one registry": {
            "registry": ExampleResource(REGISTRY.token),
            "pull": _assigned(_PULL, Output("registry")),
        },
        "one secret of a vault": {
            "read": _assigned(
                _SECRETS_USER,
                f"{SUBSCRIPTION}/resourceGroups/other/providers/Microsoft.KeyVault/vaults/other/secrets/one",
            )
        },
        "a role for management on the group": {"group": _GROUP, "deploy": _assigned(CONTRIBUTOR, Output("group"))},
        "no scope is given": {"pull": ExampleResource(ROLE_ASSIGNMENT.token, {"roleDefinitionId": _PULL})},
    },
    failing={
        "images of every registry in the group": {"group": _GROUP, "pull": _assigned(_PULL, Output("group"))},
        "repositories of every registry in the group": {
            "group": _GROUP,
            "push": _assigned("2a1e307c-b015-4ebd-883e-5b7698a07328", Output("group")),
        },
        "secrets of every vault in the subscription": {"read": _assigned(_SECRETS_USER, SUBSCRIPTION)},
    },
)
