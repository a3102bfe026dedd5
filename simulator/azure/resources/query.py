"""Microsoft.OperationalInsights/queryPacks/queries."""

from simulator.azure.arm import Resource
from simulator.azure.ids import GROUP

RESOURCE = Resource(
    kind="azure-native:operationalinsights:Query",
    path=f"{GROUP}/providers/Microsoft.OperationalInsights/queryPacks/{{queryPackName}}/queries/{{id}}",
    autonaming="uuid",
)
