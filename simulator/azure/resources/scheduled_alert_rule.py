"""Microsoft.SecurityInsights/alertRules."""

from simulator.azure.arm import Resource
from simulator.azure.ids import GROUP
from simulator.azure.rules.sentinel import tables_are_there, workspace_is_onboarded

RESOURCE = Resource(
    kind="azure-native:securityinsights:ScheduledAlertRule",
    path=f"{GROUP}/providers/Microsoft.OperationalInsights/workspaces/{{workspaceName}}/providers/Microsoft.SecurityInsights/alertRules/{{ruleId}}",
    refuses=(workspace_is_onboarded, tables_are_there),
)
