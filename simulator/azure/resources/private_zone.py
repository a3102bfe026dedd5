"""Microsoft.Network/privateDnsZones."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.rules.private_zones import zone_has_no_links, zone_is_global
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/dns/privatedns/private-zones/create-or-update."""
    return {
        "maxNumberOfRecordSets": 25000,
        "maxNumberOfVirtualNetworkLinks": 1000,
        "maxNumberOfVirtualNetworkLinksWithRegistration": 100,
        "numberOfRecordSets": 1,
        "provisioningState": "Succeeded",
    }


RESOURCE = Resource(
    kind="azure-native:privatedns:PrivateZone",
    path=f"{GROUP}/providers/Microsoft.Network/privateDnsZones/{{privateZoneName}}",
    refuses=(zone_is_global,),
    keeps=(zone_has_no_links,),
    fills=fills,
)
