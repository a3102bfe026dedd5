"""Microsoft.Network/privateEndpoints/privateDnsZoneGroups."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.rules.private_endpoints import zone_is_the_services
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/virtualnetwork/private-dns-zone-groups/create-or-update."""
    return {"provisioningState": "Succeeded"}


RESOURCE = Resource(
    kind="azure-native:network:PrivateDnsZoneGroup",
    path=f"{GROUP}/providers/Microsoft.Network/privateEndpoints/{{privateEndpointName}}/privateDnsZoneGroups/{{privateDnsZoneGroupName}}",
    warns=(zone_is_the_services,),
    fills=fills,
)
