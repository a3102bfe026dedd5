"""Microsoft.OperationalInsights/workspaces."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP, guid
from simulator.azure.values import Props


def fills(request: Request) -> Props:
    """A workspace recreated under the name of a deleted one is that one again: both have the same customer id.

    Source: https://learn.microsoft.com/azure/azure-monitor/logs/delete-workspace.
    """
    return {
        "customerId": guid("workspace", request.id),
        "features": {"enableLogAccessUsingOnlyResourcePermissions": True},
        "provisioningState": "Succeeded",
        "publicNetworkAccessForIngestion": "Enabled",
        "publicNetworkAccessForQuery": "Enabled",
        "retentionInDays": 30,
        "sku": {"name": "PerGB2018"},
        "workspaceCapping": {"dailyQuotaGb": -1, "dataIngestionStatus": "RespectQuota"},
    }


RESOURCE = Resource(
    kind="azure-native:operationalinsights:Workspace",
    path=f"{GROUP}/providers/Microsoft.OperationalInsights/workspaces/{{workspaceName}}",
    fills=fills,
    limits={"workspaceName": {"max_length": 63, "min_length": 4, "pattern": "^[A-Za-z0-9][A-Za-z0-9-]+[A-Za-z0-9]$"}},
    soft_deletes=True,
)
