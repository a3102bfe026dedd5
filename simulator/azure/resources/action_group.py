"""Microsoft.Insights/actionGroups."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/monitor/action-groups/create-or-update."""
    return {"enabled": True}


RESOURCE = Resource(
    kind="azure-native:monitor:ActionGroup",
    path=f"{GROUP}/providers/Microsoft.Insights/actionGroups/{{actionGroupName}}",
    fills=fills,
    # https://learn.microsoft.com/azure/azure-monitor/alerts/action-groups
    limits={"groupShortName": {"max_length": 12, "min_length": 1}},
)
