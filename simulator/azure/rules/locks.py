"""Locks: what they cover cannot go."""

from simulator.azure import ids
from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, verified

LOCKS = (
    "azure-native:authorization:ManagementLockAtResourceGroupLevel",
    "azure-native:authorization:ManagementLockAtResourceLevel",
    "azure-native:authorization:ManagementLockByScope",
)


def scope_is_not_locked(request: Request) -> ArmError | None:
    """A lock keeps all in its scope, role assignments and diagnostic settings included, and what contains it."""
    if request.resource.kind in LOCKS:
        return None
    for lock in (one for kind in LOCKS for one in request.world.under("", kind)):
        scope = ids.parent(lock["id"])
        mine, locked = f"{request.id}/".lower(), f"{scope}/".lower()
        if mine.startswith(locked) or locked.startswith(mine):
            message = (
                f"The scope '{request.id}' cannot perform delete operation because following scope(s) are locked:"
                f" '{scope}'. Please remove the lock and try again."
            )
            return ArmError(409, "ScopeLocked", message)
    return None


EVERY_DELETION = (scope_is_not_locked,)
"""Asked of every deletion, whatever the type."""


EVIDENCE: Rules = {
    scope_is_not_locked: verified(
        "https://github.com/hashicorp/terraform-provider-azurerm/issues/17478", "ScopeLocked"
    ),
}
