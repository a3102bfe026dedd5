"""Backups of Kubernetes objects lie in storage that only identities open, privately, and that forgives a deletion."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import storage

from components.monitoring.diagnostics import Diagnostics
from components.naming import Kind
from components.naming import name as azure_name
from components.network.private_endpoint import PrivateEndpoint
from components.storage.private_account import PrivateAccount


class BackupStoreArgs(TypedDict):
    """What a store needs from its caller."""

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


class BackupStore(ComponentResource):
    """Zone-redundant storage account: no shared keys, no public endpoint, encrypted twice, two weeks to repent.

    Trusted services pass its firewall, of which Azure Backup is one:
    https://learn.microsoft.com/azure/storage/common/storage-network-security-trusted-azure-services.
    """

    account_id: Output[str]
    """ARM id, known once the account has its private name."""
    account_name: Output[str]
    """Name of the account."""
    container_name: Output[str]
    """Name of the container of the backups."""

    def __init__(self, name: str, args: BackupStoreArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:BackupStore", name, {**args}, opts)
        account = PrivateAccount(
            name,
            {
                "account_name": azure_name(Kind.BACKUP_STORAGE, args["stem"]),
                "resource_group_name": args["resource_group_name"],
                "tags": args["tags"],
            },
            ResourceOptions(parent=self, protect=args["protect_data"]),
        )
        forgiving = storage.BlobServiceProperties(
            name,
            account_name=account.name,
            blob_services_name="default",
            resource_group_name=args["resource_group_name"],
            delete_retention_policy={"enabled": True, "days": 14},
            container_delete_retention_policy={"enabled": True, "days": 14},
            opts=ResourceOptions(parent=self),
        )
        container = storage.BlobContainer(
            name,
            container_name="backups",
            account_name=account.name,
            resource_group_name=args["resource_group_name"],
            public_access=storage.PublicAccess.NONE,
            opts=ResourceOptions(parent=self, depends_on=[forgiving]),
        )
        Diagnostics(
            name,
            {
                "resource_id": forgiving.id,
                "workspace_id": args["workspace_id"],
                "categories": ["StorageRead", "StorageWrite", "StorageDelete"],
            },
            ResourceOptions(parent=self),
        )
        endpoint = PrivateEndpoint(
            name,
            {
                "stem": args["stem"],
                "role": "backup-store",
                "resource_group_name": args["resource_group_name"],
                "resource_id": account.id,
                "group_id": "blob",
                "subnet_id": args["subnet_id"],
                "zone_id": args["zone_id"],
                "tags": args["tags"],
            },
            ResourceOptions(parent=self),
        )
        self.account_id = Output.all(account.id, endpoint.endpoint_id).apply(lambda ids: str(ids[0]))
        self.account_name = account.name
        self.container_name = container.name
        self.register_outputs(
            {
                "accountId": self.account_id,
                "accountName": self.account_name,
                "containerName": self.container_name,
            }
        )
