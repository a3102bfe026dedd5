"""Microsoft.Network/virtualNetworks."""

from simulator.azure.arm import Inline, Request, Resource
from simulator.azure.ids import GROUP, guid
from simulator.azure.rules.subnets import address_space_holds_its_subnets, prefixes_are_ranges
from simulator.azure.values import Props


def fills(request: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/virtualnetwork/virtual-networks/create-or-update."""
    return {
        "enableDdosProtection": False,
        "privateEndpointVNetPolicies": "Disabled",
        "provisioningState": "Succeeded",
        "resourceGuid": guid("resource", request.id),
        "virtualNetworkPeerings": [],
    }


RESOURCE = Resource(
    kind="azure-native:network:VirtualNetwork",
    path=f"{GROUP}/providers/Microsoft.Network/virtualNetworks/{{virtualNetworkName}}",
    refuses=(
        prefixes_are_ranges,
        address_space_holds_its_subnets,
    ),
    fills=fills,
    inline=(Inline(property="subnets", kind="azure-native:network:Subnet", complete=True),),
)
