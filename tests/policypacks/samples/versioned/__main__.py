"""Versions in type names: the provider's second major version had them, local packages of the third have them."""

from typing import Any

import containerservice_v20250901 as local
import pulumi
from pulumi_azure_native import resources

group = resources.ResourceGroup("group", location="westeurope")


class Registry(pulumi.CustomResource):
    """As in pulumi_azure_native 2: `containerregistry.v20230701.Registry`."""

    login_server: pulumi.Output[str]

    def __init__(self, name: str, arguments: dict[str, Any]) -> None:
        super().__init__("azure-native:containerregistry/v20230701:Registry", name, arguments)


class DiagnosticSetting(pulumi.CustomResource):
    """As in pulumi_azure_native 2, where the module was `insights`."""

    def __init__(self, name: str, arguments: dict[str, Any]) -> None:
        super().__init__("azure-native:monitor/v20210501preview:DiagnosticSetting", name, arguments)


old = Registry(
    "old",
    {
        "resourceGroupName": group.name,
        "registryName": "oldimages",
        "sku": {"name": "Premium"},
        "adminUserEnabled": True,
        "publicNetworkAccess": "Disabled",
    },
)
DiagnosticSetting(
    "old-logs",
    {
        "resourceUri": old.id,
        "workspaceId": "/subscriptions/1/resourceGroups/logs/providers/Microsoft.OperationalInsights/workspaces/logs",
        "logs": [{"categoryGroup": "audit", "enabled": True}],
    },
)
local.ManagedCluster(
    "new",
    resourceGroupName=group.name,
    resourceName="new",
    dnsPrefix="new",
    identity={"type": "SystemAssigned"},
    disableLocalAccounts=False,
    agentPoolProfiles=[{"name": "system", "mode": "System", "enableNodePublicIP": True}],
)
