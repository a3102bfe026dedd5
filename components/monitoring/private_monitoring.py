"""Logs of the nodes reach Azure Monitor inside the network, and only the workspace that is meant."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import monitor

from components.naming import Kind
from components.naming import name as azure_name
from components.network.private_dns_zone import PrivateDnsZone
from components.network.private_endpoint import PrivateEndpoint

ZONES = {
    "control": "privatelink.monitor.azure.com",
    "query": "privatelink.oms.opinsights.azure.com",
    "ingestion": "privatelink.ods.opinsights.azure.com",
    "agents": "privatelink.agentsvc.azure-automation.net",
}
"""What Azure Monitor needs beside blobs: https://learn.microsoft.com/azure/azure-monitor/logs/private-link-configure."""


class PrivateMonitoringArgs(TypedDict):
    """What private monitoring needs from its caller."""

    stem: str
    """What all names of the stack have in common."""
    resource_group_name: Input[str]
    """Resource group that owns scope and endpoints."""
    zones_group_name: Input[str]
    """Resource group that owns the private zones; it holds each name once."""
    workspace_id: Input[str]
    """ARM id of the workspace that is reached privately."""
    virtual_network_id: Input[str]
    """ARM id of the network that reaches it."""
    hub_network_id: Input[str] | None
    """ARM id of the hub whose DNS server answers that network's machines, or None."""
    subnet_id: Input[str]
    """ARM id of the subnet of private endpoints."""
    blob_zone_id: Input[str]
    """ARM id of the private zone of blob storage, where agents find their solutions."""
    tags: Input[Mapping[str, str]]
    """Tags of scope, endpoints and zones."""


class PrivateMonitoring(ComponentResource):
    """Private link scope with workspace and collection endpoint, reached by one private endpoint.

    From this network no other workspace can be reached, so that nothing leaves it as somebody else's logs.
    """

    scope_id: Output[str]
    """ARM id of the private link scope, for what else is to be reached by it."""
    filled_scope_id: Output[str]
    """The same for endpoints, known once workspace and collection endpoint are in it."""
    collection_endpoint_id: Output[str]
    """ARM id of the endpoint that tells agents what to collect, known once it is reached privately."""

    def __init__(self, name: str, args: PrivateMonitoringArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:PrivateMonitoring", name, {**args}, opts)
        child = ResourceOptions(parent=self)
        scope = monitor.PrivateLinkScope(
            name,
            scope_name=azure_name(Kind.PRIVATE_LINK_SCOPE, args["stem"]),
            resource_group_name=args["resource_group_name"],
            location="global",
            access_mode_settings={
                "ingestion_access_mode": monitor.AccessMode.PRIVATE_ONLY,
                "query_access_mode": monitor.AccessMode.PRIVATE_ONLY,
            },
            tags=args["tags"],
            opts=child,
        )
        collection = monitor.DataCollectionEndpoint(
            name,
            data_collection_endpoint_name=azure_name(Kind.DATA_COLLECTION_ENDPOINT, args["stem"]),
            resource_group_name=args["resource_group_name"],
            kind=monitor.KnownDataCollectionEndpointResourceKind.LINUX,
            network_acls={"public_network_access": monitor.KnownPublicNetworkAccessOptions.DISABLED},
            tags=args["tags"],
            opts=child,
        )

        def scoped(role: str, resource_id: Input[str]) -> monitor.PrivateLinkScopedResource:
            return monitor.PrivateLinkScopedResource(
                f"{name}-{role}",
                name=role,
                scope_name=scope.name,
                resource_group_name=args["resource_group_name"],
                kind=monitor.ScopedResourceKind.RESOURCE,
                linked_resource_id=resource_id,
                opts=child,
            )

        members = [scoped("workspace", args["workspace_id"]), scoped("collection-endpoint", collection.id)]
        zone_ids = {
            role: PrivateDnsZone(
                f"{name}-{role}",
                {
                    "zone_name": zone_name,
                    "resource_group_name": args["zones_group_name"],
                    "virtual_network_id": args["virtual_network_id"],
                    "hub_network_id": args["hub_network_id"],
                    "tags": args["tags"],
                },
                child,
            ).zone_id
            for role, zone_name in ZONES.items()
        }
        # Azure writes the names of the scope's members when an endpoint is made.
        self.filled_scope_id = Output.all(scope.id, *(one.id for one in members)).apply(lambda ids: str(ids[0]))
        endpoint = PrivateEndpoint(
            name,
            {
                "stem": args["stem"],
                "role": "monitor",
                "resource_group_name": args["resource_group_name"],
                "resource_id": self.filled_scope_id,
                "group_id": "azuremonitor",
                "subnet_id": args["subnet_id"],
                "zone_id": zone_ids["control"],
                "further_zone_ids": {
                    **{role: zone_ids[role] for role in ("query", "ingestion", "agents")},
                    "blobs": args["blob_zone_id"],
                },
                "tags": args["tags"],
            },
            child,
        )
        self.scope_id = scope.id
        self.collection_endpoint_id = Output.all(collection.id, endpoint.endpoint_id).apply(lambda ids: str(ids[0]))
        self.register_outputs(
            {
                "scopeId": self.scope_id,
                "filledScopeId": self.filled_scope_id,
                "collectionEndpointId": self.collection_endpoint_id,
            }
        )
