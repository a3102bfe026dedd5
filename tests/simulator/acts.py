"""What a test does to a platform in the simulated Azure: each returns an act, to be done later."""

from collections.abc import Callable, Sequence
from typing import Any

from simulator.azure import roles
from simulator.azure.catalog import modelled_resources

Act = Callable[[Any], object]
Case = tuple[str, Act, Act]
"""The code, what is refused with it, and what is accepted."""

CLUSTER, POOL, REGISTRY = (
    "containerservice:ManagedCluster",
    "containerservice:AgentPool",
    "containerregistry:Registry",
)
GROUP = {"resourceGroupName": "rg", "location": "westeurope"}


def cluster(*names: str, **inputs: Any) -> Act:
    """Create a cluster that lacks the named inputs and has the given ones."""

    def act(platform: Any) -> object:
        wanted = platform.cluster_inputs(inputs.get("network"), inputs.get("pool"))
        wanted.update({key: value for key, value in inputs.items() if key not in ("network", "pool")})
        return platform.create(CLUSTER, **{key: value for key, value in wanted.items() if key not in names})

    return act


def registry(**inputs: Any) -> Act:
    return lambda platform: platform.create(REGISTRY, **platform.registry_inputs(**inputs))


def plain_registry(sku: str, **inputs: Any) -> Act:
    return lambda platform: platform.create(
        REGISTRY, **{**GROUP, "registryName": "plain", "sku": {"name": sku}, **inputs}
    )


def created(kind: str, **inputs: Any) -> Act:
    return lambda platform: platform.create(kind, **inputs)


def template(*resources: Any) -> dict[str, Any]:
    """Return the properties of a deployment whose template lists resources."""
    return {"mode": "Incremental", "template": {"resources": list(resources)}}


def deployed(*resources: Any) -> Act:
    """Deploy a template to the subscription."""
    return created(
        "resources:DeploymentAtSubscriptionScope",
        deploymentName="d",
        location="westeurope",
        properties=template(*resources),
    )


def planned(name: str, tier: str = "Standard", after: str = "") -> dict[str, Any]:
    """Return a template's plan of Defender, perhaps one that waits for another."""
    plan = {"type": "Microsoft.Security/pricings", "name": name, "properties": {"pricingTier": tier}}
    return plan | (
        {"dependsOn": [f"[subscriptionResourceId('Microsoft.Security/pricings', '{after}')]"]} if after else {}
    )


def subnet(name: str, prefix: str) -> Act:
    return lambda platform: platform.subnet(name, prefix)


def vault(name: str, group: str = "rg", **properties: Any) -> Act:
    return lambda platform: platform.create(
        "keyvault:Vault", **{**platform.vault_inputs(name, **properties), "resourceGroupName": group}
    )


def policy(platform: Any, principal: str, keys: Sequence[str] = ("get",)) -> dict[str, Any]:
    """Return an access policy of a vault."""
    return {"tenantId": platform.client.tenant_id, "objectId": principal, "permissions": {"keys": list(keys)}}


def after(first: Act, then: Act) -> Act:
    """Act twice."""

    def act(platform: Any) -> object:
        first(platform)
        return then(platform)

    return act


def deleted(kind: str, place: str) -> Act:
    return lambda platform: platform.delete(kind, getattr(platform, place)["id"])


def role_lost(place: str, act: Act) -> Act:
    """Act when an identity has no role any more."""

    def without(platform: Any) -> object:
        with_role = getattr(platform, place)["principalId"]
        for arm_id in assignments(platform, with_role):
            platform.delete("authorization:RoleAssignment", arm_id)
        return act(platform)

    return without


def assignments(platform: Any, principal: str) -> list[str]:
    with platform.opened() as world:
        every = world.under("", "azure-native:authorization:RoleAssignment")
        return [one["id"] for one in every if one["principalId"] == principal]


def granted(name: str, principal: str) -> Act:
    return lambda platform: platform.create(
        "authorization:RoleAssignment",
        scope=platform.network["id"],
        roleAssignmentName=name,
        principalId=principal,
        principalType="User",
        roleDefinitionId=f"/subscriptions/x/providers/Microsoft.Authorization/roleDefinitions/{roles.Role.READER}",
    )


GUIDS = [f"{digit * 8}-{digit * 4}-4{digit * 3}-8{digit * 3}-{digit * 12}" for digit in "5678"]


def rule(name: str, priority: int) -> Act:
    return created(
        "network:SecurityRule",
        resourceGroupName="rg",
        networkSecurityGroupName="nsg",
        securityRuleName=name,
        direction="Inbound",
        access="Deny",
        protocol="*",
        priority=priority,
    )


nsg = created("network:NetworkSecurityGroup", networkSecurityGroupName="nsg", **GROUP)


def endpoint(groups: list[str], target: str = "vault") -> Act:
    def act(platform: Any) -> object:
        found = platform.vault if target == "vault" else platform.read(REGISTRY, target_id(platform))
        connection = {"name": "one", "privateLinkServiceId": found["id"], "groupIds": groups}
        return platform.create(
            "network:PrivateEndpoint",
            privateEndpointName="pe",
            subnet={"id": platform.endpoints["id"]},
            privateLinkServiceConnections=[connection],
            **GROUP,
        )

    return act


def target_id(platform: Any) -> str:
    resource = modelled_resources()[f"azure-native:{REGISTRY}"]
    return resource.id_of({"resourceGroupName": "rg", "registryName": "plain"}, platform.client)


def zone(name: str, location: str = "global", group: str = "rg") -> Act:
    return created("privatedns:PrivateZone", resourceGroupName=group, privateZoneName=name, location=location)


def link(zone_name: str, group: str = "rg") -> Act:
    return lambda platform: platform.create(
        "privatedns:VirtualNetworkLink",
        resourceGroupName=group,
        privateZoneName=zone_name,
        virtualNetworkLinkName="link",
        virtualNetwork={"id": platform.network["id"]},
        location="global",
    )


other_group = created("resources:ResourceGroup", resourceGroupName="other", location="westeurope")


def credential(name: str, subject: str, audiences: Sequence[str] = ("api://AzureADTokenExchange",)) -> Act:
    return created(
        "managedidentity:FederatedIdentityCredential",
        resourceGroupName="rg",
        resourceName="id-kubelet",
        federatedIdentityCredentialResourceName=name,
        issuer="https://issuer/",
        subject=subject,
        audiences=[*audiences],
    )


def updated(kind: str, first: Callable[[Any], dict[str, Any]], then: Callable[[Any], dict[str, Any]]) -> Act:
    def act(platform: Any) -> object:
        arm_id = platform.create(kind, **first(platform))["id"]
        return platform.update(kind, arm_id, **then(platform))

    return act


def network_space(prefix: str) -> Act:
    return lambda platform: platform.update(
        "network:VirtualNetwork",
        platform.network["id"],
        virtualNetworkName="vnet",
        addressSpace={"addressPrefixes": [prefix]},
        **GROUP,
    )


def protecting(kind: str, name_input: str, reference: str) -> tuple[Act, Act]:
    """Delete what a subnet refers to, and what it does not refer to."""

    def act(platform: Any, *, used: bool) -> object:
        body = platform.create(kind, **{name_input: "one", **GROUP})
        more = {reference: {"id": body["id"]}} if used else {}
        platform.subnet("guarded", "10.10.6.0/24", **more)
        return platform.delete(kind, body["id"])

    return (lambda platform: act(platform, used=True)), (lambda platform: act(platform, used=False))


def address(*, used: bool) -> Act:
    def act(platform: Any) -> object:
        body = platform.create("network:PublicIPAddress", publicIpAddressName="ip", sku={"name": "Standard"}, **GROUP)
        listed = [{"id": body["id"]}] if used else []
        platform.create("network:NatGateway", natGatewayName="nat", publicIpAddresses=listed, **GROUP)
        return platform.delete("network:PublicIPAddress", body["id"])

    return act


def in_vault(*, protected: bool = True, kty: str = "RSA") -> Act:
    """Create a registry with a key from another vault."""

    def act(platform: Any) -> object:
        inputs = platform.vault_inputs("kv-other")
        if not protected:
            del inputs["properties"]["enablePurgeProtection"]
        other = platform.create("keyvault:Vault", **inputs)
        platform.grant({"principalId": platform.client.object_id}, roles.Role.KEY_VAULT_CRYPTO_OFFICER, other["id"])
        key = platform.create(
            "keyvault:Key", resourceGroupName="rg", vaultName="kv-other", keyName="one", properties={"kty": kty}
        )
        platform.grant(platform.images, roles.Role.KEY_VAULT_CRYPTO_USER, key["id"])
        properties = {"identity": platform.images["clientId"], "keyIdentifier": key["keyUriWithVersion"]}
        return registry(encryption={"status": "enabled", "keyVaultProperties": properties})(platform)

    return act


def revaulted(**properties: Any) -> Act:
    return updated(
        "keyvault:Vault", lambda p: p.vault_inputs("kv-new"), lambda p: p.vault_inputs("kv-new", **properties)
    )


def nsg_id(platform: Any) -> str:
    return str(platform.network["id"]).replace("virtualNetworks/vnet", "networkSecurityGroups/nsg")
