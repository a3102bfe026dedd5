"""Microsoft.Insights/components: Application Insights."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP, guid
from simulator.azure.values import Props


def fills(request: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/application-insights/components/create-or-update."""
    return {
        "appId": guid("app", request.id),
        "connectionString": f"InstrumentationKey={guid('telemetry', request.id)}",
        "ingestionMode": "LogAnalytics",
        "instrumentationKey": guid("telemetry", request.id),
        "provisioningState": "Succeeded",
        "publicNetworkAccessForIngestion": "Enabled",
        "publicNetworkAccessForQuery": "Enabled",
    }


RESOURCE = Resource(
    kind="azure-native:applicationinsights:Component",
    path=f"{GROUP}/providers/Microsoft.Insights/components/{{resourceName}}",
    fills=fills,
)
