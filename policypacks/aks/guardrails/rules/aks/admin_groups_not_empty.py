"""Someone must be able to administer a cluster whose users Azure does not authorize."""

import re
from typing import Any

from guardrails.checks import must_be_present, unless_automatic
from guardrails.frameworks import azure_policy, cis_aks, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, any_of
from guardrails.subjects import MANAGED_CLUSTER

_GROUP = "00000000-0000-0000-0000-000000000001"
_GROUPS = "aadProfile.adminGroupObjectIDs"


def check(cluster: Props) -> Problems:
    """Azure takes any text for an object id, and then lets nobody in."""
    if cluster.get("aadProfile") is not None and not any_of(
        lambda: cluster.has(_GROUPS), lambda: cluster.get("aadProfile.enableAzureRBAC") is True
    ):
        yield from unless_automatic(must_be_present(_GROUPS))(cluster)
    yield from cluster.each_value(_GROUPS, _object_id)


def _object_id(group: Any) -> Problems:
    if not re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", str(group)):
        yield f"must name groups by object id, not {group}"


GUARDRAIL = Guardrail(
    title="Administrator groups are named where Azure RBAC is off, by their object ids",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.MEDIUM,
    why="With Azure RBAC and local accounts both off, a cluster without an administrator group cannot be "
    "administered by anyone.",
    fix="Set aad_profile.admin_group_object_ids to the object ids of Entra groups, or enable_azure_rbac=True.",
    link="https://learn.microsoft.com/azure/aks/enable-authentication-microsoft-entra-id",
    absent="Azure names no group; absent passes with Azure RBAC on and fails without it.",
    requirements=("000-8",),
    controls=(cis_aks("5.5.1"), mcsb("PA-1"), azure_policy("36a27de4-199b-40fb-b336-945a8475d6c5")),
    check=check,
    passing={
        "Azure RBAC decides": {"aadProfile": {"managed": True, "enableAzureRBAC": True}},
        "a group is named": {"aadProfile": {"managed": True, "adminGroupObjectIDs": [_GROUP]}},
        "there is no Entra profile, and so no group to name": {},
        "AKS Automatic decides by Azure RBAC": {"sku": {"name": "Automatic"}, "aadProfile": {"managed": True}},
    },
    failing={
        "neither Azure RBAC nor a group": {"aadProfile": {"managed": True}},
        "the list is empty": {"aadProfile": {"managed": True, "enableAzureRBAC": False, "adminGroupObjectIDs": []}},
        "a group is named by its display name": {
            "aadProfile": {"managed": True, "enableAzureRBAC": True, "adminGroupObjectIDs": ["Cluster administrators"]}
        },
    },
)
