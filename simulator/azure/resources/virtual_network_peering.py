"""Microsoft.Network/virtualNetworks/virtualNetworkPeerings."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.rules.peerings import networks_are_apart
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/virtualnetwork/virtual-network-peerings/create-or-update."""
    return {"provisioningState": "Succeeded"}


RESOURCE = Resource(
    kind="azure-native:network:VirtualNetworkPeering",
    path=f"{GROUP}/providers/Microsoft.Network/virtualNetworks/{{virtualNetworkName}}/virtualNetworkPeerings/{{virtualNetworkPeeringName}}",
    refuses=(networks_are_apart,),
    fills=fills,
    replaces=frozenset({"remoteVirtualNetwork"}),
)
