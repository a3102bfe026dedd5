"""The generic resource, as those use it who paste from ARM templates: children, envelopes and all."""

from typing import Any

import pulumi
from pulumi_azure_native import resources

group = resources.ResourceGroup("group", resource_group_name="group", location="westeurope")

registry = resources.Resource(
    "registry",
    resource_group_name=group.name,
    resource_provider_namespace="Microsoft.ContainerRegistry",
    parent_resource_path="",
    resource_type="registries",
    resource_name_="images",
    api_version="2023-07-01",
    sku={"name": "Standard"},
    properties={"adminUserEnabled": True, "publicNetworkAccess": "Disabled"},
)
cluster = resources.Resource(
    "cluster",
    resource_group_name=group.name,
    resource_provider_namespace="microsoft.containerservice",
    parent_resource_path="",
    resource_type="managedClusters",
    resource_name_="cluster",
    api_version="2025-09-01",
    identity={"type": resources.ResourceIdentityType.SYSTEM_ASSIGNED},
    properties={
        "disableLocalAccounts": False,
        "agentPoolProfiles": [{"name": "system", "mode": "System", "enableNodePublicIP": True}],
    },
)
resources.Resource(
    "pool",
    resource_group_name=group.name,
    resource_provider_namespace="Microsoft.ContainerService",
    parent_resource_path=cluster.name.apply("managedClusters/{}".format),
    resource_type="agentPools",
    resource_name_="batch",
    api_version="2025-09-01",
    properties={"mode": "User", "enableNodePublicIP": True},
)
vault = resources.Resource(
    "vault",
    resource_group_name=group.name,
    resource_provider_namespace="Microsoft.KeyVault",
    parent_resource_path="",
    resource_type="vaults",
    resource_name_="safe",
    api_version="2024-11-01",
    properties={
        "tenantId": "00000000-0000-0000-0000-00000000000a",
        "sku": {"family": "A", "name": "standard"},
        "enableRbacAuthorization": False,
        "publicNetworkAccess": "Disabled",
    },
)
resources.Resource(
    "firewall",
    resource_group_name=group.name,
    resource_provider_namespace="Microsoft.Network",
    parent_resource_path="",
    resource_type="networkSecurityGroups",
    resource_name_="firewall",
    api_version="2024-05-01",
    properties={
        "securityRules": [
            {
                "name": "ssh",
                "properties": {
                    "access": "Allow",
                    "direction": "Inbound",
                    "protocol": "Tcp",
                    "sourceAddressPrefix": "*",
                    "destinationPortRange": "22",
                },
            }
        ]
    },
)
resources.Resource(
    "way-to-registry",
    resource_group_name=group.name,
    resource_provider_namespace="Microsoft.Network",
    parent_resource_path="",
    resource_type="privateEndpoints",
    resource_name_="way-to-registry",
    api_version="2024-05-01",
    properties={
        "privateLinkServiceConnections": [
            {"name": "images", "properties": {"privateLinkServiceId": registry.id, "groupIds": ["registry"]}}
        ]
    },
)
resources.Resource(
    "unjudged",
    resource_group_name=group.name,
    resource_provider_namespace="Microsoft.Bing",
    parent_resource_path="",
    resource_type="accounts",
    resource_name_="search",
    api_version="2020-06-10",
)


class DiagnosticSetting(pulumi.CustomResource):
    """As in pulumi_azure_native 2, where its module was `insights`."""

    def __init__(self, name: str, arguments: dict[str, Any]) -> None:
        super().__init__("azure-native:insights:DiagnosticSetting", name, arguments)


DiagnosticSetting(
    "vault-logs",
    {
        "resourceUri": vault.id,
        "workspaceId": "/subscriptions/1/resourceGroups/logs/providers/Microsoft.OperationalInsights/workspaces/logs",
        "logs": [{"categoryGroup": "audit", "enabled": True}],
    },
)
