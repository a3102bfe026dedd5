"""Disks of nodes and of workloads are encrypted twice: by the platform, and with our own key."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import compute

from components.identity.identity import Identity
from components.identity.role_grant import RoleGrant
from components.identity.roles import Role
from components.naming import Kind
from components.naming import name as azure_name


class DiskEncryptionArgs(TypedDict):
    """What the encryption needs from its caller."""

    stem: str
    """What all names of the stack have in common."""
    resource_group_name: Input[str]
    """Resource group that owns the set."""
    subscription_id: Input[str]
    """Subscription of set and vault."""
    vault_id: Input[str]
    """ARM id of the vault that keeps the key."""
    key_version_uri: Input[str]
    """The key to start with; the set moves on to newer versions by itself."""
    protect_data: bool
    """Whether Pulumi refuses to delete the set."""
    tags: Input[Mapping[str, str]]
    """Tags of set and identity."""


class DiskEncryption(ComponentResource):
    """Disk encryption set: platform key and our key, follows the key's rotation, an identity with one role of its own.

    An ephemeral disk keeps the version it was made with until its node is replaced, which the weekly node images do;
    a version outlives its rotation by half a year:
    https://learn.microsoft.com/azure/aks/azure-disk-customer-managed-keys#limitations.
    """

    set_id: Output[str]
    """ARM id, for clusters and storage classes."""

    def __init__(self, name: str, args: DiskEncryptionArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:DiskEncryption", name, {**args}, opts)
        identity = Identity(
            name,
            {
                "stem": args["stem"],
                "role": "disks",
                "resource_group_name": args["resource_group_name"],
                "tags": args["tags"],
            },
            ResourceOptions(parent=self),
        )
        key_access = RoleGrant(
            f"{name}-key",
            {
                "subscription_id": args["subscription_id"],
                "principal_id": identity.principal_id,
                "role": Role.KEY_VAULT_CRYPTO_SERVICE_ENCRYPTION_USER,
                "scope": args["vault_id"],
                "reason": "Disks are encrypted with a key of this vault.",
            },
            ResourceOptions(parent=self),
        )
        encryption_set = compute.DiskEncryptionSet(
            name,
            disk_encryption_set_name=azure_name(Kind.DISK_ENCRYPTION_SET, args["stem"]),
            resource_group_name=args["resource_group_name"],
            encryption_type=compute.DiskEncryptionSetType.ENCRYPTION_AT_REST_WITH_PLATFORM_AND_CUSTOMER_KEYS,
            identity={
                "type": compute.DiskEncryptionSetIdentityType.USER_ASSIGNED,
                "user_assigned_identities": [identity.id],
            },
            active_key={"key_url": args["key_version_uri"], "source_vault": {"id": args["vault_id"]}},
            rotation_to_latest_key_version_enabled=True,
            tags=args["tags"],
            opts=ResourceOptions(
                parent=self,
                depends_on=[key_access],
                protect=args["protect_data"],
                # The set follows the key's rotation; the version the stack last saw is not what it uses now.
                ignore_changes=["activeKey.keyUrl"],
            ),
        )
        self.set_id = encryption_set.id
        self.register_outputs({"setId": self.set_id})
