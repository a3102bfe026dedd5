"""What Azure refuses of clusters for their way out, beside its neighbour that it takes."""

from tests.simulator.acts import Case, cluster
from tests.simulator.cluster_acts import gated, open_cluster, routed

CASES: dict[str, Case] = {
    "egress_leads_to_an_appliance": ("RouteTableInvalidNextHop", routed("Internet"), routed("VirtualAppliance")),
    "egress_has_its_table": (
        "ExistingRouteTableNotAssociatedWithSubnet",
        routed(table=False),
        routed("VirtualNetworkGateway"),
    ),
    "egress_has_its_table[route]": (
        "RouteTableMissingDefaultRouteError",
        routed(),
        routed("VirtualNetworkGateway"),
    ),
    "egress_fits_its_network": (
        "BadRequest",
        open_cluster(networkProfile={"outboundType": "userDefinedRouting"}),
        open_cluster(networkProfile={"outboundType": "managedNATGateway"}),
    ),
    "egress_fits_its_network[gateway]": (
        "UserAssignedNATGatewayWithManagedVNetNotAllowed",
        open_cluster(networkProfile={"outboundType": "userAssignedNATGateway"}),
        gated(gateway=True),
    ),
    "egress_fits_its_network[managed]": (
        "ManagedNATGatewayWithCustomVNetNotAllowed",
        cluster(network={"outboundType": "managedNATGateway"}),
        cluster(network={"outboundType": "loadBalancer"}),
    ),
    "egress_fits_its_network[balancer]": (
        "UnexpectedLoadBalancerSkuForCurrentOutboundConfiguration",
        open_cluster(networkProfile={"outboundType": "managedNATGateway", "loadBalancerSku": "basic"}),
        open_cluster(networkProfile={"outboundType": "loadBalancer", "loadBalancerSku": "basic"}),
    ),
    "egress_fits_its_network[sets]": (
        "BadRequest",
        open_cluster(
            networkProfile={"outboundType": "managedNATGateway"},
            agentPoolProfiles=[{"name": "system", "mode": "System", "count": 1, "type": "AvailabilitySet"}],
        ),
        open_cluster(
            networkProfile={"outboundType": "managedNATGateway"},
            agentPoolProfiles=[{"name": "system", "mode": "System", "count": 1, "type": "VirtualMachineScaleSets"}],
        ),
    ),
    "gateway_is_at_the_nodes": ("SubnetNotAssociatedWithNATGateway", gated(gateway=False), gated(gateway=True)),
}
