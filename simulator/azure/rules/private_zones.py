"""Private DNS zones and their links."""

from simulator.azure import ids
from simulator.azure.arm import Request, children
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented, verified
from simulator.azure.values import at

LINK = "azure-native:privatedns:VirtualNetworkLink"


def zone_is_global(request: Request) -> ArmError | None:
    """Zones and links live in no region: their location is `global`."""
    if request.location in ("", "global"):
        return None
    message = (
        f"The provided location '{request.text('location')}' is not available for resource type"
        f" '{request.resource.arm_type}'. List of available regions for the resource type is 'global'."
    )
    return ArmError(400, "LocationNotAvailableForResourceType", message)


def network_has_no_such_namespace(request: Request) -> ArmError | None:
    """A virtual network sees one zone of a name."""
    network = request.text("virtualNetwork.id").lower()
    zone = ids.name(ids.parent(request.id)).lower()
    for link in request.world.under("", LINK):
        other = link["id"].lower()
        same_network = str(at(link, "virtualNetwork.id")).lower() == network
        if other != request.id.lower() and same_network and ids.name(ids.parent(other)) == zone:
            message = (
                "A virtual network cannot be linked to multiple zones with overlapping namespaces. You tried to link"
                f" virtual network with '{zone}' and '{zone}' zones."
            )
            return ArmError(400, "BadRequest", message)
    return None


def zone_has_no_links(request: Request) -> ArmError | None:
    """A zone with links cannot be deleted."""
    links = [link["id"] for link in children(request, LINK)]
    if not links:
        return None
    message = (
        f"Cannot delete resource while nested resources exist. Some existing nested resource IDs include: '{links[0]}'."
        " Please delete all nested resources before deleting this resource."
    )
    return ArmError(409, "CannotDeleteResource", message)


EVIDENCE: Rules = {
    zone_is_global: documented(
        "https://learn.microsoft.com/rest/api/dns/privatedns/private-zones/create-or-update",
        "LocationNotAvailableForResourceType",
    ),
    network_has_no_such_namespace: verified(
        "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/createorupdatevirtualnetworklinkfailed-error",
        "BadRequest",
    ),
    zone_has_no_links: verified("https://github.com/learntocloud/networking-lab/issues/8", "CannotDeleteResource"),
}
