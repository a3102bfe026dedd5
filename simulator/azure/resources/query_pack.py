"""Microsoft.OperationalInsights/queryPacks."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP, guid
from simulator.azure.values import Props


def fills(request: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/loganalytics/query-packs/create-or-update."""
    return {"provisioningState": "Succeeded", "queryPackId": guid("pack", request.id)}


RESOURCE = Resource(
    kind="azure-native:operationalinsights:QueryPack",
    path=f"{GROUP}/providers/Microsoft.OperationalInsights/queryPacks/{{queryPackName}}",
    fills=fills,
)
