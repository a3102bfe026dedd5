"""Unknown values at every depth: a flag, an object, a list, an element, an element's property, a whole profile."""

import pulumi
from pulumi_azure_native import containerregistry, containerservice, keyvault, network, resources

group = resources.ResourceGroup("group", location="westeurope")
later = group.id.apply(lambda arm_id: arm_id.startswith("/"))

containerregistry.Registry(
    "flag",
    resource_group_name=group.name,
    registry_name="flagged",
    sku={"name": group.id.apply(lambda _: "Premium")},
    admin_user_enabled=later,
    public_network_access="Disabled",
    network_rule_set=group.id.apply(lambda _: {"default_action": "Deny"}),
)
containerservice.ManagedCluster(
    "lists",
    resource_group_name=group.name,
    dns_prefix="lists",
    identity={"type": "SystemAssigned"},
    disable_local_accounts=True,
    aad_profile=group.id.apply(lambda _: {"managed": True}),
    agent_pool_profiles=[
        group.id.apply(lambda _: {"name": "first", "mode": "System"}),
        {"name": "second", "mode": "System", "enable_node_public_ip": later, "vm_size": "Standard_D4s_v5"},
        {"name": "third", "mode": "User", "enable_node_public_ip": True},
    ],
    api_server_access_profile={"authorized_ip_ranges": [group.id, "0.0.0.0/0"]},
)
containerservice.ManagedCluster(
    "whole",
    resource_group_name=group.name,
    dns_prefix="whole",
    identity={"type": "SystemAssigned"},
    agent_pool_profiles=group.id.apply(lambda _: [{"name": "system", "mode": "System"}]),
    addon_profiles=group.id.apply(lambda _: {"azurepolicy": {"enabled": True}}),
)
keyvault.Vault(
    "safe",
    resource_group_name=group.name,
    properties={
        "tenant_id": group.id,
        "sku": {"family": "A", "name": "standard"},
        "enable_purge_protection": later,
        "enable_rbac_authorization": True,
        "public_network_access": "Disabled",
    },
)
network.NetworkSecurityGroup("rules", resource_group_name=group.name, security_rules=group.id.apply(lambda _: []))
pulumi.export("group", group.id)
