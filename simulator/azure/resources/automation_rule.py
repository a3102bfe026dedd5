"""Microsoft.SecurityInsights/automationRules."""

from simulator.azure.arm import Resource
from simulator.azure.ids import GROUP
from simulator.azure.rules.sentinel import workspace_is_onboarded

RESOURCE = Resource(
    kind="azure-native:securityinsights:AutomationRule",
    path=f"{GROUP}/providers/Microsoft.OperationalInsights/workspaces/{{workspaceName}}/providers/Microsoft.SecurityInsights/automationRules/{{automationRuleId}}",
    refuses=(workspace_is_onboarded,),
)
