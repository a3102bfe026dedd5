"""Microsoft.Monitor/accounts: the store of Prometheus metrics."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP, guid
from simulator.azure.values import Props


def fills(request: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/monitor/azure-monitor-workspaces/create-or-update."""
    return {
        "accountId": guid("account", request.id),
        "provisioningState": "Succeeded",
        "publicNetworkAccess": "Enabled",
    }


RESOURCE = Resource(
    kind="azure-native:monitor:AzureMonitorWorkspace",
    path=f"{GROUP}/providers/Microsoft.Monitor/accounts/{{azureMonitorWorkspaceName}}",
    fills=fills,
    limits={"azureMonitorWorkspaceName": {"max_length": 63, "min_length": 4}},
)
