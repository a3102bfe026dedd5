"""Microsoft.Insights/dataCollectionEndpoints."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/monitor/data-collection-endpoints/create."""
    return {"networkAcls": {"publicNetworkAccess": "Enabled"}, "provisioningState": "Succeeded"}


RESOURCE = Resource(
    kind="azure-native:monitor:DataCollectionEndpoint",
    path=f"{GROUP}/providers/Microsoft.Insights/dataCollectionEndpoints/{{dataCollectionEndpointName}}",
    fills=fills,
)
