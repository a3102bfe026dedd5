"""Microsoft.Security/automations: continuous export of Defender for Cloud."""

from simulator.azure.arm import Resource
from simulator.azure.ids import GROUP

RESOURCE = Resource(
    kind="azure-native:security:Automation",
    path=f"{GROUP}/providers/Microsoft.Security/automations/{{automationName}}",
)
