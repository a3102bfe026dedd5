"""Microsoft.Network/ddosProtectionPlans."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/virtualnetwork/ddos-protection-plans/create-or-update."""
    return {"provisioningState": "Succeeded"}


RESOURCE = Resource(
    kind="azure-native:network:DdosProtectionPlan",
    path=f"{GROUP}/providers/Microsoft.Network/ddosProtectionPlans/{{ddosProtectionPlanName}}",
    fills=fills,
)
