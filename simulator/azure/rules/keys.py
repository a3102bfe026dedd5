"""Keys and secrets: who may make them, and from where they are deleted."""

from simulator.azure import ids
from simulator.azure.arm import Request
from simulator.azure.errors import ArmError, UnseenError
from simulator.azure.evidence import Rules, documented, verified
from simulator.azure.rules.customer_keys import MAKE, is_granted
from simulator.azure.rules.vaults import is_closed


def deployer_may_make_keys(request: Request) -> ArmError | None:
    """The vault must let the deployer see its keys before one is made: the provider asks whether it exists."""
    if request.previous or is_granted(request, request.client.object_id, {"id": request.id}, MAKE):
        return None
    message = f"Caller is not authorized to perform action on resource. Caller: oid={request.client.object_id}"
    return UnseenError(400, "ForbiddenByRbac", message, request.id)


def deployer_reaches_the_vault(request: Request) -> ArmError | None:
    """Keys and secrets are deleted through their vault's own endpoint, which a closed firewall hides."""
    if not is_closed(request.world.get(ids.parent(request.id))):
        return None
    return ArmError(403, "Forbidden", "Client address is not authorized and caller is not a trusted service.")


EVIDENCE: Rules = {
    deployer_may_make_keys: verified("https://github.com/pulumi/pulumi-azure-native/issues/890", "ForbiddenByRbac"),
    deployer_reaches_the_vault: documented(
        "https://learn.microsoft.com/azure/key-vault/general/access-behind-firewall", "Forbidden"
    ),
}
