"""Platform and hub see each other, and nothing else becomes reachable by it."""

from typing import TypedDict

import pulumi_azure_native as azure_native
from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import network


class HubPeeringArgs(TypedDict):
    """What a peering needs from its caller."""

    resource_group_name: Input[str]
    """Resource group of the platform's network."""
    network_name: Input[str]
    """Name of the platform's network."""
    network_id: Input[str]
    """ARM id of the platform's network."""
    hub_resource_group_name: Input[str]
    """Resource group of the hub."""
    hub_name: Input[str]
    """Name of the hub's network."""
    hub_id: Input[str]
    """ARM id of the hub's network."""
    forwards: bool
    """Whether networks behind the hub may reach the platform through its firewall."""
    hub_subscription_id: str | None
    """Subscription of the hub, or None for this one; the deployer needs Network Contributor on the hub."""


class HubPeering(ComponentResource):
    """Both halves of a peering, without gateways; answers to what the platform asks always come back."""

    ready: Output[str]
    """ARM id of the platform's half, known once both exist."""

    def __init__(self, name: str, args: HubPeeringArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:HubPeering", name, {**args}, opts)
        child = ResourceOptions(parent=self)
        hub_side = child
        if subscription_id := args["hub_subscription_id"]:
            provider = azure_native.Provider(f"{name}-hub", subscription_id=subscription_id, opts=child)
            hub_side = ResourceOptions(parent=self, provider=provider)
        to_hub = network.VirtualNetworkPeering(
            f"{name}-to-hub",
            virtual_network_peering_name="to-hub",
            resource_group_name=args["resource_group_name"],
            virtual_network_name=args["network_name"],
            remote_virtual_network={"id": args["hub_id"]},
            allow_virtual_network_access=True,
            allow_forwarded_traffic=args["forwards"],
            allow_gateway_transit=False,
            use_remote_gateways=False,
            opts=child,
        )
        to_platform = network.VirtualNetworkPeering(
            f"{name}-to-platform",
            virtual_network_peering_name=Output.format("to-{0}", args["network_name"]),
            resource_group_name=args["hub_resource_group_name"],
            virtual_network_name=args["hub_name"],
            remote_virtual_network={"id": args["network_id"]},
            allow_virtual_network_access=True,
            allow_forwarded_traffic=False,
            allow_gateway_transit=False,
            use_remote_gateways=False,
            opts=hub_side,
        )
        self.ready = Output.all(to_hub.id, to_platform.id).apply(lambda ids: str(ids[0]))
        self.register_outputs({"ready": self.ready})
