"""An address on the Internet belongs to one gateway, lasts, and tells when it is attacked."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import network

from components.monitoring.diagnostics import Diagnostics
from components.naming import Kind
from components.naming import name as azure_name


class PublicAddressArgs(TypedDict):
    """What an address needs from its caller."""

    stem: str
    """What all names of the stack have in common."""
    role: str
    """What the address is for, the last part of its name."""
    resource_group_name: Input[str]
    """Resource group that owns the address."""
    workspace_id: Input[str]
    """ARM id of the workspace for its attack logs."""
    tags: Input[Mapping[str, str]]
    """Tags of the address."""


class PublicAddress(ComponentResource):
    """Static, zone-redundant public IPv4 address without a name; a DDoS plan of its network holds for it too."""

    address_id: Output[str]
    """ARM id, for the gateway that stands behind it."""
    address: Output[str]
    """The address itself."""

    def __init__(self, name: str, args: PublicAddressArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:PublicAddress", name, {**args}, opts)
        address = network.PublicIPAddress(
            name,
            public_ip_address_name=azure_name(Kind.PUBLIC_IP, args["stem"], args["role"]),
            resource_group_name=args["resource_group_name"],
            sku={"name": network.PublicIPAddressSkuName.STANDARD},
            public_ip_allocation_method=network.IPAllocationMethod.STATIC,
            public_ip_address_version=network.IPVersion.I_PV4,
            ddos_settings={"protection_mode": network.DdosSettingsProtectionMode.VIRTUAL_NETWORK_INHERITED},
            zones=["1", "2", "3"],
            tags=args["tags"],
            opts=ResourceOptions(parent=self),
        )
        Diagnostics(
            f"{name}-address",
            {
                "resource_id": address.id,
                "workspace_id": args["workspace_id"],
                "categories": ["DDoSMitigationFlowLogs", "DDoSMitigationReports", "DDoSProtectionNotifications"],
            },
            ResourceOptions(parent=self),
        )
        self.address_id = address.id
        self.address = address.ip_address.apply(lambda value: value or "")
        self.register_outputs({"addressId": self.address_id, "address": self.address})
