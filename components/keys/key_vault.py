"""Keys and secrets lie where only named identities reach them, and where nobody can destroy them for good.

The platform's keys and the applications' secrets have a vault each: who may read the one has no way into the other.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import keyvault

from components.identity.role_grant import RoleGrant
from components.identity.roles import Role
from components.keys.expiry_notice import ExpiryNotice
from components.monitoring.diagnostics import Diagnostics
from components.naming import Kind
from components.naming import name as azure_name
from components.network.private_endpoint import PrivateEndpoint


class VaultUse(StrEnum):
    """What a vault is for."""

    PLATFORM = "platform"
    """Keys that encrypt the platform's own data."""
    APPLICATIONS = "applications"
    """Secrets and certificates of workloads."""


class KeyVaultArgs(TypedDict):
    """What a vault needs from its caller."""

    use: VaultUse
    """What the vault is for; it holds nothing else."""
    stem: str
    """What all names of the stack have in common."""
    resource_group_name: Input[str]
    """Resource group that owns the vault."""
    subscription_id: Input[str]
    """Subscription of the vault."""
    tenant_id: Input[str]
    """Entra tenant whose identities may be granted access."""
    deployer_id: Input[str]
    """Object id of who runs the deployment and makes the platform's keys."""
    deployer_type: Input[str]
    """ServicePrincipal, Group or User."""
    subnet_id: Input[str]
    """ARM id of the subnet of the private endpoint."""
    zone_id: Input[str]
    """ARM id of the private zone of vaults."""
    workspace_id: Input[str]
    """ARM id of the workspace for the vault's logs."""
    action_group_ids: Sequence[Input[str]]
    """ARM ids of who is told that something expires."""
    protect_data: bool
    """Whether Pulumi refuses to delete the vault."""
    tags: Input[Mapping[str, str]]
    """Tags of vault and endpoint."""


class KeyVault(ComponentResource):
    """Premium vault: roles instead of access policies, no public access, 90 days of purge protection, all use logged.

    What is about to expire raises an alert. Trusted Azure services pass its firewall, since registry and disks unwrap
    their keys from outside the network; a role is asked of them all the same. The deployment has a role on the
    platform's vault only.
    """

    vault_id: Output[str]
    """ARM id, for role assignments."""
    reached_vault_id: Output[str]
    """ARM id, known once the vault is reached from this network."""
    vault_name: Output[str]
    """Name, for the keys in it."""

    def __init__(self, name: str, args: KeyVaultArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:KeyVault", name, {**args}, opts)
        vault = keyvault.Vault(
            name,
            vault_name=azure_name(_KINDS[args["use"]], args["stem"]),
            resource_group_name=args["resource_group_name"],
            properties={
                "sku": {"family": keyvault.SkuFamily.A, "name": keyvault.SkuName.PREMIUM},
                "tenant_id": args["tenant_id"],
                "enable_rbac_authorization": True,
                "enable_soft_delete": True,
                "soft_delete_retention_in_days": 90,
                "enable_purge_protection": True,
                "enabled_for_deployment": False,
                "enabled_for_disk_encryption": False,
                "enabled_for_template_deployment": False,
                "public_network_access": "Disabled",
                "network_acls": {
                    "default_action": keyvault.NetworkRuleAction.DENY,
                    "bypass": keyvault.NetworkRuleBypassOptions.AZURE_SERVICES,
                },
            },
            tags=args["tags"],
            opts=ResourceOptions(parent=self, protect=args["protect_data"]),
        )
        Diagnostics(
            name,
            {
                "resource_id": vault.id,
                "workspace_id": args["workspace_id"],
                "categories": ["AuditEvent", "AzurePolicyEvaluationDetails"],
            },
            ResourceOptions(parent=self),
        )
        door = PrivateEndpoint(
            name,
            {
                "stem": args["stem"],
                "role": _ROLES[args["use"]],
                "resource_group_name": args["resource_group_name"],
                "resource_id": vault.id,
                "group_id": "vault",
                "subnet_id": args["subnet_id"],
                "zone_id": args["zone_id"],
                "tags": args["tags"],
            },
            ResourceOptions(parent=self),
        )
        ExpiryNotice(
            f"{name}-expiry",
            {
                "stem": args["stem"],
                "role": _ROLES[args["use"]],
                "resource_group_name": args["resource_group_name"],
                "vault_id": vault.id,
                "action_group_ids": args["action_group_ids"],
                "workspace_id": args["workspace_id"],
                "tags": args["tags"],
            },
            ResourceOptions(parent=self),
        )
        # What a key waits for: the deployment's role. Resource Manager makes keys, so none waits for an endpoint.
        self.writable: list[RoleGrant] = []
        if args["use"] is VaultUse.PLATFORM:
            access = RoleGrant(
                f"{name}-deployer",
                {
                    "subscription_id": args["subscription_id"],
                    "principal_id": args["deployer_id"],
                    "principal_type": args["deployer_type"],
                    "role": Role.KEY_VAULT_CRYPTO_OFFICER,
                    "scope": vault.id,
                    "reason": "The deployment makes the keys of the platform.",
                },
                ResourceOptions(parent=self),
            )
            self.writable = [access]
        self.vault_id = vault.id
        self.reached_vault_id = Output.all(vault.id, door.endpoint_id).apply(lambda ids: str(ids[0]))
        self.vault_name = vault.name
        self.register_outputs(
            {"vaultId": self.vault_id, "reachedVaultId": self.reached_vault_id, "vaultName": self.vault_name}
        )


_KINDS = {VaultUse.PLATFORM: Kind.KEY_VAULT, VaultUse.APPLICATIONS: Kind.APPLICATION_VAULT}
_ROLES = {VaultUse.PLATFORM: "vault", VaultUse.APPLICATIONS: "application-vault"}
