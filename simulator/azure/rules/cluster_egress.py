"""Clusters: their way out."""

from typing import Any

from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented, verified
from simulator.azure.rules.cluster_subnets import node_subnets
from simulator.azure.values import at

_APPLIANCES = ("VirtualAppliance", "VirtualNetworkGateway")
_OWN_NETWORK = ("userDefinedRouting", "userAssignedNATGateway")
_BALANCED_BY_STANDARD = (*_OWN_NETWORK, "managedNATGateway")


def egress_fits_its_network(request: Request) -> ArmError | None:
    """Ways out other than the load balancer need a Standard one and scale sets; some need a network of one's own.

    A managed NAT gateway needs a managed network. An update meets the same conditions, which is Azure's table of
    what may change into what.
    """
    kind = request.text("networkProfile.outboundType")
    pools: Any = request.get("agentPoolProfiles") or []
    own = node_subnets(request)
    faults = {
        "requires loadBalancerSku standard": request.text("networkProfile.loadBalancerSku").lower() == "basic",
        "requires virtual machine scale sets": any(pool.get("type") == "AvailabilitySet" for pool in pools),
        "requires a virtual network of your own": kind in _OWN_NETWORK and not own,
        "requires a managed virtual network": kind == "managedNATGateway" and own,
    }
    fault = next((text for text, present in faults.items() if present), None)
    if kind not in _BALANCED_BY_STANDARD or not fault:
        return None
    return ArmError(400, "BadRequest", f"The outbound type {kind} {fault}.")


def gateway_is_at_the_nodes(request: Request) -> ArmError | None:
    """With a NAT gateway of one's own, each node subnet has one."""
    if request.text("networkProfile.outboundType") != "userAssignedNATGateway":
        return None
    for subnet_id in node_subnets(request):
        if not at(request.world.get(subnet_id), "natGateway.id"):
            return ArmError(400, "BadRequest", f"The subnet {subnet_id} has no NAT gateway.")
    return None


def egress_has_its_route(request: Request) -> ArmError | None:
    """With user-defined routing, each node subnet has a route table whose default route leads to an appliance."""
    if request.text("networkProfile.outboundType") != "userDefinedRouting":
        return None
    for subnet_id in node_subnets(request):
        table_id = at(request.world.get(subnet_id), "routeTable.id")
        table = request.world.get(table_id) if table_id else None
        if not table:
            message = f"An existing route table has not been associated with subnet {subnet_id}."
            return ArmError(400, "ExistingRouteTableNotAssociatedWithSubnet", message)
        routes = [*(table.get("routes") or []), *request.world.under(table["id"], "azure-native:network:Route")]
        hops = [one.get("nextHopType") for one in routes if one.get("addressPrefix") == "0.0.0.0/0"]
        if not hops or hops[0] not in _APPLIANCES:
            found = f"has a next hop of {hops[0]}" if hops else "is missing"
            allowed = " or ".join(_APPLIANCES)
            message = f"Default route 0.0.0.0/0 {found} but only {allowed} is allowed in route table {table_id}."
            return ArmError(400, "RouteTableInvalidNextHop", message)
    return None


EVIDENCE: Rules = {
    egress_fits_its_network: documented("https://learn.microsoft.com/azure/aks/egress-outboundtype", "BadRequest"),
    gateway_is_at_the_nodes: documented("https://learn.microsoft.com/azure/aks/nat-gateway", "BadRequest"),
    egress_has_its_route: verified(
        "https://github.com/hashicorp/terraform-provider-azurerm/issues/8609",
        "ExistingRouteTableNotAssociatedWithSubnet",
        "RouteTableInvalidNextHop",
    ),
}
