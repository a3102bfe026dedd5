"""Microsoft.Insights/dataCollectionRules."""

from simulator.azure.arm import Request, Resource
from simulator.azure.identities import identity
from simulator.azure.ids import GROUP, guid
from simulator.azure.values import Props


def fills(request: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/monitor/data-collection-rules/create."""
    return {
        "identity": identity(request),
        "immutableId": f"dcr-{guid('rule', request.id).replace('-', '')}",
        "provisioningState": "Succeeded",
    }


RESOURCE = Resource(
    kind="azure-native:monitor:DataCollectionRule",
    path=f"{GROUP}/providers/Microsoft.Insights/dataCollectionRules/{{dataCollectionRuleName}}",
    fills=fills,
    # Container Insights' streams are not among the SDK's:
    # https://learn.microsoft.com/azure/azure-monitor/containers/container-insights-data-collection-configure
    extensible=frozenset({"dataFlows[].streams[]", "dataSources.extensions[].streams[]"}),
)
