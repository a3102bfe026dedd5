"""Microsoft.OperationalInsights/workspaces/tables."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.rules.workspaces import workspace_is_active
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/loganalytics/tables/create-or-update."""
    return {"plan": "Analytics", "provisioningState": "Succeeded"}


def is_built_in(arm_id: str) -> bool:
    """A workspace comes with its tables, but for custom ones.

    Source: https://learn.microsoft.com/azure/azure-monitor/logs/create-custom-table.
    """
    return not arm_id.lower().endswith("_cl")


RESOURCE = Resource(
    kind="azure-native:operationalinsights:Table",
    path=f"{GROUP}/providers/Microsoft.OperationalInsights/workspaces/{{workspaceName}}/tables/{{tableName}}",
    refuses=(workspace_is_active,),
    fills=fills,
    always_exists=is_built_in,
)
