"""Microsoft.Insights/metricAlerts."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/monitor/metric-alerts/create-or-update."""
    return {"autoMitigate": True}


RESOURCE = Resource(
    kind="azure-native:monitor:MetricAlert",
    path=f"{GROUP}/providers/Microsoft.Insights/metricAlerts/{{ruleName}}",
    fills=fills,
)
