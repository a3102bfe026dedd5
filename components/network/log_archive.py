"""Logs in storage are reached privately, with an identity, and survive a hasty deletion."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import storage

from components.monitoring.diagnostics import Diagnostics
from components.naming import Kind
from components.naming import name as azure_name
from components.network.private_endpoint import PrivateEndpoint
from components.storage.private_account import PrivateAccount


class LogArchiveArgs(TypedDict):
    """What an archive needs from its caller."""

    stem: str
    """What all names of the stack have in common."""
    resource_group_name: Input[str]
    """Resource group that owns the account."""
    subnet_id: Input[str]
    """ARM id of the subnet of the private endpoint."""
    zone_id: Input[str]
    """ARM id of the private zone of blob storage."""
    workspace_id: Input[str]
    """ARM id of the workspace that keeps who read and wrote."""
    protect_data: bool
    """Whether Pulumi refuses to delete the account."""
    tags: Input[Mapping[str, str]]
    """Tags of account and endpoint."""


class LogArchive(ComponentResource):
    """Zone-redundant storage account: no shared keys, no public endpoint but for Azure's trusted services.

    Network Watcher is one of those: https://learn.microsoft.com/azure/storage/common/storage-network-security
    """

    storage_id: Output[str]
    """ARM id, known once the account has its private name."""

    def __init__(self, name: str, args: LogArchiveArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:LogArchive", name, {**args}, opts)
        account = PrivateAccount(
            name,
            {
                "account_name": azure_name(Kind.STORAGE_ACCOUNT, args["stem"]),
                "resource_group_name": args["resource_group_name"],
                "tags": args["tags"],
            },
            ResourceOptions(parent=self, protect=args["protect_data"]),
        )
        service = storage.BlobServiceProperties(
            name,
            account_name=account.name,
            blob_services_name="default",
            resource_group_name=args["resource_group_name"],
            delete_retention_policy={"enabled": True, "days": 14},
            container_delete_retention_policy={"enabled": True, "days": 14},
            opts=ResourceOptions(parent=self),
        )
        Diagnostics(
            name,
            {
                "resource_id": service.id,
                "workspace_id": args["workspace_id"],
                "categories": ["StorageRead", "StorageWrite", "StorageDelete"],
            },
            ResourceOptions(parent=self),
        )
        endpoint = PrivateEndpoint(
            name,
            {
                "stem": args["stem"],
                "role": "log-archive",
                "resource_group_name": args["resource_group_name"],
                "resource_id": account.id,
                "group_id": "blob",
                "subnet_id": args["subnet_id"],
                "zone_id": args["zone_id"],
                "tags": args["tags"],
            },
            ResourceOptions(parent=self),
        )
        self.storage_id = Output.all(account.id, endpoint.endpoint_id).apply(lambda ids: str(ids[0]))
        self.register_outputs({"storageId": self.storage_id})
