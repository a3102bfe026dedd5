"""Peerings: which networks may see each other."""

from simulator.azure import ids
from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented
from simulator.azure.rules.subnets import address_space, overlap


def networks_are_apart(request: Request) -> ArmError | None:
    """Peered networks share no address."""
    own, remote = ids.parent(request.id), request.text("remoteVirtualNetwork.id")
    for one in address_space(request.world.get(own) or {}):
        for other in address_space(request.world.get(remote) or {}):
            if overlap(one, other):
                message = (
                    f"Cannot create or update peering {request.id}. Virtual networks {own} and {remote} cannot be"
                    f" peered because their address spaces overlap. Overlapping address prefixes: {other}."
                )
                return ArmError(400, "VnetAddressSpacesOverlap", message)
    return None


EVIDENCE: Rules = {
    networks_are_apart: documented(
        "https://learn.microsoft.com/azure/virtual-network/virtual-network-peering-overview", "VnetAddressSpacesOverlap"
    ),
}
