"""What Azure refuses of registries, vaults and keys, beside its neighbour that it takes."""

from typing import Any

from tests.simulator.acts import (
    CLUSTER,
    REGISTRY,
    Act,
    Case,
    after,
    assignments,
    deleted,
    in_vault,
    other_group,
    plain_registry,
    policy,
    registry,
    revaulted,
    role_lost,
    updated,
    vault,
)
from tests.simulator.etcd_acts import closed_vault, etcd
from tests.simulator.service_acts import disks


def twice(*names: str) -> Act:
    """Create registries in two groups."""

    def act(platform: Any) -> None:
        other_group(platform)
        for group, name in zip(("rg", "other"), names, strict=True):
            plain_registry("Basic", registryName=name, resourceGroupName=group)(platform)

    return act


def walled(bypass: str) -> Act:
    """Create a registry whose key is in a vault with a closed firewall."""

    def act(platform: Any) -> object:
        closed_vault(platform, bypass)
        return registry()(platform)

    return act


def closing(platform: Any) -> object:
    """Assign the policy that closes registries' public endpoints."""
    definition = "/providers/Microsoft.Authorization/policyDefinitions/a3701552-92ea-433e-9d17-33b7f1208fc9"
    return platform.create(
        "authorization:PolicyAssignment",
        scope=str(platform.vault["id"]).split("/providers/")[0],
        policyAssignmentName="closing",
        policyDefinitionId=definition,
        identity={"type": "SystemAssigned"},
        location="westeurope",
    )


def passwords(*, on: bool) -> Act:
    """Ask for the passwords of a registry."""
    return after(
        plain_registry("Basic", adminUserEnabled=on),
        lambda platform: platform.invoke(
            "containerregistry:listRegistryCredentials", resourceGroupName="rg", registryName="plain"
        ),
    )


def new_key(*, allowed: bool) -> Act:
    """Make a key, maybe without a role on the vault."""

    def act(platform: Any) -> object:
        for arm_id in assignments(platform, platform.client.object_id) if not allowed else ():
            platform.delete("authorization:RoleAssignment", arm_id)
        return platform.create(
            "keyvault:Key", resourceGroupName="rg", vaultName="kv-platform", keyName="two", properties={"kty": "RSA"}
        )

    return act


def gone_key(platform: Any) -> object:
    return platform.delete("keyvault:Key", platform.key["id"])


def key_of(kind: str, encrypt: Act, *, used: bool) -> Act:
    """Delete the key that something is encrypted with, or was."""

    def act(platform: Any) -> object:
        encrypted: Any = encrypt(platform)
        if not used:
            platform.delete(kind, encrypted["id"])
        return gone_key(platform)

    return act


def unprotected_disks(*, protected: bool) -> Act:
    """Encrypt disks with a key of a vault that has no purge protection."""

    def act(platform: Any) -> object:
        with platform.opened() as world:
            body = world.get(platform.vault["id"])
            body["properties"]["enablePurgeProtection"] = protected
            world.put("azure-native:keyvault:Vault", body)
        return disks()(platform)

    return act


def policies(listed: str, own: str) -> Act:
    """Give principals an access policy, one in the vault and one of its own."""

    def act(platform: Any) -> object:
        vault("kv-policies", enableRbacAuthorization=False, accessPolicies=[policy(platform, listed)])(platform)
        return platform.create(
            "keyvault:AccessPolicy", resourceGroupName="rg", vaultName="kv-policies", policy=policy(platform, own)
        )

    return act


CASES: dict[str, Case] = {
    "name_is_not_kept": (
        "ConflictError",
        after(after(deleted("keyvault:Key", "key"), deleted("keyvault:Vault", "vault")), vault("KV-platform")),
        after(
            after(deleted("keyvault:Key", "key"), deleted("keyvault:Vault", "vault")),
            vault("kv-platform", createMode="recover"),
        ),
    ),
    "purge_protection_stays": ("BadRequest", revaulted(enablePurgeProtection=None), revaulted()),
    "retention_stays": (
        "BadRequest",
        revaulted(softDeleteRetentionInDays=30),
        revaulted(softDeleteRetentionInDays=90),
    ),
    "closing_needs_premium": (
        "DisablingPublicNetworkAccessNotSupported",
        plain_registry("Standard", publicNetworkAccess="Disabled"),
        plain_registry("Premium", publicNetworkAccess="Disabled"),
    ),
    "exports_need_public_access": (
        "BadRequest",
        plain_registry("Premium", policies={"exportPolicy": {"status": "disabled"}}),
        plain_registry("Premium", policies={"exportPolicy": {"status": "disabled"}}, publicNetworkAccess="Disabled"),
    ),
    "customer_key_stays": (
        "BadRequest",
        updated(REGISTRY, lambda p: p.registry_inputs(), lambda p: p.registry_inputs(encryption=None)),
        updated(REGISTRY, lambda p: p.registry_inputs(), lambda p: p.registry_inputs(tags={"a": "b"})),
    ),
    "customer_key_excludes_content_trust": (
        "BlockedForEncryptionEnabledRegistry",
        registry(policies={"trustPolicy": {"status": "enabled"}}),
        plain_registry("Premium", policies={"trustPolicy": {"status": "enabled"}}),
    ),
    "registry_key_is_usable": ("BadRequest", role_lost("images", registry()), registry()),
    "registry_key_is_usable[vault]": ("BadRequest", in_vault(protected=False), in_vault(protected=True)),
    "name_is_not_taken": (
        "VaultAlreadyExists",
        after(other_group, vault("KV-platform", group="other")),
        after(other_group, vault("kv-elsewhere", group="other")),
    ),
    "retention_is_in_bounds": (
        "BadRequest",
        vault("kv-new", softDeleteRetentionInDays=6),
        vault("kv-new", softDeleteRetentionInDays=7),
    ),
    "name_is_free": ("AlreadyInUse", twice("Plain", "plain"), twice("plain", "other")),
    "premium_features_need_premium": (
        "NetworkRuleNotSupported",
        plain_registry("Basic", networkRuleSet={"defaultAction": "Deny"}),
        plain_registry("Premium", networkRuleSet={"defaultAction": "Deny"}),
    ),
    "premium_features_need_premium[key]": (
        "BadRequest",
        registry(sku={"name": "Standard"}, publicNetworkAccess="Enabled", policies=None),
        registry(sku={"name": "Premium"}, publicNetworkAccess="Enabled", policies=None),
    ),
    "registry_key_is_usable[type]": ("BadRequest", in_vault(kty="EC"), in_vault(kty="RSA-HSM")),
    "registry_key_is_usable[firewall]": ("BadRequest", walled("None"), walled("AzureServices")),
    "no_policy_modifies_it": (
        "BadRequest",
        after(closing, registry(publicNetworkAccess="Enabled")),
        after(closing, registry(publicNetworkAccess="Disabled")),
    ),
    "admin_user_is_on": ("UnAuthorizedForCredentialOperations", passwords(on=False), passwords(on=True)),
    "deployer_may_make_keys": ("ForbiddenByRbac", new_key(allowed=False), new_key(allowed=True)),
    "deployer_reaches_the_vault": ("Forbidden", after(closed_vault, gone_key), gone_key),
    "key_is_not_in_use": (
        "KeyInUse",
        key_of(REGISTRY, registry(), used=True),
        key_of(REGISTRY, registry(), used=False),
    ),
    "key_is_not_in_use[disks]": (
        "KeyInUse",
        key_of("compute:DiskEncryptionSet", disks(), used=True),
        key_of("compute:DiskEncryptionSet", disks(), used=False),
    ),
    "key_is_not_in_use[etcd]": (
        "KeyInUse",
        key_of(CLUSTER, etcd(), used=True),
        key_of(CLUSTER, etcd(), used=False),
    ),
    "principal_has_one_policy": ("", policies("one", "one"), policies("one", "two")),
    "disk_key_is_safe": ("KeyVaultKeyNotFound", disks(key="https://elsewhere/keys/none"), disks()),
    "disk_key_is_safe[vault]": (
        "KeyVaultSoftDeleteAndPurgeProtectionNotEnabled",
        unprotected_disks(protected=False),
        unprotected_disks(protected=True),
    ),
}
