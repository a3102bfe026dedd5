"""Roles for data and clusters must be given, or be eligible, on one resource."""

from guardrails.examples import SUBSCRIPTION, ExampleResource, Output
from guardrails.frameworks import mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.props import Problems
from guardrails.roles import (
    AKS_RBAC_CLUSTER_ADMIN,
    AKS_RBAC_WRITER,
    CLUSTER_ROLES,
    CONTRIBUTOR,
    DATA_ROLES,
    at_group_or_above,
    at_group_with_clusters_or_above,
    role_of,
)
from guardrails.stack import Resource, Stack
from guardrails.subjects import (
    ELIGIBILITY,
    MANAGED_CLUSTER,
    REGISTRY,
    RESOURCE_GROUP,
    ROLE_ASSIGNMENT,
    ROLE_WITHIN_REACH,
)

_SECRETS_USER, _PULL = "4633458b-17de-408a-b874-0445c86b69e6", "7f951dda-4ed3-4680-a7ca-43fe172d538d"


def check(assignment: Resource, stack: Stack) -> Problems:
    """On a group the role also opens what is added to the group later."""
    for roles, is_broad in ((DATA_ROLES, at_group_or_above), (CLUSTER_ROLES, at_group_with_clusters_or_above)):
        role = role_of(assignment, roles)
        if role and is_broad(assignment, stack):
            yield f"must give {roles[role]} on a single resource"


def _assigned(role: str, scope: str | Output, token: str = ROLE_ASSIGNMENT.token) -> ExampleResource:
    definition = f"{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/{role}"
    return ExampleResource(token, {"roleDefinitionId": definition, "scope": scope, "principalId": "someone"})


_GROUP = ExampleResource(RESOURCE_GROUP.token)

# Of vaults, registries, storage accounts and clusters.
_ROLES = (
    "00482a5a-887f-4fb3-b363-3b7fe8e74483",
    "a4417e6f-fecd-4de8-b567-7b0420556985",
    "14b46e9e-c2b7-41b4-b07b-48a6ebf60603",
    "e147488a-f6f5-4113-8e2d-b22465e65bf6",
    "12338af0-0e69-4776-bea7-57ae8d297424",
    "db79e9a7-68ee-4b58-9aeb-b90e7c24fcba",
    "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
    "8311e382-0749-4cb8-b61a-304f252e45ec",
    "577a9874-89fd-4f24-9dbd-b5034d0ad23a",
    "2efddaa5-3f1f-4df3-97df-af3f13818f4c",
    "b93aa761-3e63-49ed-ac28-beffa264f7ac",
    "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
    "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
    "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
    "69566ab7-960f-475b-8e7c-b3118f30c6bd",
    "b8eda974-7b85-4f76-af95-65846b26df6d",
    "0c867c2a-1d8c-454a-a3db-ab2ea1bdc8bb",
    "a7264617-510b-434b-a828-9731dc254ea7",
    "aba4ae5f-2193-4029-9191-0cb91df5e314",
    "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
    "8a0f0c08-91a1-4084-bc3d-661d67233fed",
    "19e7f393-937e-4f77-808e-94535e297925",
    "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
    "76199698-9eea-4c19-bc75-cec21354c6b6",
    "c12c1c16-33a1-487b-954d-41c89c60f349",
    "81a9662b-bebf-436f-a333-f67b29880f12",
    "8b54135c-b56d-4d72-a534-26097cfdc8d8",
    "0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8",
    "ed7f3fbd-7b88-4dd4-9017-9adb7ce333f8",
    "3498e952-d568-435e-9b2c-8d77e338d7f7",
    "b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b",
    "a7ffa36f-339b-4b5c-8bdf-e2c188b2c0eb",
)

GUARDRAIL = StackGuardrail(
    title="Roles for keys, secrets, images, stored data and clusters are assigned or eligible on one resource",
    applies_to=ROLE_WITHIN_REACH,
    severity=Severity.MEDIUM,
    why="On a resource group or subscription the role opens every vault, registry, account or cluster there, also "
    "those that other teams add later.",
    fix="Set scope to the id of the one Vault, Registry, StorageAccount or ManagedCluster, or of a namespace in it.",
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
        "what runs in one cluster": {
            "cluster": ExampleResource(MANAGED_CLUSTER.token),
            "administer": _assigned(AKS_RBAC_CLUSTER_ADMIN, Output("cluster")),
        },
        "what runs in one namespace of a cluster": {
            "run": _assigned(
                AKS_RBAC_WRITER,
                f"{SUBSCRIPTION}/resourceGroups/other/providers/Microsoft.ContainerService/managedClusters/other"
                "/namespaces/shop",
            )
        },
        "looking at what runs in every cluster of the group": {
            "group": _GROUP,
            "look": _assigned("7f6c6a51-bcf8-42ba-9220-52d62157d7db", Output("group")),
        },
        "a role for management on the group": {"group": _GROUP, "deploy": _assigned(CONTRIBUTOR, Output("group"))},
        "what runs in one cluster, for who activates it": {
            "cluster": ExampleResource(MANAGED_CLUSTER.token),
            "administer": _assigned(AKS_RBAC_CLUSTER_ADMIN, Output("cluster"), ELIGIBILITY.token),
        },
        "no scope is given": {"pull": ExampleResource(ROLE_ASSIGNMENT.token, {"roleDefinitionId": _PULL})},
    },
    failing={
        "images of every registry in the group": {"group": _GROUP, "pull": _assigned(_PULL, Output("group"))},
        "repositories of every registry in the group": {
            "group": _GROUP,
            "push": _assigned("2a1e307c-b015-4ebd-883e-5b7698a07328", Output("group")),
        },
        "what runs in every cluster of the group": {
            "group": _GROUP,
            "administer": _assigned(AKS_RBAC_CLUSTER_ADMIN, Output("group")),
        },
        "what runs in every cluster of the group, for who activates it": {
            "group": _GROUP,
            "administer": _assigned(AKS_RBAC_CLUSTER_ADMIN, Output("group"), ELIGIBILITY.token),
        },
        "secrets of every vault, for who activates it": {
            "read": _assigned(_SECRETS_USER, SUBSCRIPTION, ELIGIBILITY.token)
        },
        "secrets of every vault in the subscription": {"read": _assigned(_SECRETS_USER, SUBSCRIPTION)},
        "secrets of every vault, by an id that ends in a slash": {"read": _assigned(f"{_SECRETS_USER}/", SUBSCRIPTION)},
        **{f"{role} in the subscription": {"grant": _assigned(role, SUBSCRIPTION)} for role in _ROLES},
    },
)
