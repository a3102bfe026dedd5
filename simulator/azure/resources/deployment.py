"""Microsoft.Resources/deployments in a resource group: a template."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.rules.pricings import plans_follow_each_other
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/resources/deployments/create-or-update."""
    return {"properties": {"provisioningState": "Succeeded"}}


RESOURCE = Resource(
    kind="azure-native:resources:Deployment",
    path=f"{GROUP}/providers/Microsoft.Resources/deployments/{{deploymentName}}",
    refuses=(plans_follow_each_other,),
    fills=fills,
    deploys=True,
)
