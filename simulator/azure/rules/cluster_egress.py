"""Clusters: their way out."""

from collections.abc import Iterator
from typing import Any

from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented, verified
from simulator.azure.rules.cluster_subnets import node_subnets
from simulator.azure.values import Props, at

_APPLIANCES = ("VirtualAppliance", "VirtualNetworkGateway")
_OWN_NETWORK = "a virtual network of your own"
_BALANCED_BY_STANDARD = ("userDefinedRouting", "userAssignedNATGateway", "managedNATGateway")


def egress_fits_its_network(request: Request) -> ArmError | None:
    """Ways out other than the load balancer need a Standard one and scale sets; some need a network of one's own.

    A managed NAT gateway needs a managed network. An update meets the same conditions, which is Azure's table of
    what may change into what.
    """
    kind = request.text("networkProfile.outboundType")
    pools: Any = request.get("agentPoolProfiles") or []
    own = node_subnets(request)
    basic = request.text("networkProfile.loadBalancerSku").lower() == "basic"
    sets = all(pool.get("type") != "AvailabilitySet" for pool in pools)
    faults = (
        (basic, "UnexpectedLoadBalancerSkuForCurrentOutboundConfiguration", "loadBalancerSku standard"),
        (not sets, "BadRequest", "virtual machine scale sets"),
        (kind == "userDefinedRouting" and not own, "BadRequest", _OWN_NETWORK),
        (kind == "userAssignedNATGateway" and not own, "UserAssignedNATGatewayWithManagedVNetNotAllowed", _OWN_NETWORK),
        (kind == "managedNATGateway" and own, "ManagedNATGatewayWithCustomVNetNotAllowed", "a managed virtual network"),
    )
    code, needed = next(((code, needed) for present, code, needed in faults if present), ("", ""))
    if kind not in _BALANCED_BY_STANDARD or not code:
        return None
    return ArmError(400, code, f"The outbound type {kind} requires {needed}.")


def gateway_is_at_the_nodes(request: Request) -> ArmError | None:
    """With a NAT gateway of one's own, each node subnet has one."""
    if request.text("networkProfile.outboundType") != "userAssignedNATGateway":
        return None
    for subnet_id in node_subnets(request):
        if not at(request.world.get(subnet_id), "natGateway.id"):
            message = f"The subnet {subnet_id} is not associated with a NAT gateway."
            return ArmError(400, "SubnetNotAssociatedWithNATGateway", message)
    return None


def egress_has_its_table(request: Request) -> ArmError | None:
    """With user-defined routing, each node subnet has a route table with a default route."""
    for subnet_id, table in _tables(request):
        if not table:
            message = f"An existing route table has not been associated with subnet {subnet_id}."
            return ArmError(400, "ExistingRouteTableNotAssociatedWithSubnet", message)
        if not _default_hops(request, table):
            message = f"Default route 0.0.0.0/0 is missing in route table {table['id']}."
            return ArmError(400, "RouteTableMissingDefaultRouteError", message)
    return None


def egress_leads_to_an_appliance(request: Request) -> ArmError | None:
    """With user-defined routing, the default route of each node subnet leads to an appliance or a gateway."""
    for _, table in _tables(request):
        hops = _default_hops(request, table) if table else []
        if hops and hops[0] not in _APPLIANCES:
            message = (
                f"Default route 0.0.0.0/0 has a next hop of {hops[0]} but only next hops of {' or '.join(_APPLIANCES)}"
                " are allowed."
            )
            return ArmError(400, "RouteTableInvalidNextHop", message)
    return None


def _tables(request: Request) -> Iterator[tuple[str, Props | None]]:
    """Yield each node subnet, and its route table, where the program does the routing."""
    if request.text("networkProfile.outboundType") == "userDefinedRouting":
        for subnet_id in node_subnets(request):
            table_id = at(request.world.get(subnet_id), "routeTable.id")
            yield subnet_id, request.world.get(table_id) if table_id else None


def _default_hops(request: Request, table: Props) -> list[str]:
    """Return where the default routes of a table lead."""
    routes = [*(table.get("routes") or []), *request.world.under(table["id"], "azure-native:network:Route")]
    return [str(one.get("nextHopType")) for one in routes if one.get("addressPrefix") == "0.0.0.0/0"]


EVIDENCE: Rules = {
    egress_fits_its_network: documented(
        "https://learn.microsoft.com/azure/aks/egress-outboundtype",
        "BadRequest",
        "ManagedNATGatewayWithCustomVNetNotAllowed",
        "UnexpectedLoadBalancerSkuForCurrentOutboundConfiguration",
        "UserAssignedNATGatewayWithManagedVNetNotAllowed",
    ),
    gateway_is_at_the_nodes: documented(
        "https://learn.microsoft.com/azure/aks/nat-gateway", "SubnetNotAssociatedWithNATGateway"
    ),
    egress_has_its_table: documented(
        "https://github.com/Azure/AKS/issues/1842",
        "ExistingRouteTableNotAssociatedWithSubnet",
        "RouteTableMissingDefaultRouteError",
    ),
    egress_leads_to_an_appliance: verified(
        "https://github.com/hashicorp/terraform-provider-azurerm/issues/8609", "RouteTableInvalidNextHop"
    ),
}
