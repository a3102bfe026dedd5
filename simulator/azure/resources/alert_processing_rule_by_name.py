"""Microsoft.AlertsManagement/actionRules: what changes alerts on their way."""

from simulator.azure.arm import Resource
from simulator.azure.ids import GROUP

RESOURCE = Resource(
    kind="azure-native:alertsmanagement:AlertProcessingRuleByName",
    path=f"{GROUP}/providers/Microsoft.AlertsManagement/actionRules/{{alertProcessingRuleName}}",
)
