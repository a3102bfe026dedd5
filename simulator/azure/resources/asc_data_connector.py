"""Microsoft.SecurityInsights/dataConnectors: alerts of Defender for Cloud."""

from simulator.azure.arm import Resource
from simulator.azure.ids import GROUP
from simulator.azure.rules.sentinel import workspace_is_onboarded

RESOURCE = Resource(
    kind="azure-native:securityinsights:ASCDataConnector",
    path=f"{GROUP}/providers/Microsoft.OperationalInsights/workspaces/{{workspaceName}}/providers/Microsoft.SecurityInsights/dataConnectors/{{dataConnectorId}}",
    refuses=(workspace_is_onboarded,),
)
