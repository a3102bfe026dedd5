"""Cluster administrators must be groups, not single identities."""

from collections.abc import Mapping
from typing import Any

from guardrails.frameworks import cis_aks, mcsb
from guardrails.guardrail import Example, Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.roles import AKS_CLUSTER_ADMIN, AKS_RBAC_CLUSTER_ADMIN, role_of
from guardrails.subjects import ROLE_ASSIGNMENT

_ROLES = {
    AKS_CLUSTER_ADMIN: "Azure Kubernetes Service Cluster Admin Role",
    AKS_RBAC_CLUSTER_ADMIN: "Azure Kubernetes Service RBAC Cluster Admin",
}


def check(assignment: Props, values: Mapping[str, Any]) -> Problems:
    """With `groups` set, only those; without, any group."""
    role = role_of(assignment, _ROLES)
    if role is None:
        return
    if assignment.text("principalType").lower() != "group":
        yield f"must set principalType to Group to give {_ROLES[role]}"
    groups = {str(one).lower() for one in values["groups"]}
    if groups and assignment.text("principalId").lower() not in groups:
        yield f"must give {_ROLES[role]} to one of the allowed groups"


GUARDRAIL = Guardrail(
    title="Cluster administration is given to groups",
    applies_to=ROLE_ASSIGNMENT,
    severity=Severity.HIGH,
    why="An administrator of the cluster passes every policy in it; given to single identities the right outlives the "
    "person's job, and no access review finds it.",
    fix="Set principal_type='Group' and principal_id to a group whose members are reviewed.",
    link="https://learn.microsoft.com/azure/aks/manage-azure-rbac",
    absent="Azure finds the principal's type out by itself, but only after the update, so absent fails.",
    requirements=("000-8", "004-5"),
    controls=(cis_aks("4.1.1"), mcsb("PA-1")),
    parameters={
        "groups": {
            "type": "array",
            "items": {"type": "string"},
            "default": [],
            "description": "Object ids of the groups that may administer clusters; empty allows any group.",
        }
    },
    check=check,
    passing={
        "a group administers": {"roleDefinitionId": AKS_RBAC_CLUSTER_ADMIN, "principalType": "Group"},
        "a user holds another role": {
            "roleDefinitionId": "4abbcc35-e782-43d8-92c5-2d3f1bd2253f",
            "principalType": "User",
        },
        "no role is given": {"principalType": "User"},
        "an allowed group administers": Example(
            {"roleDefinitionId": AKS_RBAC_CLUSTER_ADMIN, "principalType": "Group", "principalId": "Operators"},
            settings={"groups": ["operators"]},
        ),
    },
    failing={
        "a user administers": {"roleDefinitionId": AKS_RBAC_CLUSTER_ADMIN, "principalType": "User"},
        "a pipeline fetches the administrator's credential": {
            "roleDefinitionId": "/subscriptions/00000000-0000-0000-0000-000000000001/providers"
            f"/Microsoft.Authorization/roleDefinitions/{AKS_CLUSTER_ADMIN}",
            "principalType": "ServicePrincipal",
        },
        "the principal's type is left to Azure": {"roleDefinitionId": AKS_RBAC_CLUSTER_ADMIN},
        "another group than the allowed one administers": Example(
            {"roleDefinitionId": AKS_RBAC_CLUSTER_ADMIN, "principalType": "Group", "principalId": "developers"},
            settings={"groups": ["operators"]},
        ),
    },
)
