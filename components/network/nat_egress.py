"""What leaves the platform leaves by one address that others can put on their allow list."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import network

from components.naming import Kind
from components.naming import name as azure_name
from components.network.public_address import PublicAddress


class NatEgressArgs(TypedDict):
    """What the egress needs from its caller."""

    stem: str
    """What all names of the stack have in common."""
    resource_group_name: Input[str]
    """Resource group that owns gateway and address."""
    workspace_id: Input[str]
    """ARM id of the workspace for the address's attack logs."""
    tags: Input[Mapping[str, str]]
    """Tags of gateway and address."""


class NatEgress(ComponentResource):
    """NAT gateway with one static, zone-redundant public address; nothing can connect inwards through it."""

    nat_gateway_id: Output[str]
    """ARM id, for the subnets that may reach the Internet."""
    public_ip: Output[str]
    """The address others see."""

    def __init__(self, name: str, args: NatEgressArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:NatEgress", name, {**args}, opts)
        address = PublicAddress(name, {**args, "role": "egress"}, ResourceOptions(parent=self))
        gateway = network.NatGateway(
            name,
            nat_gateway_name=azure_name(Kind.NAT_GATEWAY, args["stem"]),
            resource_group_name=args["resource_group_name"],
            sku={"name": network.NatGatewaySkuName.STANDARD},
            public_ip_addresses=[{"id": address.address_id}],
            # Below the 5 minutes after which many servers drop an idle connection without a word.
            idle_timeout_in_minutes=4,
            tags=args["tags"],
            opts=ResourceOptions(parent=self),
        )
        self.nat_gateway_id = gateway.id
        self.public_ip = address.address
        self.register_outputs({"natGatewayId": self.nat_gateway_id, "publicIp": self.public_ip})
