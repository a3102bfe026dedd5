"""Azure's built-in roles by the id of their definition, and how broad the scope of an assignment is.

Source of the ids: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
"""

import re
from collections.abc import Collection
from fnmatch import fnmatchcase
from typing import Final, NamedTuple

from guardrails.props import Props, Undecided
from guardrails.references import last_name
from guardrails.stack import Resource, Stack
from guardrails.subjects import MANAGED_CLUSTER, MANAGEMENT_GROUP, RESOURCE_GROUP
from guardrails.tokens import GENERIC, is_foreign

OWNER: Final = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"
CONTRIBUTOR: Final = "b24988ac-6180-42a0-ab88-20f7382dd24c"
USER_ACCESS_ADMINISTRATOR: Final = "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9"
RBAC_ADMINISTRATOR: Final = "f58310d9-a9f6-439a-9e8d-f62e7b41a168"
AKS_CLUSTER_ADMIN: Final = "0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8"
AKS_RBAC_CLUSTER_ADMIN: Final = "b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b"
AKS_RBAC_ADMIN: Final = "3498e952-d568-435e-9b2c-8d77e338d7f7"
AKS_RBAC_WRITER: Final = "a7ffa36f-339b-4b5c-8bdf-e2c188b2c0eb"
AKS_CONTRIBUTOR: Final = "ed7f3fbd-7b88-4dd4-9017-9adb7ce333f8"
ACR_PUSH: Final = "8311e382-0749-4cb8-b61a-304f252e45ec"
ACR_CONFIGURATION_ADMINISTRATOR: Final = "3bc748fc-213d-45c1-8d91-9da5725539b9"
ACR_REPOSITORY_CONTRIBUTOR: Final = "2efddaa5-3f1f-4df3-97df-af3f13818f4c"
ACR_REPOSITORY_WRITER: Final = "2a1e307c-b015-4ebd-883e-5b7698a07328"

DATA_ROLES: Final = {
    "00482a5a-887f-4fb3-b363-3b7fe8e74483": "Key Vault Administrator",
    "a4417e6f-fecd-4de8-b567-7b0420556985": "Key Vault Certificates Officer",
    "14b46e9e-c2b7-41b4-b07b-48a6ebf60603": "Key Vault Crypto Officer",
    "e147488a-f6f5-4113-8e2d-b22465e65bf6": "Key Vault Crypto Service Encryption User",
    "12338af0-0e69-4776-bea7-57ae8d297424": "Key Vault Crypto User",
    "b86a8fe4-44ce-4948-aee5-eccb2c155cd7": "Key Vault Secrets Officer",
    "4633458b-17de-408a-b874-0445c86b69e6": "Key Vault Secrets User",
    "db79e9a7-68ee-4b58-9aeb-b90e7c24fcba": "Key Vault Certificate User",
    "8b54135c-b56d-4d72-a534-26097cfdc8d8": "Key Vault Data Access Administrator",
    "7f951dda-4ed3-4680-a7ca-43fe172d538d": "AcrPull",
    ACR_PUSH: "AcrPush",
    "577a9874-89fd-4f24-9dbd-b5034d0ad23a": "Container Registry Data Importer and Data Reader",
    ACR_REPOSITORY_CONTRIBUTOR: "Container Registry Repository Contributor",
    "b93aa761-3e63-49ed-ac28-beffa264f7ac": "Container Registry Repository Reader",
    ACR_REPOSITORY_WRITER: "Container Registry Repository Writer",
    "b7e6dc6d-f1e8-4753-8033-0f276bb0955b": "Storage Blob Data Owner",
    "ba92f5b4-2d11-453d-a403-e96b0029c9fe": "Storage Blob Data Contributor",
    "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1": "Storage Blob Data Reader",
    "69566ab7-960f-475b-8e7c-b3118f30c6bd": "Storage File Data Privileged Contributor",
    "b8eda974-7b85-4f76-af95-65846b26df6d": "Storage File Data Privileged Reader",
    "0c867c2a-1d8c-454a-a3db-ab2ea1bdc8bb": "Storage File Data SMB Share Contributor",
    "a7264617-510b-434b-a828-9731dc254ea7": "Storage File Data SMB Share Elevated Contributor",
    "aba4ae5f-2193-4029-9191-0cb91df5e314": "Storage File Data SMB Share Reader",
    "974c5e8b-45b9-4653-ba55-5f855dd0fb88": "Storage Queue Data Contributor",
    "8a0f0c08-91a1-4084-bc3d-661d67233fed": "Storage Queue Data Message Processor",
    "19e7f393-937e-4f77-808e-94535e297925": "Storage Queue Data Reader",
    "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3": "Storage Table Data Contributor",
    "76199698-9eea-4c19-bc75-cec21354c6b6": "Storage Table Data Reader",
    "c12c1c16-33a1-487b-954d-41c89c60f349": "Reader and Data Access",
    "81a9662b-bebf-436f-a333-f67b29880f12": "Storage Account Key Operator Service Role",
}
"""Roles that open what is in a vault, registry or storage account, or give such roles.

Who reads a certificate reads its private key.
"""
CLUSTER_ROLES: Final = {
    AKS_CLUSTER_ADMIN: "Azure Kubernetes Service Cluster Admin Role",
    AKS_CONTRIBUTOR: "Azure Kubernetes Service Contributor Role",
    AKS_RBAC_ADMIN: "Azure Kubernetes Service RBAC Admin",
    AKS_RBAC_CLUSTER_ADMIN: "Azure Kubernetes Service RBAC Cluster Admin",
    AKS_RBAC_WRITER: "Azure Kubernetes Service RBAC Writer",
}
"""Roles that open what runs in a cluster; who writes there reads secrets, and runs pods as any account."""

GIVING_ROLES: Final = {
    OWNER: "Owner",
    RBAC_ADMINISTRATOR: "Role Based Access Control Administrator",
    USER_ACCESS_ADMINISTRATOR: "User Access Administrator",
}
"""Roles whose holder gives roles."""
PRIVILEGED_ROLES: Final = {
    **GIVING_ROLES,
    ACR_CONFIGURATION_ADMINISTRATOR: "Container Registry Contributor and Data Access Configuration Administrator",
    ACR_PUSH: "AcrPush",
    **{role: name for role, name in CLUSTER_ROLES.items() if role != AKS_RBAC_WRITER},
    CONTRIBUTOR: "Contributor",
}
"""Roles whose holder gives roles, or administers clusters or registries."""

_TENANT = r"/|/?providers/microsoft\.management/managementgroups/[^/]+/?"
_SUBSCRIPTION = r"/?subscriptions/[^/]+/?"
_GROUP = r"/?subscriptions/[^/]+/resourcegroups/[^/]+/?"
_TELL_A_SUBSCRIPTION = frozenset({"azure-native:subscription:Alias", GENERIC})


class _Breadth(NamedTuple):
    """What counts as broad."""

    ids: re.Pattern[str]
    types: frozenset[str]
    """Of a resource of these types the id is as broad."""
    told_by: frozenset[str]
    """A resource of these types may tell of something as broad; a cluster does of the group of its nodes."""


_SUBSCRIPTION_OR_ABOVE = _Breadth(
    re.compile(f"{_TENANT}|{_SUBSCRIPTION}", re.IGNORECASE), frozenset({MANAGEMENT_GROUP.token}), _TELL_A_SUBSCRIPTION
)
_GROUP_OR_ABOVE = _Breadth(
    re.compile(f"{_TENANT}|{_SUBSCRIPTION}|{_GROUP}", re.IGNORECASE),
    frozenset({MANAGEMENT_GROUP.token, RESOURCE_GROUP.token}),
    _TELL_A_SUBSCRIPTION | {MANAGED_CLUSTER.token},
)
_GROUP_WITH_CLUSTERS_OR_ABOVE = _GROUP_OR_ABOVE._replace(told_by=_TELL_A_SUBSCRIPTION)

_ACTION = re.compile(r"actionmatches\s*\{\s*'([^']*)")
_GIVEN = re.compile(r"@request\s*\[\s*microsoft\.authorization/roleassignments:(roledefinitionid|principalid)\s*\]")


def bounds_what_is_given(assignment: Props) -> bool:
    """Tell whether the condition asks which role is to be given, or to whom; how many that lets through is not judged.

    Of actions that a condition does not name it allows every one.
    Source: https://learn.microsoft.com/azure/role-based-access-control/conditions-format.

    Raises:
        Undecided: when the condition is unknown.

    """
    condition = assignment.text("condition").lower()
    named = _ACTION.findall(condition)
    covered = not named or any(fnmatchcase("microsoft.authorization/roleassignments/write", one) for one in named)
    return covered and _GIVEN.search(condition) is not None


def role_of(assignment: Props, roles: Collection[str]) -> str | None:
    """Return which of the roles (ids of their definitions) the assignment gives, none when it gives another.

    Raises:
        Undecided: when the role is unknown.

    """
    given = last_name(assignment.text("roleDefinitionId"))
    return given if given in roles else None


def at_subscription_or_above(assignment: Resource, stack: Stack) -> bool:
    """Tell whether the assignment holds on a whole subscription, a management group or the tenant.

    Raises:
        Undecided: when the scope is unknown, and where it comes from does not say what it is.

    """
    return _scoped(assignment, stack, _SUBSCRIPTION_OR_ABOVE)


def at_group_or_above(assignment: Resource, stack: Stack) -> bool:
    """Tell whether the assignment holds on a whole resource group or more; raises as `at_subscription_or_above`."""
    return _scoped(assignment, stack, _GROUP_OR_ABOVE)


def at_group_with_clusters_or_above(assignment: Resource, stack: Stack) -> bool:
    """Tell the same of a role for clusters, of which a cluster tells one only: the group of its nodes has none."""
    return _scoped(assignment, stack, _GROUP_WITH_CLUSTERS_OR_ABOVE)


def _scoped(assignment: Resource, stack: Stack, breadth: _Breadth) -> bool:
    try:
        return bool(breadth.ids.fullmatch(assignment.text("scope")))
    except Undecided:
        if assignment.is_open("scope"):
            raise
        sources = set(assignment.sources("scope"))
        tokens = [one.token for one in stack.resources if one.urn in sources]
        broad = [one in breadth.types for one in tokens]
        told = any(one in breadth.told_by or is_foreign(one) for one in tokens)
        if told or any(broad) != all(broad):  # the group of an id that is put together is only where it begins
            raise
        return any(broad)
