"""Images come from one place, which only signed-in identities reach, privately, encrypted with our own key."""

from collections.abc import Mapping
from typing import Any, NotRequired, TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import containerregistry as acr
from pulumi_azure_native import resources
from pydantic.alias_generators import to_camel

from components.identity.identity import Identity
from components.identity.role_grant import RoleGrant
from components.identity.roles import Role
from components.monitoring.diagnostics import Diagnostics
from components.naming import Kind
from components.naming import name as azure_name
from components.registry.access import RegistryAccess
from components.versions import REGISTRY

ACRONYMS = {"azure_ad_authentication_as_arm_policy": "azureADAuthenticationAsArmPolicy"}
"""What the SDK calls otherwise than Azure, beyond underscores."""
RETENTION: acr.RetentionPolicyArgsDict = {"status": acr.PolicyStatus.ENABLED, "days": 7}


class RegistryArgs(TypedDict):
    """What a registry needs from its caller."""

    stem: str
    """What all names of the stack have in common."""
    resource_group_name: Input[str]
    """Resource group that owns the registry."""
    subscription_id: Input[str]
    """Subscription of registry and vault."""
    vault_id: Input[str]
    """ARM id of the vault that keeps the encryption key."""
    key_uri: Input[str]
    """The encryption key, without a version."""
    workspace_id: Input[str]
    """ARM id of the workspace for the registry's logs."""
    access: NotRequired[RegistryAccess]
    """Whether it grants as a whole, as it does where this is not given, or by repository."""
    soft_delete: bool
    """Whether deleted images can be had back for a month; otherwise untagged ones go after a week, with abac always."""
    replica_regions: list[str]
    """Other regions that keep a copy."""
    protect_data: bool
    """Whether Pulumi refuses to delete the registry."""
    tags: Input[Mapping[str, str]]
    """Tags of registry, copies and identity."""


class Registry(ComponentResource):
    """Premium registry: no admin user, no anonymous pull, no public endpoint, no export, customer-managed key.

    Each network that uses it has a private endpoint of its own. It takes registry tokens only, not those for Azure
    Resource Manager, and spreads over zones and, where asked, regions. Trusted services pass its firewall, or Defender
    could not scan the images.

    The SDK's class does not know the mode in which roles hold by repository, so then it is the generic resource.
    """

    registry_id: Output[str]
    """ARM id, for role assignments."""
    replicated_id: Output[str]
    """ARM id, known once every copy exists: a private endpoint has the addresses of those it finds when it is made."""
    registry_name: Output[str]
    """Name in Azure."""
    login_server: Output[str]
    """Host name that prefixes every image, known already at the first preview."""

    def __init__(self, name: str, args: RegistryArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:Registry", name, {**args}, opts)
        identity = Identity(
            name,
            {
                "stem": args["stem"],
                "role": "registry",
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
                "reason": "The registry encrypts images with its key in this vault.",
            },
            ResourceOptions(parent=self),
        )
        self._access = RegistryAccess(args.get("access", RegistryAccess.TOKENS))
        make = _by_class if self._access is RegistryAccess.TOKENS else _by_resource
        registry = make(
            name,
            args,
            identity,
            ResourceOptions(parent=self, depends_on=[key_access], protect=args["protect_data"]),
        )
        Diagnostics(
            name,
            {
                "resource_id": registry.id,
                "workspace_id": args["workspace_id"],
                "categories": ["ContainerRegistryLoginEvents", "ContainerRegistryRepositoryEvents"],
            },
            ResourceOptions(parent=self),
        )
        replicas = [
            acr.Replication(
                f"{name}-{region}",
                replication_name=region,
                registry_name=registry.name,
                resource_group_name=args["resource_group_name"],
                location=region,
                region_endpoint_enabled=True,
                zone_redundancy=acr.ZoneRedundancy.ENABLED,
                tags=args["tags"],
                opts=ResourceOptions(parent=self),
            )
            for region in args["replica_regions"]
        ]
        self.registry_id = registry.id
        self.replicated_id = Output.all(registry.id, *(one.id for one in replicas)).apply(lambda ids: str(ids[0]))
        self.registry_name = registry.name
        # Known before the registry is: neither version of the API puts a label into the name of the host.
        self.login_server = Output.from_input(f"{azure_name(Kind.REGISTRY, args['stem'])}.azurecr.io")
        self.register_outputs(
            {
                "registryId": self.registry_id,
                "replicatedId": self.replicated_id,
                "registryName": self.registry_name,
                "loginServer": self.login_server,
            }
        )

    @property
    def pull_role(self) -> Role:
        """What lets an identity pull from it."""
        return self._access.pull


def _by_class(name: str, args: RegistryArgs, identity: Identity, opts: ResourceOptions) -> acr.Registry:
    return acr.Registry(
        name,
        registry_name=azure_name(Kind.REGISTRY, args["stem"]),
        resource_group_name=args["resource_group_name"],
        sku={"name": acr.SkuName.PREMIUM},
        identity={
            "type": acr.ResourceIdentityType.USER_ASSIGNED,
            "user_assigned_identities": identity.id.apply(lambda identity_id: {identity_id: {}}),
        },
        tags=args["tags"],
        opts=opts,
        **_hardening(args, identity, _one_cleanup(soft_delete=args["soft_delete"])),
    )


def _by_resource(name: str, args: RegistryArgs, identity: Identity, opts: ResourceOptions) -> resources.Resource:
    properties = _hardening(args, identity, {"retention_policy": RETENTION})
    return resources.Resource(
        name,
        api_version=REGISTRY.value,
        resource_provider_namespace="Microsoft.ContainerRegistry",
        parent_resource_path="",
        resource_type="registries",
        resource_name_=azure_name(Kind.REGISTRY, args["stem"]),
        resource_group_name=args["resource_group_name"],
        sku={"name": acr.SkuName.PREMIUM},
        identity={
            "type": resources.ResourceIdentityType.USER_ASSIGNED,
            "user_assigned_identities": [identity.id],
        },
        properties={**_in_arm(properties), "roleAssignmentMode": "AbacRepositoryPermissions"},
        tags=args["tags"],
        opts=opts,
    )


def _hardening(args: RegistryArgs, identity: Identity, cleanup: acr.PoliciesArgsDict) -> dict[str, Any]:
    """Return what every registry has, by the SDK's names."""
    return {
        "encryption": {
            "status": acr.EncryptionStatus.ENABLED,
            "key_vault_properties": {"identity": identity.client_id, "key_identifier": args["key_uri"]},
        },
        "admin_user_enabled": False,
        "anonymous_pull_enabled": False,
        "public_network_access": acr.PublicNetworkAccess.DISABLED,
        "network_rule_set": {"default_action": acr.DefaultAction.DENY},
        # https://learn.microsoft.com/azure/container-registry/allow-access-trusted-services: vulnerability scans
        # of Microsoft Defender for Cloud.
        "network_rule_bypass_options": acr.NetworkRuleBypassOptions.AZURE_SERVICES,
        "data_endpoint_enabled": True,
        "zone_redundancy": acr.ZoneRedundancy.ENABLED,
        "policies": {
            "azure_ad_authentication_as_arm_policy": {"status": acr.AzureADAuthenticationAsArmPolicyStatus.DISABLED},
            "export_policy": {"status": acr.ExportPolicyStatus.DISABLED},
            **cleanup,
        },
    }


def _one_cleanup(*, soft_delete: bool) -> acr.PoliciesArgsDict:
    """Return one policy on and the other off; Azure refuses both.

    See https://learn.microsoft.com/azure/container-registry/container-registry-soft-delete-policy.
    """
    on, off = acr.PolicyStatus.ENABLED, acr.PolicyStatus.DISABLED
    return {
        "retention_policy": {**RETENTION, "status": off if soft_delete else on},
        "soft_delete_policy": {"status": on if soft_delete else off, "retention_days": 30},
    }


def _in_arm(value: Any) -> Any:
    """Return a value with Azure's own names, which the SDK translates for classes but not for the generic resource."""
    if not isinstance(value, dict):
        return value
    return {ACRONYMS.get(key) or to_camel(key): _in_arm(one) for key, one in value.items()}
