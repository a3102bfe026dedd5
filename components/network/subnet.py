"""A subnet is born closed: with its security group, and without a way to the Internet of its own."""

from collections.abc import Mapping
from typing import NotRequired, TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import network

from components.monitoring.diagnostics import Diagnostics
from components.naming import Kind
from components.naming import name as azure_name
from components.network.security_rules import InboundRule, inbound, no_internet


class SubnetArgs(TypedDict):
    """What a subnet needs from its caller."""

    stem: str
    """What all names of the stack have in common."""
    role: str
    """What the subnet is for, the last part of its names."""
    resource_group_name: Input[str]
    """Resource group that owns the network."""
    virtual_network_name: Input[str]
    """Network the subnet is cut from."""
    address_prefix: Input[str]
    """CIDR range."""
    inbound_rules: list[InboundRule]
    """What may enter, in order; the rest is refused."""
    azure_name: NotRequired[str]
    """The name Azure asks for where one of its own services fills the subnet and brings its own way out."""
    nat_gateway_id: NotRequired[Input[str]]
    """ARM id of the gateway through which the subnet reaches the Internet."""
    route_table_id: NotRequired[Input[str]]
    """ARM id of the route table that leads to a firewall whatever leaves the network."""
    stays_inside: NotRequired[bool]
    """Whether nothing in it may open a connection to the Internet, whatever way there is."""
    delegated_to: NotRequired[str]
    """Service that injects its own machines, such as Microsoft.ContainerService/managedClusters."""
    workspace_id: Input[str]
    """ARM id of the workspace for the security group's logs."""
    tags: Input[Mapping[str, str]]
    """Tags of the security group."""


class Subnet(ComponentResource):
    """Subnet with its own security group from its creation.

    All inbound traffic that no rule names is refused, Azure's default outbound access is off (its own services
    manage theirs), and the group's rules hold for private endpoints too.
    """

    subnet_id: Output[str]
    """ARM id."""

    def __init__(self, name: str, args: SubnetArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:Subnet", name, {**args}, opts)
        group = network.NetworkSecurityGroup(
            name,
            network_security_group_name=azure_name(Kind.NETWORK_SECURITY_GROUP, args["stem"], args["role"]),
            resource_group_name=args["resource_group_name"],
            security_rules=[*inbound(args["inbound_rules"]), *([no_internet()] if args.get("stays_inside") else [])],
            tags=args["tags"],
            opts=ResourceOptions(parent=self),
        )
        Diagnostics(
            name,
            {
                "resource_id": group.id,
                "workspace_id": args["workspace_id"],
                "categories": ["NetworkSecurityGroupEvent", "NetworkSecurityGroupRuleCounter"],
            },
            ResourceOptions(parent=self),
        )
        delegated_to = args.get("delegated_to")
        nat_gateway_id, route_table_id = args.get("nat_gateway_id"), args.get("route_table_id")
        subnet = network.Subnet(
            name,
            subnet_name=args.get("azure_name") or azure_name(Kind.SUBNET, args["stem"], args["role"]),
            resource_group_name=args["resource_group_name"],
            virtual_network_name=args["virtual_network_name"],
            address_prefix=args["address_prefix"],
            # Azure's own services manage theirs: https://learn.microsoft.com/azure/virtual-network/ip-services/default-outbound-access
            default_outbound_access=None if "azure_name" in args else False,
            network_security_group={"id": group.id},
            nat_gateway={"id": nat_gateway_id} if nat_gateway_id else None,
            route_table={"id": route_table_id} if route_table_id else None,
            delegations=[{"name": "service", "service_name": delegated_to}] if delegated_to else None,
            private_endpoint_network_policies=network.VirtualNetworkPrivateEndpointNetworkPolicies.ENABLED,
            opts=ResourceOptions(parent=self),
        )
        self.subnet_id = subnet.id
        self.register_outputs({"subnetId": self.subnet_id})
