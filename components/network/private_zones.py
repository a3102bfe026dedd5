"""The services' private names resolve in zones of one's own, or in those the hub already has."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions

from components.network.private_dns_zone import PrivateDnsZone

ZONES = {
    "registries": "privatelink.azurecr.io",
    "vaults": "privatelink.vaultcore.azure.net",
    "blobs": "privatelink.blob.core.windows.net",
    # With API server VNet integration the zone is `private`, not `privatelink`.
    "clusters": "private.{location}.azmk8s.io",
}
"""What every platform needs, by the role of the zone."""


class PrivateZonesArgs(TypedDict):
    """What the zones need from their caller."""

    resource_group_name: Input[str]
    """Resource group that owns the zones."""
    location: str
    """Region, part of the name of the API server's zone."""
    virtual_network_id: Input[str]
    """ARM id of the network whose machines resolve them."""
    hub_network_id: Input[str] | None
    """ARM id of the hub whose DNS server answers that network's machines, or None."""
    existing_group_id: str | None
    """ARM id of the resource group whose zones are used instead; the hub's team links them to its DNS."""
    tags: Input[Mapping[str, str]]
    """Tags of zones and links."""


class PrivateZones(ComponentResource):
    """Private zones of registry, vault, blob storage and API server."""

    registry_zone_id: Output[str]
    """ARM id of the zone of registries."""
    vault_zone_id: Output[str]
    """ARM id of the zone of key vaults."""
    blob_zone_id: Output[str]
    """ARM id of the zone of blob storage."""
    cluster_zone_id: Output[str]
    """ARM id of the zone of the API server."""

    def __init__(self, name: str, args: PrivateZonesArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:PrivateZones", name, {**args}, opts)

        def zone(role: str, pattern: str) -> Output[str]:
            zone_name = pattern.format(location=args["location"])
            if group_id := args["existing_group_id"]:
                return Output.from_input(f"{group_id}/providers/Microsoft.Network/privateDnsZones/{zone_name}")
            return PrivateDnsZone(
                f"{name}-{role}",
                {
                    "zone_name": zone_name,
                    "resource_group_name": args["resource_group_name"],
                    "virtual_network_id": args["virtual_network_id"],
                    "hub_network_id": args["hub_network_id"],
                    "tags": args["tags"],
                },
                ResourceOptions(parent=self),
            ).zone_id

        found = {role: zone(role, pattern) for role, pattern in ZONES.items()}
        self.registry_zone_id = found["registries"]
        self.vault_zone_id = found["vaults"]
        self.blob_zone_id = found["blobs"]
        self.cluster_zone_id = found["clusters"]
        self.register_outputs(
            {
                "registryZoneId": self.registry_zone_id,
                "vaultZoneId": self.vault_zone_id,
                "blobZoneId": self.blob_zone_id,
                "clusterZoneId": self.cluster_zone_id,
            }
        )
