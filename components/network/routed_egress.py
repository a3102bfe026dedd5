"""What leaves a subnet goes to the hub's firewall first."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import network

from components.naming import Kind
from components.naming import name as azure_name
from components.network.hub_peering import HubPeering


class Hub(TypedDict):
    """A hub network with a firewall."""

    subscription_id: str | None
    """Its subscription, or None for the stack's own."""
    resource_group_name: Input[str]
    """Resource group of its network."""
    network_name: Input[str]
    """Name of its network."""
    network_id: Input[str]
    """ARM id of its network."""
    next_hop: Input[str]
    """Private address of the firewall."""
    forwards: bool
    """Whether networks behind the hub may reach the platform through the firewall."""


class RoutedEgressArgs(TypedDict):
    """What the egress needs from its caller."""

    stem: str
    """What all names of the stack have in common."""
    resource_group_name: Input[str]
    """Resource group of the platform's network, which also owns the route table."""
    network_name: Input[str]
    """Name of the platform's network."""
    network_id: Input[str]
    """ARM id of the platform's network."""
    hub: Hub
    """Where the traffic goes."""
    tags: Input[Mapping[str, str]]
    """Tags of the route table."""


class RoutedEgress(ComponentResource):
    """Peering with the hub, and a route table with one route; what gateways announce cannot lead around it."""

    route_table_id: Output[str]
    """ARM id, for the subnets that use it, known once the hub is connected."""

    def __init__(self, name: str, args: RoutedEgressArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:RoutedEgress", name, {**args}, opts)
        hub = args["hub"]
        peering = HubPeering(
            name,
            {
                "resource_group_name": args["resource_group_name"],
                "network_name": args["network_name"],
                "network_id": args["network_id"],
                "forwards": hub["forwards"],
                "hub_subscription_id": hub["subscription_id"],
                "hub_resource_group_name": hub["resource_group_name"],
                "hub_name": hub["network_name"],
                "hub_id": hub["network_id"],
            },
            ResourceOptions(parent=self),
        )
        table = network.RouteTable(
            name,
            route_table_name=azure_name(Kind.ROUTE_TABLE, args["stem"], "egress"),
            resource_group_name=args["resource_group_name"],
            disable_bgp_route_propagation=True,
            routes=[
                {
                    "name": "to-firewall",
                    "address_prefix": "0.0.0.0/0",
                    "next_hop_type": network.RouteNextHopType.VIRTUAL_APPLIANCE,
                    "next_hop_ip_address": hub["next_hop"],
                }
            ],
            tags=args["tags"],
            opts=ResourceOptions(parent=self),
        )
        self.route_table_id = Output.all(table.id, peering.ready).apply(lambda ids: str(ids[0]))
        self.register_outputs({"routeTableId": self.route_table_id})
