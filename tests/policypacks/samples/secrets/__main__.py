"""Secrets where programs have them: a password, a whole object, a list's element, and a value that is also wrong."""

import pulumi
from pulumi_azure_native import containerservice, keyvault, network, resources

PASSWORD = "hunter2-hunter2-hunter2"

group = resources.ResourceGroup("group", location="westeurope")
containerservice.ManagedCluster(
    "windows",
    resource_group_name=group.name,
    dns_prefix="windows",
    identity={"type": "SystemAssigned"},
    windows_profile={"admin_username": "azure", "admin_password": pulumi.Output.secret(PASSWORD)},
    disable_local_accounts=pulumi.Output.secret(False),
    api_server_access_profile=pulumi.Output.secret({"authorized_ip_ranges": ["0.0.0.0/0"]}),
    agent_pool_profiles=[
        {"name": "system", "mode": "System", "vm_size": "Standard_D4s_v5", "count": 3},
        pulumi.Output.secret({"name": "win", "mode": "User", "os_type": "Windows", "enable_node_public_ip": True}),
    ],
)
keyvault.Vault(
    "safe",
    resource_group_name=group.name,
    properties=pulumi.Output.secret(
        {
            "tenant_id": "00000000-0000-0000-0000-00000000000a",
            "sku": {"family": "A", "name": "standard"},
            "enable_purge_protection": True,
            "network_acls": {"default_action": "Allow", "ip_rules": [{"value": "203.0.113.7"}]},
        }
    ),
)
network.NetworkSecurityGroup(
    "rules",
    resource_group_name=group.name,
    security_rules=[
        {
            "name": "office",
            "priority": 100,
            "direction": "Inbound",
            "access": "Allow",
            "protocol": "Tcp",
            "source_address_prefix": pulumi.Output.secret("0.0.0.0/0"),
            "source_port_range": "*",
            "destination_address_prefix": "*",
            "destination_port_range": "3389",
        }
    ],
)
