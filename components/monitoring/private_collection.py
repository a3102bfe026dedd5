"""A cluster's agents learn inside the network what to collect."""

from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import monitor


class PrivateCollectionArgs(TypedDict):
    """What the association needs from its caller."""

    cluster_id: Input[str]
    """ARM id of the cluster."""
    collection_endpoint_id: Input[str]
    """ARM id of the data collection endpoint in the private link scope."""


class PrivateCollection(ComponentResource):
    """Association of a cluster with the endpoint from which its agents read their configuration."""

    association_id: Output[str]
    """ARM id of the association."""

    def __init__(self, name: str, args: PrivateCollectionArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:PrivateCollection", name, {**args}, opts)
        association = monitor.DataCollectionRuleAssociation(
            name,
            # The name that Azure Monitor looks for:
            # https://learn.microsoft.com/azure/azure-monitor/data-collection/data-collection-endpoint-overview
            association_name="configurationAccessEndpoint",
            resource_uri=args["cluster_id"],
            data_collection_endpoint_id=args["collection_endpoint_id"],
            opts=ResourceOptions(parent=self),
        )
        self.association_id = association.id
        self.register_outputs({"associationId": self.association_id})
