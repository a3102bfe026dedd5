"""Microsoft.Network/bastionHosts."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.rules.bastions import subnet_is_the_bastions
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/virtualnetwork/bastion-hosts/create-or-update."""
    return {"provisioningState": "Succeeded", "scaleUnits": 2}


RESOURCE = Resource(
    kind="azure-native:network:BastionHost",
    path=f"{GROUP}/providers/Microsoft.Network/bastionHosts/{{bastionHostName}}",
    refuses=(subnet_is_the_bastions,),
    fills=fills,
)
