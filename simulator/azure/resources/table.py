"""Microsoft.OperationalInsights/workspaces/tables."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/loganalytics/tables/create-or-update."""
    return {"plan": "Analytics", "provisioningState": "Succeeded"}


RESOURCE = Resource(
    kind="azure-native:operationalinsights:Table",
    path=f"{GROUP}/providers/Microsoft.OperationalInsights/workspaces/{{workspaceName}}/tables/{{tableName}}",
    fills=fills,
    always_exists=True,
)
