"""Operators reach the private API server from named places, signed in, without an address of the cluster's own."""

from collections.abc import Mapping
from ipaddress import IPv4Network
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import network

from components.monitoring.diagnostics import Diagnostics
from components.naming import Kind
from components.naming import name as azure_name
from components.network import security_rules
from components.network.addressing import plan
from components.network.public_address import PublicAddress
from components.network.subnet import Subnet


class BastionArgs(TypedDict):
    """What a bastion needs from its caller."""

    stem: str
    """What all names of the stack have in common."""
    resource_group_name: Input[str]
    """Resource group that owns the bastion."""
    address_space: str
    """CIDR range of the platform."""
    virtual_network_name: Input[str]
    """Name of the platform's network."""
    operators: list[str]
    """Public CIDR ranges from which operators come."""
    workspace_id: Input[str]
    """ARM id of the workspace for its sessions."""
    tags: Input[Mapping[str, str]]
    """Tags of bastion and address."""


class Bastion(ComponentResource):
    """Standard bastion for tunnels of the Azure CLI; no clipboard, no files, no links that outlive a session.

    `az aks bastion` opens the tunnel to the API server:
    https://learn.microsoft.com/azure/bastion/bastion-connect-to-aks-private-cluster
    """

    bastion_id: Output[str]
    """ARM id, for `az aks bastion`."""

    def __init__(self, name: str, args: BastionArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:Bastion", name, {**args}, opts)
        subnets = plan(IPv4Network(args["address_space"]))
        subnet = Subnet(
            name,
            {
                "stem": args["stem"],
                "role": "bastion",
                "azure_name": "AzureBastionSubnet",
                "resource_group_name": args["resource_group_name"],
                "virtual_network_name": args["virtual_network_name"],
                "address_prefix": str(subnets.bastion),
                "inbound_rules": security_rules.bastion(subnets, args["operators"]),
                "workspace_id": args["workspace_id"],
                "tags": args["tags"],
            },
            ResourceOptions(parent=self),
        )
        address = PublicAddress(
            name,
            {
                "stem": args["stem"],
                "role": "bastion",
                "resource_group_name": args["resource_group_name"],
                "workspace_id": args["workspace_id"],
                "tags": args["tags"],
            },
            ResourceOptions(parent=self),
        )
        host = network.BastionHost(
            name,
            bastion_host_name=azure_name(Kind.BASTION, args["stem"]),
            resource_group_name=args["resource_group_name"],
            sku={"name": network.BastionHostSkuName.STANDARD},
            scale_units=2,
            enable_tunneling=True,
            enable_ip_connect=False,
            enable_file_copy=False,
            enable_shareable_link=False,
            disable_copy_paste=True,
            ip_configurations=[
                {
                    "name": "operators",
                    "subnet": {"id": subnet.subnet_id},
                    "public_ip_address": {"id": address.address_id},
                }
            ],
            zones=["1", "2", "3"],
            tags=args["tags"],
            opts=ResourceOptions(parent=self),
        )
        Diagnostics(
            f"{name}-host",
            {"resource_id": host.id, "workspace_id": args["workspace_id"], "categories": ["BastionAuditLogs"]},
            ResourceOptions(parent=self),
        )
        self.bastion_id = host.id
        self.register_outputs({"bastionId": self.bastion_id})
