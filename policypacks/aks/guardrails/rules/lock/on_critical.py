"""What no redeployment brings back must be locked against deletion."""

from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import azure_policy, cis_azure, mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.props import Problems, all_of, any_of, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import KEPT_DATA, LOCK, RESOURCE_GROUP, VAULT, WORKSPACE

_BY_SCOPE, _BY_GROUP, _BY_NAME = LOCK.token, *sorted(LOCK.also)


def check(resource: Resource, stack: Stack) -> Problems:
    """A lock on the resource's group holds on all that is in it."""
    if not select(stack.all(LOCK), lambda lock: _locks(lock, resource, stack)):
        yield "must have a lock with level CanNotDelete, on itself or its resource group"


def _locks(lock: Resource, resource: Resource, stack: Stack) -> bool:
    return all_of(
        lambda: lock.text("level").lower() in {"cannotdelete", "readonly"},
        lambda: _holds_on(lock, resource, stack),
    )


def _holds_on(lock: Resource, resource: Resource, stack: Stack) -> bool:
    if lock.token == _BY_NAME:
        return lock.points_at("resourceName", resource)
    place = "scope" if lock.token == _BY_SCOPE else "resourceGroupName"

    def on_group(group: Resource) -> bool:
        return resource.points_at("resourceGroupName", group) and lock.points_at(place, group)

    return any_of(
        lambda: lock.points_at("scope", resource),
        lambda: bool(select(stack.all(RESOURCE_GROUP), on_group)),
        lambda: _same_group(lock.written(place), resource.written("resourceGroupName")),
    )


def _same_group(place: str, group: str) -> bool:
    """Compare a group outside the stack, by its id or name."""
    return bool(group) and f"/resourcegroups/{place}".lower().endswith(f"/resourcegroups/{group}".lower())


_GROUP = ExampleResource(RESOURCE_GROUP.token)
_IN_GROUP = ExampleResource(VAULT.token, {"resourceGroupName": Output("group", "name")})
_LOGS = ExampleResource(WORKSPACE.token, {"resourceGroupName": Output("group", "name")})


def _lock(token: str, level: str = "CanNotDelete", **place: Output) -> ExampleResource:
    return ExampleResource(token, {"level": level, **place})


GUARDRAIL = StackGuardrail(
    title="Vaults, registries and workspaces are locked against deletion",
    applies_to=KEPT_DATA,
    severity=Severity.LOW,
    why="One wrong command or a stolen credential otherwise deletes the keys, images or logs that everything else "
    "stands on.",
    fix="Add a ManagementLockByScope with level='CanNotDelete' whose scope is the resource or its group.",
    link="https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources",
    absent="Azure locks nothing of its own accord, so a missing lock fails.",
    requirements=(),
    controls=(
        cis_azure("10.1"),
        mcsb("AM-4"),
        azure_policy("78460a36-508a-49a4-b2b2-2f5ec564f4bb"),
    ),
    check=check,
    passing={
        "the resource is locked": {
            "vault": ExampleResource(VAULT.token),
            "lock": _lock(_BY_SCOPE, scope=Output("vault")),
        },
        "its group is locked by id": {
            "group": _GROUP,
            "vault": _IN_GROUP,
            "logs": _LOGS,
            "lock": _lock(_BY_SCOPE, scope=Output("group")),
        },
        "its group is locked by name": {
            "group": _GROUP,
            "vault": _IN_GROUP,
            "lock": _lock(_BY_GROUP, "ReadOnly", resourceGroupName=Output("group", "name")),
        },
        "its group elsewhere is locked": {
            "vault": ExampleResource(VAULT.token, {"resourceGroupName": "shared"}),
            "lock": ExampleResource(_BY_GROUP, {"level": "CanNotDelete", "resourceGroupName": "Shared"}),
        },
        "the resource is locked by name": {
            "group": _GROUP,
            "vault": _IN_GROUP,
            "lock": _lock(_BY_NAME, resourceName=Output("vault", "name")),
        },
    },
    failing={
        "no lock": {"group": _GROUP, "vault": _IN_GROUP},
        "the lock is another resource's": {
            "group": _GROUP,
            "vault": _IN_GROUP,
            "logs": _LOGS,
            "lock": _lock(_BY_SCOPE, scope=Output("vault")),
        },
        "another group is locked": {
            "group": _GROUP,
            "other": _GROUP,
            "vault": _IN_GROUP,
            "lock": _lock(_BY_SCOPE, scope=Output("other")),
        },
        "the lock locks nothing": {
            "group": _GROUP,
            "vault": _IN_GROUP,
            "lock": _lock(_BY_SCOPE, "NotSpecified", scope=Output("vault")),
        },
    },
)
