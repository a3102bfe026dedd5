"""Where all other stacks keep their state and the key of their secrets: a store, a vault, who may use them, locks."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pulumi
from pulumi import ResourceOptions
from pulumi_azure_native import authorization, resources

from components.governance.locks import Locks
from components.keys.encryption_key import EncryptionKey, KeyUse
from components.keys.key_vault import KeyVault, VaultUse
from components.naming import Kind, name, stem
from components.regions import SHORT_NAMES, normalize
from components.state.state_access import StateAccess
from components.storage.blob_store import BlobStore

config = pulumi.Config()
location = pulumi.Config("azure-native").require("location")
names = stem(config.require("workload"), "state", SHORT_NAMES[normalize(location)], config.require("nameSuffix"))
tags: dict[str, str] = config.require_object("tags")
deployer = authorization.get_client_config_output()

group = resources.ResourceGroup("state", resource_group_name=name(Kind.RESOURCE_GROUP, names), tags=tags)
store = BlobStore(
    "state",
    {
        "account_name": name(Kind.STORAGE_ACCOUNT, names),
        "role": "state",
        "container_name": "state",
        "days": 30,
        # Pulumi itself writes and deletes as before: a deleted blob leaves its versions.
        "immutable": True,
        "protect_data": True,
        "stem": names,
        "resource_group_name": group.name,
        "subnet_id": config.require("subnetId"),
        "zone_id": config.require("blobZoneId"),
        "workspace_id": config.require("workspaceId"),
        "tags": tags,
    },
)
vault = KeyVault(
    "vault",
    {
        "use": VaultUse.PLATFORM,
        "stem": names,
        "resource_group_name": group.name,
        "subscription_id": deployer.subscription_id,
        "tenant_id": deployer.tenant_id,
        "deployer_id": deployer.object_id,
        "deployer_type": config.require("deployerType"),
        "subnet_id": config.require("subnetId"),
        "zone_id": config.require("vaultZoneId"),
        "workspace_id": config.require("workspaceId"),
        "action_group_ids": config.require_object("actionGroupIds"),
        "protect_data": True,
        "tags": tags,
    },
)
key = EncryptionKey(
    "secrets",
    {
        # Pulumi encrypts with it directly.
        "use": KeyUse.ENCRYPT,
        "key_name": "pulumi",
        "vault_name": vault.vault_name,
        "resource_group_name": group.name,
        "protect_data": True,
    },
    ResourceOptions(depends_on=vault.writable),
)
access = StateAccess(
    "access",
    {
        "subscription_id": deployer.subscription_id,
        "account_id": store.account_id,
        "vault_id": vault.vault_id,
        "operators": config.require("operators"),
        "readers": config.get("readers") or "",
        "pipelines": config.require_object("pipelines"),
        "previews": config.require_object("previews"),
    },
)
Locks(
    "locks",
    {"scopes": {"state": store.account_id, "vault": vault.vault_id}},
    ResourceOptions(depends_on=[store, vault, key, access]),
)

backend = pulumi.Output.format("azblob://{0}?storage_account={1}", store.container_name, store.account_name)
pulumi.export("login", pulumi.Output.format("pulumi login '{0}'", backend))
# With a version: Pulumi notes none by itself, and the newest opens nothing that an older one has closed.
pulumi.export(
    "secrets_provider",
    key.key_version_uri.apply(lambda uri: f"--secrets-provider {uri.replace('https://', 'azurekeyvault://', 1)}"),
)
