"""Microsoft.OperationalInsights/clusters: workspaces' own."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/loganalytics/clusters/create-or-update."""
    return {"billingType": "Cluster", "provisioningState": "Succeeded"}


RESOURCE = Resource(
    kind="azure-native:operationalinsights:Cluster",
    path=f"{GROUP}/providers/Microsoft.OperationalInsights/clusters/{{clusterName}}",
    fills=fills,
)
