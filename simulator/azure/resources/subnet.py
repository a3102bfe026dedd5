"""Microsoft.Network/virtualNetworks/subnets."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP, etag
from simulator.azure.rules.subnets import (
    prefixes_are_ranges,
    subnet_fits_its_network,
    subnet_has_a_size,
    subnet_is_beside_the_others,
    subnet_is_not_in_use,
    used_ranges_stay,
)
from simulator.azure.values import Props, at


def fills(request: Request) -> Props:
    """What other services have left in a subnet stays there when it is written.

    Source: https://learn.microsoft.com/rest/api/virtualnetwork/subnets/create-or-update.
    """
    return {
        "delegations": [],
        "etag": etag(request.id),
        "privateEndpointNetworkPolicies": "Disabled",
        "privateLinkServiceNetworkPolicies": "Enabled",
        "provisioningState": "Succeeded",
        "serviceAssociationLinks": at(request.previous, "serviceAssociationLinks"),
    }


RESOURCE = Resource(
    kind="azure-native:network:Subnet",
    path=f"{GROUP}/providers/Microsoft.Network/virtualNetworks/{{virtualNetworkName}}/subnets/{{subnetName}}",
    refuses=(
        prefixes_are_ranges,
        subnet_has_a_size,
        subnet_fits_its_network,
        subnet_is_beside_the_others,
        used_ranges_stay,
    ),
    keeps=(subnet_is_not_in_use,),
    fills=fills,
)
