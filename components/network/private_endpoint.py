"""A service is reached at an address inside the network, under its usual name."""

from collections.abc import Mapping
from typing import NotRequired, TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import network

from components.naming import Kind
from components.naming import name as azure_name


class PrivateEndpointArgs(TypedDict):
    """What a private endpoint needs from its caller."""

    stem: str
    """What all names of the stack have in common."""
    role: str
    """Which service it leads to, the last part of its names."""
    resource_group_name: Input[str]
    """Resource group that owns the endpoint."""
    resource_id: Input[str]
    """ARM id of the service."""
    group_id: str
    """Sub-resource of the service: registry, vault; see
    https://learn.microsoft.com/azure/private-link/private-endpoint-overview#private-link-resource."""
    subnet_id: Input[str]
    """ARM id of the subnet that gives the address."""
    zone_id: Input[str]
    """ARM id of the private zone that holds the name."""
    further_zone_ids: NotRequired[Mapping[str, Input[str]]]
    """ARM ids of more zones, each under a name of its own, where the service has names in several."""
    tags: Input[Mapping[str, str]]
    """Tags of the endpoint."""


class PrivateEndpoint(ComponentResource):
    """Private endpoint whose name records Azure keeps in the given zone."""

    endpoint_id: Output[str]
    """ARM id, known once the service's name resolves to the endpoint."""

    def __init__(self, name: str, args: PrivateEndpointArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:PrivateEndpoint", name, {**args}, opts)
        endpoint = network.PrivateEndpoint(
            name,
            private_endpoint_name=azure_name(Kind.PRIVATE_ENDPOINT, args["stem"], args["role"]),
            custom_network_interface_name=azure_name(Kind.NETWORK_INTERFACE, args["stem"], args["role"]),
            resource_group_name=args["resource_group_name"],
            subnet={"id": args["subnet_id"]},
            private_link_service_connections=[
                {
                    "name": args["role"],
                    "private_link_service_id": args["resource_id"],
                    "group_ids": [args["group_id"]],
                }
            ],
            tags=args["tags"],
            opts=ResourceOptions(parent=self),
        )
        zones = {args["group_id"]: args["zone_id"], **args.get("further_zone_ids", {})}
        zone_group = network.PrivateDnsZoneGroup(
            name,
            private_dns_zone_group_name="default",
            private_endpoint_name=endpoint.name,
            resource_group_name=args["resource_group_name"],
            private_dns_zone_configs=[{"name": key, "private_dns_zone_id": zone_id} for key, zone_id in zones.items()],
            opts=ResourceOptions(parent=self),
        )
        self.endpoint_id = Output.all(endpoint.id, zone_group.id).apply(lambda ids: str(ids[0]))
        self.register_outputs({"endpointId": self.endpoint_id})
