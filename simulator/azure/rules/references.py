"""A resource needs its group, its parent and whatever it refers to; what is referred to cannot go."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from simulator.azure import ids
from simulator.azure.arm import Request, Rule
from simulator.azure.catalog import by_arm_type
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented, verified
from simulator.azure.values import at

OF_AZURE = "networkwatcherrg"
"""The group of the network watchers, which Azure makes with the first network of a region:
https://learn.microsoft.com/azure/network-watcher/network-watcher-create."""


MADE_ELSEWHERE = frozenset({"microsoft.authorization/roledefinitions", "microsoft.keyvault/vaults/secrets"})
"""Types that exist without the resource manager too: built-in roles, secrets that were put into a vault by hand."""


def group_exists(request: Request) -> ArmError | None:
    """A resource is created in an existing resource group."""
    scope = request.id.split("/providers/")[0]
    if "/providers/" not in request.id or "/resourcegroups/" not in scope.lower():
        return None
    group = "/".join(scope.split("/")[:5])
    if request.world.get(group) or ids.name(group).lower() == OF_AZURE:
        return None
    return ArmError(404, "ResourceGroupNotFound", f"Resource group '{ids.name(group)}' could not be found.")


def parent_exists(request: Request) -> ArmError | None:
    """A child, or a resource on another one's scope, is created where that one exists."""
    parent = ids.parent(request.id)
    if (kind := by_arm_type().get(ids.arm_type(parent))) and kind.always_exists(parent):
        parent = ids.parent(parent)  # there with its own parent: the blob service of an account
    if not _is_known(parent) or request.world.get(parent):
        return None
    message = (
        f"Failed to perform 'write' on resource(s) of type '{request.resource.arm_type}', because the parent resource"
        f" '{parent}' could not be found."
    )
    return ArmError(404, "ParentResourceNotFound", message)


def references_exist(request: Request) -> ArmError | None:
    """What a request refers to by its ARM id exists; types the simulator does not model are taken on trust."""
    for arm_id in _ids_in(request.inputs):
        if _is_known(arm_id) and not request.world.get(arm_id):
            message = (
                f"Resource {arm_id} referenced by resource {request.id} was not found. Please make sure that the"
                " referenced resource exists, and that both resources are in the same region."
            )
            return ArmError(400, "InvalidResourceReference", message)
    return None


EVERY_WRITE = (group_exists, parent_exists, references_exist)
"""Asked of every creation and update, whatever the type."""


def is_not_referenced(request: Request, kind: str, path: str, code: str) -> ArmError | None:
    """A resource to which another one refers cannot be deleted."""
    users = [one["id"] for one in request.world.under("", kind) if _same(at(one, path), request.id)]
    return _in_use(request, users, code)


def is_not_listed(request: Request, kind: str, path: str, code: str) -> ArmError | None:
    """A resource that another one lists cannot be deleted."""
    users = [
        one["id"]
        for one in request.world.under("", kind)
        if any(_same(at(item, "id"), request.id) for item in one.get(path) or [])
    ]
    return _in_use(request, users, code)


def is_not_referenced_by(kind: str, path: str, code: str) -> Rule:
    """Return a rule: the resource cannot be deleted while one of type `kind` has its id at `path`."""
    return partial(is_not_referenced, kind=kind, path=path, code=code)


def is_not_listed_by(kind: str, path: str, code: str) -> Rule:
    """Return a rule: the resource cannot be deleted while one of type `kind` lists its id under `path`."""
    return partial(is_not_listed, kind=kind, path=path, code=code)


def _in_use(request: Request, users: list[str], code: str) -> ArmError | None:
    if not users:
        return None
    name = ids.name(request.id)
    return ArmError(400, code, f"{name} ({request.id}) cannot be deleted because it is in use by {', '.join(users)}.")


def _is_known(arm_id: str) -> bool:
    """Say whether what has this id would be in the world."""
    kind = ids.arm_type(arm_id)
    return kind in by_arm_type() and kind not in MADE_ELSEWHERE


def _same(one: Any, other: str) -> bool:
    return isinstance(one, str) and one.lower() == other.lower()


def _ids_in(value: Any) -> Iterator[str]:
    match value:
        case dict():
            for item in value.values():
                yield from _ids_in(item)
        case list():
            for item in value:
                yield from _ids_in(item)
        case str() if value.lower().startswith("/subscriptions/"):
            yield value


EVIDENCE: Rules = {
    group_exists: verified(
        "https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-not-found",
        "ResourceGroupNotFound",
    ),
    parent_exists: verified(
        "https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-parent-resource",
        "ParentResourceNotFound",
    ),
    references_exist: verified(
        "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/invalidresourcereference-error",
        "InvalidResourceReference",
    ),
    is_not_referenced: documented(
        "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/publicipaddr-inusesubnet-netsecgrp-error",
        "InUseNatGatewayCannotBeDeleted",
        "InUseNetworkSecurityGroupCannotBeDeleted",
        "InUseRouteTableCannotBeDeleted",
        "OperationNotAllowed",
        "ScopeMapInUse",
    ),
    is_not_listed: verified(
        "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/publicipaddr-inusesubnet-netsecgrp-error",
        "PublicIPAddressCannotBeDeleted",
    ),
}
