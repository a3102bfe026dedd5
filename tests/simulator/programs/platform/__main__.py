"""A registry with a key of its own, and a cluster; the setting `careless` leaves out the wait for a role."""

import os
import signal

import pulumi
from pulumi_azure_native import authorization, containerregistry, containerservice, keyvault, managedidentity, network
from pulumi_azure_native import resources as arm

signal.signal(signal.SIGINT, lambda *_: os._exit(1))

config = pulumi.Config()
careless = config.get_bool("careless") or False
nodes = config.get_int("nodes") or 1
size = config.get("size") or "Standard_D4s_v5"
tables = config.get_int("tables") or 0

client = authorization.get_client_config_output()
group = arm.ResourceGroup("group", resource_group_name="rg", location="westeurope")


def identity(name: str) -> managedidentity.UserAssignedIdentity:
    return managedidentity.UserAssignedIdentity(name, resource_group_name=group.name)


def grant(
    name: str, to: pulumi.Input[str], role: str, scope: pulumi.Input[str], kind: str = "ServicePrincipal"
) -> pulumi.Resource:
    roles = pulumi.Output.format(
        "/subscriptions/{0}/providers/Microsoft.Authorization/roleDefinitions/{1}", client.subscription_id, role
    )
    return authorization.RoleAssignment(
        name, principal_id=to, principal_type=kind, role_definition_id=roles, scope=scope
    )


def owned(arm_id: str) -> containerregistry.IdentityPropertiesArgs:
    user_assigned = containerregistry.ResourceIdentityType.USER_ASSIGNED
    listed = {arm_id: containerregistry.UserIdentityPropertiesArgs()}
    return containerregistry.IdentityPropertiesArgs(type=user_assigned, user_assigned_identities=listed)


vault = keyvault.Vault(
    "vault",
    resource_group_name=group.name,
    properties={
        "tenant_id": client.tenant_id,
        "sku": {"family": keyvault.SkuFamily.A, "name": keyvault.SkuName.PREMIUM},
        "enable_purge_protection": True,
        "enable_rbac_authorization": True,
    },
)
may_make_keys = grant("deployer", client.object_id, "14b46e9e-c2b7-41b4-b07b-48a6ebf60603", vault.id, "User")
key = keyvault.Key(
    "key",
    resource_group_name=group.name,
    vault_name=vault.name,
    properties={"kty": keyvault.JsonWebKeyType.RSA},
    opts=pulumi.ResourceOptions(depends_on=[may_make_keys]),
)
images = identity("images")
may_use_key = grant("images-key", images.principal_id, "e147488a-f6f5-4113-8e2d-b22465e65bf6", key.id)
registry = containerregistry.Registry(
    "registry",
    resource_group_name=group.name,
    sku={"name": containerregistry.SkuName.PREMIUM},
    identity=images.id.apply(owned),
    encryption={"key_vault_properties": {"identity": images.client_id, "key_identifier": key.key_uri}},
    opts=pulumi.ResourceOptions(depends_on=[] if careless else [may_use_key]),
)

vnet = network.VirtualNetwork(
    "vnet", resource_group_name=group.name, address_space={"address_prefixes": ["10.10.0.0/16"]}
)
subnet = network.Subnet(
    "nodes", resource_group_name=group.name, virtual_network_name=vnet.name, address_prefix="10.10.0.0/24"
)
control = identity("control")
may_join = grant("control-network", control.principal_id, "4d97b98b-1d4f-4787-a291-c67834d212e7", subnet.id)
cluster = containerservice.ManagedCluster(
    "cluster",
    resource_group_name=group.name,
    resource_name_="aks",
    dns_prefix="aks",
    identity={"type": containerservice.ResourceIdentityType.USER_ASSIGNED, "user_assigned_identities": [control.id]},
    oidc_issuer_profile={"enabled": True},
    agent_pool_profiles=[
        {
            "name": "system",
            "mode": "System",
            "count": 1,
            "enable_auto_scaling": True,
            "min_count": 1,
            "max_count": 5,
            "vm_size": "Standard_D4s_v5",
            "vnet_subnet_id": subnet.id,
        }
    ],
    opts=pulumi.ResourceOptions(depends_on=[may_join], ignore_changes=["agentPoolProfiles[0].count"]),
)
containerservice.AgentPool(
    "user",
    resource_group_name=group.name,
    resource_name_=cluster.name,
    agent_pool_name="user",
    count=nodes,
    vm_size=size,
    tags={"hidden": pulumi.Output.secret("hush")},
)
for index in range(tables):
    network.RouteTable(f"table{index}", resource_group_name=group.name)

pulumi.export("issuer", cluster.oidc_issuer_profile.issuer_url)
