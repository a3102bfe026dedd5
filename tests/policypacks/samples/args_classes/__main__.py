"""A first platform, as tutorials write it: args classes all the way, and Azure's defaults where nothing is said."""

import pulumi
from pulumi_azure_native import containerregistry, containerservice, keyvault, network, resources

config = pulumi.Config("azure-native")
group = resources.ResourceGroup("platform", location=config.get("location") or "westeurope")

registry = containerregistry.Registry(
    "images",
    resource_group_name=group.name,
    sku=containerregistry.SkuArgs(name=containerregistry.SkuName.PREMIUM),
    admin_user_enabled=True,
)

firewall = network.NetworkSecurityGroup(
    "firewall",
    resource_group_name=group.name,
    security_rules=[
        network.SecurityRuleArgs(
            name="ssh",
            priority=100,
            direction=network.SecurityRuleDirection.INBOUND,
            access=network.SecurityRuleAccess.ALLOW,
            protocol=network.SecurityRuleProtocol.TCP,
            source_address_prefix="*",
            source_port_range="*",
            destination_address_prefix="*",
            destination_port_range="22",
        ),
    ],
)
machines = network.VirtualNetwork(
    "machines",
    resource_group_name=group.name,
    address_space=network.AddressSpaceArgs(address_prefixes=["10.0.0.0/16"]),
    subnets=[
        network.SubnetArgs(
            name="nodes",
            address_prefix="10.0.0.0/20",
            network_security_group=network.NetworkSecurityGroupArgs(id=firewall.id),
        ),
        network.SubnetArgs(name="jumphosts", address_prefix="10.0.16.0/24"),
    ],
)

vault = keyvault.Vault(
    "safe",
    resource_group_name=group.name,
    properties=keyvault.VaultPropertiesArgs(
        tenant_id="00000000-0000-0000-0000-00000000000a",
        sku=keyvault.SkuArgs(family=keyvault.SkuFamily.A, name=keyvault.SkuName.STANDARD),
        enable_rbac_authorization=True,
        network_acls=keyvault.NetworkRuleSetArgs(default_action=keyvault.NetworkRuleAction.DENY),
    ),
)

cluster = containerservice.ManagedCluster(
    "cluster",
    resource_group_name=group.name,
    dns_prefix="cluster",
    identity=containerservice.ManagedClusterIdentityArgs(type=containerservice.ResourceIdentityType.SYSTEM_ASSIGNED),
    sku=containerservice.ManagedClusterSKUArgs(
        name=containerservice.ManagedClusterSKUName.BASE, tier=containerservice.ManagedClusterSKUTier.STANDARD
    ),
    agent_pool_profiles=[
        containerservice.ManagedClusterAgentPoolProfileArgs(
            name="system",
            mode=containerservice.AgentPoolMode.SYSTEM,
            count=3,
            vm_size="Standard_D4s_v5",
            enable_node_public_ip=True,
        ),
    ],
    network_profile=containerservice.ContainerServiceNetworkProfileArgs(
        network_plugin=containerservice.NetworkPlugin.AZURE,
        network_policy=containerservice.NetworkPolicy.CALICO,
    ),
)
pulumi.export("login_server", registry.login_server)
