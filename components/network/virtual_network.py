"""A network has its address space, its DNS and its log, and no subnet that nobody asked for."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import network

from components.monitoring.diagnostics import Diagnostics
from components.naming import Kind
from components.naming import name as azure_name


class VirtualNetworkArgs(TypedDict):
    """What a network needs from its caller."""

    stem: str
    """What all names of the stack have in common."""
    role: str
    """What the network is for, the last part of its name; empty for the platform's own."""
    resource_group_name: Input[str]
    """Resource group that owns the network."""
    address_prefixes: list[str]
    """CIDR ranges."""
    dns_servers: list[Input[str]]
    """Addresses of the servers its machines ask; empty means Azure's own."""
    ddos_plan_id: Input[str] | None
    """ARM id of the DDoS protection plan that it joins, or None."""
    workspace_id: Input[str]
    """ARM id of the workspace for its logs."""
    tags: Input[Mapping[str, str]]
    """Tags of the network."""


class VirtualNetwork(ComponentResource):
    """Virtual network whose subnets are resources of their own; Azure would delete those that it did not list."""

    network_id: Output[str]
    """ARM id."""
    network_name: Output[str]
    """Name, for subnets and peerings."""

    def __init__(self, name: str, args: VirtualNetworkArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:VirtualNetwork", name, {**args}, opts)
        servers, plan = args["dns_servers"], args["ddos_plan_id"]
        virtual_network = network.VirtualNetwork(
            name,
            virtual_network_name=azure_name(Kind.VIRTUAL_NETWORK, args["stem"], args["role"]),
            resource_group_name=args["resource_group_name"],
            address_space={"address_prefixes": args["address_prefixes"]},
            dhcp_options={"dns_servers": servers} if servers else None,
            enable_ddos_protection=plan is not None,
            ddos_protection_plan={"id": plan} if plan else None,
            tags=args["tags"],
            opts=ResourceOptions(parent=self),
        )
        Diagnostics(
            name,
            {
                "resource_id": virtual_network.id,
                "workspace_id": args["workspace_id"],
                "categories": ["VMProtectionAlerts"],
            },
            ResourceOptions(parent=self),
        )
        self.network_id = virtual_network.id
        self.network_name = virtual_network.name
        self.register_outputs({"networkId": self.network_id, "networkName": self.network_name})
