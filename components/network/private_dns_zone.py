"""A private name resolves inside the network, and nowhere else."""

from collections.abc import Mapping
from typing import NotRequired, TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import privatedns


class PrivateDnsZoneArgs(TypedDict):
    """What a zone needs from its caller."""

    zone_name: str
    """The zone Azure looks for, such as privatelink.azurecr.io; see
    https://learn.microsoft.com/azure/private-link/private-endpoint-dns."""
    resource_group_name: Input[str]
    """Resource group that owns the zone."""
    virtual_network_id: Input[str]
    """ARM id of the network whose machines resolve it."""
    hub_network_id: NotRequired[Input[str] | None]
    """ARM id of the hub whose DNS server answers that network's machines."""
    tags: Input[Mapping[str, str]]
    """Tags of zone and link."""


class PrivateDnsZone(ComponentResource):
    """Private zone linked to one network and its hub, if it has one; machines cannot register names of their own."""

    zone_id: Output[str]
    """ARM id, known once the network resolves the zone."""

    def __init__(self, name: str, args: PrivateDnsZoneArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:PrivateDnsZone", name, {**args}, opts)
        zone = privatedns.PrivateZone(
            name,
            private_zone_name=args["zone_name"],
            resource_group_name=args["resource_group_name"],
            location="global",
            tags=args["tags"],
            opts=ResourceOptions(parent=self),
        )

        def link(logical_name: str, link_name: str, network_id: Input[str]) -> Output[str]:
            return privatedns.VirtualNetworkLink(
                logical_name,
                virtual_network_link_name=link_name,
                private_zone_name=zone.name,
                resource_group_name=args["resource_group_name"],
                location="global",
                registration_enabled=False,
                virtual_network={"id": network_id},
                tags=args["tags"],
                opts=ResourceOptions(parent=self),
            ).id

        links = [link(name, "to-network", args["virtual_network_id"])]
        if hub_network_id := args.get("hub_network_id"):
            links.append(link(f"{name}-hub", "to-hub", hub_network_id))
        # Waiting for the links here makes everything that uses the zone wait for them: an endpoint or a cluster made
        # before they exist is unreachable by name.
        self.zone_id = Output.all(zone.id, *links).apply(lambda ids: str(ids[0]))
        self.register_outputs({"zoneId": self.zone_id})
