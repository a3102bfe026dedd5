"""Private clusters: the zone of the API server's name, and who may reach it."""

import re

from simulator.azure import ids
from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented, verified
from simulator.azure.rules.cluster_subnets import node_networks
from simulator.azure.values import at

ZONE = "apiServerAccessProfile.privateDNSZone"
LINK = "azure-native:privatedns:VirtualNetworkLink"
_LONGEST_SUBZONE = 32


def custom_zone(request: Request) -> str:
    """Return the ARM id of the zone that a cluster brings, or nothing."""
    zone = request.text(ZONE)
    return zone if zone.startswith("/") else ""


def zone_is_the_regions(request: Request) -> ArmError | None:
    """A cluster's own zone is `privatelink.<region>.azmk8s.io` or below it; `private` with VNet integration."""
    zone = custom_zone(request)
    if not zone:
        return None
    start = "private" if request.get("apiServerAccessProfile.enableVnetIntegration") else "privatelink"
    wanted = f"{start}.{request.location}.azmk8s.io"
    subzone = rf"([a-z0-9-]{{1,{_LONGEST_SUBZONE}}}\.)?"
    if re.fullmatch(subzone + re.escape(wanted), ids.name(zone).lower()):
        return None
    message = f"The private DNS zone {zone} must be named {wanted} or <subzone>.{wanted}."
    return ArmError(400, "BadRequest", message)


def no_zone_needs_a_public_name(request: Request) -> ArmError | None:
    """A cluster without a private zone keeps its public name: nodes would find no API server otherwise."""
    profile = "apiServerAccessProfile.enablePrivateCluster"
    public = request.get(f"{profile}PublicFQDN")
    if not request.get(profile) or request.text(ZONE).lower() != "none" or public is not False:
        return None
    return ArmError(400, "BadRequest", "Private DNS zone 'none' requires enablePrivateClusterPublicFQDN.")


def zone_is_only_given_up(request: Request) -> ArmError | None:
    """The zone of an existing private cluster changes to `none` and to nothing else."""
    before, now = str(at(request.previous, ZONE) or "system"), request.text(ZONE) or "system"
    if request.previous is None or now.lower() in (before.lower(), "none"):
        return None
    return ArmError(400, "BadRequest", f"The private DNS zone cannot change from {before} to {now}; only to none.")


def ranges_are_of_a_public_server(request: Request) -> ArmError | None:
    """Authorized address ranges guard a public endpoint; a private cluster has none."""
    profile = "apiServerAccessProfile"
    if not request.get(f"{profile}.enablePrivateCluster") or not request.get(f"{profile}.authorizedIPRanges"):
        return None
    return ArmError(400, "BadRequest", "authorizedIPRanges cannot be applied to the private endpoint of a cluster.")


def private_cluster_has_a_standard_balancer(request: Request) -> ArmError | None:
    """A private cluster needs the load balancer Standard."""
    sku = request.text("networkProfile.loadBalancerSku").lower()
    if not request.get("apiServerAccessProfile.enablePrivateCluster") or sku != "basic":
        return None
    message = "A private cluster requires loadBalancerSku standard."
    return ArmError(400, "PrivateClusterNotSupportedWithBasicLoadBalancer", message)


def network_knows_no_namesake(request: Request) -> ArmError | None:
    """AKS links the cluster's own zone to the nodes' network, which must not see another zone of that name."""
    zone = custom_zone(request).lower()
    networks = {one["id"].lower() for one in node_networks(request)}
    for link in request.world.under("", LINK) if zone else ():
        other = ids.parent(link["id"]).lower()
        linked = str(at(link, "virtualNetwork.id")).lower()
        if linked in networks and other != zone and ids.name(other) == ids.name(zone):
            message = (
                "A virtual network cannot be linked to multiple zones with overlapping namespaces. You tried to link"
                f" virtual network with '{ids.name(zone)}' and '{ids.name(other)}' zones."
            )
            return ArmError(400, "CreateOrUpdateVirtualNetworkLinkFailed", message)
    return None


_PAGE = "https://learn.microsoft.com/azure/aks/private-clusters"

EVIDENCE: Rules = {
    zone_is_the_regions: documented(_PAGE, "BadRequest"),
    no_zone_needs_a_public_name: documented(_PAGE, "BadRequest"),
    zone_is_only_given_up: documented(_PAGE, "BadRequest"),
    ranges_are_of_a_public_server: documented(_PAGE, "BadRequest"),
    private_cluster_has_a_standard_balancer: documented(_PAGE, "PrivateClusterNotSupportedWithBasicLoadBalancer"),
    network_knows_no_namesake: verified(
        "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/createorupdatevirtualnetworklinkfailed-error",
        "CreateOrUpdateVirtualNetworkLinkFailed",
    ),
}
