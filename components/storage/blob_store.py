"""Blobs open to identities only, from inside the network only, and can be had back after a hasty deletion."""

from collections.abc import Mapping
from typing import NotRequired, TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import storage

from components.monitoring.diagnostics import Diagnostics
from components.network.private_endpoint import PrivateEndpoint


class BlobStoreArgs(TypedDict):
    """What a store needs from its caller."""

    account_name: str
    """Name of the account, unique in the world."""
    role: str
    """What the endpoint is for; its name says so."""
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
    container_name: NotRequired[str]
    """Name of the one container; without it, who writes makes its own."""
    days: int
    """Days in which what is deleted or overwritten can be had back."""
    immutable: NotRequired[bool]
    """Whether each write adds a version, which nobody changes or deletes in these days."""
    protect_data: bool
    """Whether Pulumi refuses to delete the account and its container."""
    tags: Input[Mapping[str, str]]
    """Tags of account and endpoint."""


class BlobStore(ComponentResource):
    """Zone-redundant account: no shared keys, no public endpoint but for Azure's trusted services, encrypted twice.

    Of the trusted services, Network Watcher writes here and a backup vault reads, also past a closed endpoint:
    https://learn.microsoft.com/azure/storage/common/storage-network-security-trusted-azure-services. What is deleted
    or overwritten can be had back: https://learn.microsoft.com/azure/storage/blobs/soft-delete-blob-overview.
    The policy of immutability is unlocked, so an owner can still end it:
    https://learn.microsoft.com/azure/storage/blobs/immutable-version-level-worm-policies
    """

    account_id: Output[str]
    """ARM id, known once the account has its private name."""
    account_name: Output[str]
    """Name of the account."""
    container_name: Output[str]
    """Name of the container, known once what is deleted from it can be had back; empty where there is none."""

    def __init__(self, name: str, args: BlobStoreArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:BlobStore", name, {**args}, opts)
        immutable = args.get("immutable", False)
        kept: storage.DeleteRetentionPolicyArgsDict = {"enabled": True, "days": args["days"]}
        account = self._account(name, args)
        service = storage.BlobServiceProperties(
            name,
            account_name=account.name,
            blob_services_name="default",
            resource_group_name=args["resource_group_name"],
            is_versioning_enabled=True if immutable else None,
            delete_retention_policy=kept,
            container_delete_retention_policy=kept,
            opts=ResourceOptions(parent=self),
        )
        self.container_name = Output.from_input("")
        if container_name := args.get("container_name"):
            self.container_name = storage.BlobContainer(
                name,
                container_name=container_name,
                account_name=account.name,
                resource_group_name=args["resource_group_name"],
                public_access=storage.PublicAccess.NONE,
                opts=ResourceOptions(parent=self, protect=args["protect_data"], depends_on=[service]),
            ).name
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
                "role": args["role"],
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
        self.register_outputs(
            {
                "accountId": self.account_id,
                "accountName": self.account_name,
                "containerName": self.container_name,
            }
        )

    def _account(self, name: str, args: BlobStoreArgs) -> storage.StorageAccount:
        return storage.StorageAccount(
            name,
            account_name=args["account_name"],
            resource_group_name=args["resource_group_name"],
            kind=storage.Kind.STORAGE_V2,
            sku={"name": storage.SkuName.STANDARD_ZRS},
            access_tier=storage.AccessTier.HOT,
            allow_blob_public_access=False,
            allow_cross_tenant_replication=False,
            allow_shared_key_access=False,
            allowed_copy_scope=storage.AllowedCopyScope.AAD,
            default_to_o_auth_authentication=True,
            enable_https_traffic_only=True,
            is_local_user_enabled=False,
            minimum_tls_version=storage.MinimumTlsVersion.TLS1_2,
            encryption={
                "key_source": storage.KeySource.MICROSOFT_STORAGE,
                "require_infrastructure_encryption": True,
                "services": {"blob": {"enabled": True, "key_type": storage.KeyType.ACCOUNT}},
            },
            public_network_access=storage.PublicNetworkAccess.DISABLED,
            network_rule_set={
                "default_action": storage.DefaultAction.DENY,
                "bypass": storage.Bypass.AZURE_SERVICES,
            },
            sas_policy={"expiration_action": storage.ExpirationAction.BLOCK, "sas_expiration_period": "1.00:00:00"},
            immutable_storage_with_versioning=_immutable(args["days"]) if args.get("immutable") else None,
            tags=args["tags"],
            opts=ResourceOptions(parent=self, protect=args["protect_data"]),
        )


def _immutable(days: int) -> storage.ImmutableStorageAccountArgsDict:
    return {
        "enabled": True,
        "immutability_policy": {
            "immutability_period_since_creation_in_days": days,
            "state": storage.AccountImmutabilityPolicyState.UNLOCKED,
            "allow_protected_append_writes": False,
        },
    }
