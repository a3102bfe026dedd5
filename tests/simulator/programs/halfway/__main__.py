"""A private cluster in a network that already sees another zone of its zone's name."""

import os
import signal

import pulumi
from pulumi_azure_native import authorization, containerservice, managedidentity, network, privatedns
from pulumi_azure_native import resources as arm

signal.signal(signal.SIGINT, lambda *_: os._exit(1))

ZONE = "privatelink.westeurope.azmk8s.io"
PRIVATE_DNS_ZONE_CONTRIBUTOR, NETWORK_CONTRIBUTOR = (
    "b12aa53e-6015-4669-85d0-8515ebb3ae7f",
    "4d97b98b-1d4f-4787-a291-c67834d212e7",
)

client = authorization.get_client_config_output()
group, other = (arm.ResourceGroup(name, resource_group_name=name, location="westeurope") for name in ("rg", "other"))
vnet = network.VirtualNetwork(
    "vnet", resource_group_name=group.name, address_space={"address_prefixes": ["10.10.0.0/16"]}
)
subnet = network.Subnet(
    "nodes", resource_group_name=group.name, virtual_network_name=vnet.name, address_prefix="10.10.0.0/24"
)


def zone(name: str, owner: arm.ResourceGroup) -> privatedns.PrivateZone:
    return privatedns.PrivateZone(name, resource_group_name=owner.name, private_zone_name=ZONE, location="global")


mine, namesake = zone("mine", group), zone("namesake", other)
link = privatedns.VirtualNetworkLink(
    "link",
    resource_group_name=other.name,
    private_zone_name=namesake.name,
    virtual_network_link_name="link",
    virtual_network={"id": vnet.id},
    location="global",
)
control = managedidentity.UserAssignedIdentity("control", resource_group_name=group.name)


def grant(name: str, role: str, scope: pulumi.Input[str]) -> pulumi.Resource:
    definition = pulumi.Output.format(
        "/subscriptions/{0}/providers/Microsoft.Authorization/roleDefinitions/{1}", client.subscription_id, role
    )
    return authorization.RoleAssignment(
        name,
        principal_id=control.principal_id,
        principal_type="ServicePrincipal",
        role_definition_id=definition,
        scope=scope,
    )


granted = [grant("zone", PRIVATE_DNS_ZONE_CONTRIBUTOR, mine.id), grant("join", NETWORK_CONTRIBUTOR, vnet.id)]
containerservice.ManagedCluster(
    "cluster",
    resource_group_name=group.name,
    resource_name_="aks",
    fqdn_subdomain="aks",
    identity={"type": containerservice.ResourceIdentityType.USER_ASSIGNED, "user_assigned_identities": [control.id]},
    api_server_access_profile={"enable_private_cluster": True, "private_dns_zone": mine.id},
    agent_pool_profiles=[
        {"name": "system", "mode": "System", "count": 1, "vm_size": "Standard_D4s_v5", "vnet_subnet_id": subnet.id}
    ],
    opts=pulumi.ResourceOptions(depends_on=[*granted, link]),
)
