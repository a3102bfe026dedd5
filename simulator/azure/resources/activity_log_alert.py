"""Microsoft.Insights/activityLogAlerts."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/monitor/activity-log-alerts/create-or-update."""
    return {"enabled": True}


RESOURCE = Resource(
    kind="azure-native:monitor:ActivityLogAlert",
    path=f"{GROUP}/providers/Microsoft.Insights/activityLogAlerts/{{activityLogAlertName}}",
    fills=fills,
)
