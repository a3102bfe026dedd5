"""A resource needs its group, its parent and whatever it refers to; what is referred to cannot go."""

from collections.abc import Iterator
from typing import Any

from simulator.azure import ids
from simulator.azure.arm import Request, Rule
from simulator.azure.catalog import by_arm_type
from simulator.azure.errors import ArmError
from simulator.azure.values import at

OF_AZURE = "networkwatcherrg"
"""The group of the network watchers, which Azure makes with the first network of a region:
https://learn.microsoft.com/azure/network-watcher/network-watcher-create."""


def group_exists(request: Request) -> ArmError | None:
    """A resource is created in an existing resource group.

    Verified: https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-not-found
    """
    scope = request.id.split("/providers/")[0]
    if "/providers/" not in request.id or "/resourcegroups/" not in scope.lower():
        return None
    group = "/".join(scope.split("/")[:5])
    if request.world.get(group) or ids.name(group).lower() == OF_AZURE:
        return None
    return ArmError(404, "ResourceGroupNotFound", f"Resource group '{ids.name(group)}' could not be found.")


def parent_exists(request: Request) -> ArmError | None:
    """A child, or a resource on another one's scope, is created where that one exists.

    Verified: https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-parent-resource
    """
    parent = ids.parent(request.id)
    if ids.arm_type(parent) not in by_arm_type() or request.world.get(parent):
        return None
    message = (
        f"Failed to perform 'write' on resource(s) of type '{request.resource.arm_type}', because the parent resource"
        f" '{parent}' could not be found."
    )
    return ArmError(404, "ParentResourceNotFound", message)


def references_exist(request: Request) -> ArmError | None:
    """What a request refers to by its ARM id exists; types the simulator does not model are taken on trust.

    Documented: https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/invalidresourcereference-error
    """
    for arm_id in _ids_in(request.inputs):
        if ids.arm_type(arm_id) in by_arm_type() and not request.world.get(arm_id):
            message = (
                f"Resource {arm_id} referenced by resource {request.id} was not found. Please make sure that the"
                " referenced resource exists, and that both resources are in the same region."
            )
            return ArmError(400, "InvalidResourceReference", message)
    return None


EVERY_WRITE = (group_exists, parent_exists, references_exist)
"""Asked of every creation and update, whatever the type."""


def is_not_referenced_by(kind: str, path: str, code: str) -> Rule:
    """Return a rule: the resource cannot be deleted while one of type `kind` has its id at `path`."""

    def rule(request: Request) -> ArmError | None:
        """A resource in use cannot be deleted.

        Documented: https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/publicipaddr-inusesubnet-netsecgrp-error
        """
        users = [one["id"] for one in request.world.under("", kind) if _same(at(one, path), request.id)]
        return _in_use(request, users, code)

    return rule


def is_not_listed_by(kind: str, listed_in: str, code: str) -> Rule:
    """Return a rule: the resource cannot be deleted while one of type `kind` lists its id under `listed_in`."""

    def rule(request: Request) -> ArmError | None:
        """A resource in use cannot be deleted.

        Documented: https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/publicipaddr-inusesubnet-netsecgrp-error
        """
        users = [
            one["id"]
            for one in request.world.under("", kind)
            if any(_same(at(item, "id"), request.id) for item in one.get(listed_in) or [])
        ]
        return _in_use(request, users, code)

    return rule


def _in_use(request: Request, users: list[str], code: str) -> ArmError | None:
    if not users:
        return None
    name = ids.name(request.id)
    return ArmError(400, code, f"{name} ({request.id}) cannot be deleted because it is in use by {', '.join(users)}.")


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
