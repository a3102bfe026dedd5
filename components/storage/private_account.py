"""Storage opens to identities only, from inside the network only."""

from collections.abc import Mapping
from typing import NotRequired, TypedDict

from pulumi import Input, ResourceOptions
from pulumi_azure_native import storage


class PrivateAccountArgs(TypedDict):
    """What an account needs from its caller."""

    account_name: str
    """Name, unique in the world."""
    resource_group_name: Input[str]
    """Resource group that owns the account."""
    immutable_days: NotRequired[int]
    """Days in which nobody changes or deletes a version of a blob; without it Azure keeps no versions."""
    tags: Input[Mapping[str, str]]
    """Tags of the account."""


class PrivateAccount(storage.StorageAccount):
    """Zone-redundant account: no shared keys, no public endpoint but for Azure's trusted services, encrypted twice.

    Immutability turns versions on; its policy is unlocked, so an owner can still end it:
    https://learn.microsoft.com/azure/storage/blobs/immutable-version-level-worm-policies
    """

    def __init__(self, name: str, args: PrivateAccountArgs, opts: ResourceOptions | None = None) -> None:
        days = args.get("immutable_days")
        super().__init__(
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
            immutable_storage_with_versioning={
                "enabled": True,
                "immutability_policy": {
                    "immutability_period_since_creation_in_days": days,
                    "state": storage.AccountImmutabilityPolicyState.UNLOCKED,
                    "allow_protected_append_writes": False,
                },
            }
            if days
            else None,
            tags=args["tags"],
            opts=opts,
        )
