"""The managed identities of a resource: what Azure makes of `identity` in a request."""

from collections.abc import Iterator

from simulator.azure import ids
from simulator.azure.arm import Request
from simulator.azure.values import Props, at
from simulator.azure.world import World


def identity(request: Request) -> Props | None:
    """Return the identity with the principals that Azure adds, or None for a resource without one.

    Source: https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/overview.
    """
    given = request.get("identity")
    if not isinstance(given, dict):
        return None
    system = "SystemAssigned" in str(given.get("type"))
    return {
        "principalId": ids.guid("principal", request.id) if system else None,
        "tenantId": request.client.tenant_id if system else None,
        "userAssignedIdentities": {
            one: {"clientId": at(body, "clientId"), "principalId": at(body, "principalId")}
            for one in given.get("userAssignedIdentities") or []
            for body in [request.world.get(one)]
        }
        or None,
    }


def principals(world: World, arm_id: str, given: object) -> Iterator[str]:
    """Yield the principal ids of an `identity` property, be it the request's list or the answer's map."""
    if "SystemAssigned" in str(at(given, "type")):
        yield ids.guid("principal", arm_id)
    for one in at(given, "userAssignedIdentities") or []:
        principal = at(world.get(one), "principalId")
        if principal:
            yield principal
