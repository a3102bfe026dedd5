"""The state of stacks lies in storage that only identities open, privately, and whose past nobody can rewrite."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import storage

from components.monitoring.diagnostics import Diagnostics
from components.naming import Kind
from components.naming import name as azure_name
from components.network.private_endpoint import PrivateEndpoint
from components.storage.private_account import PrivateAccount


class StateStoreArgs(TypedDict):
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
    tags: Input[Mapping[str, str]]
    """Tags of account and endpoint."""


class StateStore(ComponentResource):
    """Zone-redundant storage account: no shared keys, no public endpoint, encrypted twice, protected from deletion.

    Each write of a state adds a version, which nobody can change or delete for 30 days; the policy is unlocked, so that
    an owner can still end it. Pulumi itself writes and deletes as before: a deleted blob leaves its versions.
    https://learn.microsoft.com/azure/storage/blobs/immutable-version-level-worm-policies
    """

    account_id: Output[str]
    """ARM id, known once the account has its private name."""
    backend_url: Output[str]
    """What `pulumi login` takes, known once the container is there."""

    def __init__(self, name: str, args: StateStoreArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:StateStore", name, {**args}, opts)
        account = PrivateAccount(
            name,
            {
                "account_name": azure_name(Kind.STORAGE_ACCOUNT, args["stem"]),
                "resource_group_name": args["resource_group_name"],
                "immutable_days": 30,
                "tags": args["tags"],
            },
            ResourceOptions(parent=self, protect=True),
        )
        service = storage.BlobServiceProperties(
            name,
            account_name=account.name,
            blob_services_name="default",
            resource_group_name=args["resource_group_name"],
            is_versioning_enabled=True,
            delete_retention_policy={"enabled": True, "days": 30},
            container_delete_retention_policy={"enabled": True, "days": 30},
            opts=ResourceOptions(parent=self),
        )
        container = storage.BlobContainer(
            name,
            container_name="state",
            account_name=account.name,
            resource_group_name=args["resource_group_name"],
            public_access=storage.PublicAccess.NONE,
            opts=ResourceOptions(parent=self, protect=True, depends_on=[service]),
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
                "role": "state",
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
        self.backend_url = Output.format("azblob://{0}?storage_account={1}", container.name, account.name)
        self.register_outputs({"accountId": self.account_id, "backendUrl": self.backend_url})
