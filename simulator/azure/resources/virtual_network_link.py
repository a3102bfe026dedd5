"""Microsoft.Network/privateDnsZones/virtualNetworkLinks."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.rules.private_zones import network_has_no_such_namespace, zone_is_global
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/dns/privatedns/virtual-network-links/create-or-update."""
    return {
        "provisioningState": "Succeeded",
        "registrationEnabled": False,
        "resolutionPolicy": "Default",
        "virtualNetworkLinkState": "Completed",
    }


RESOURCE = Resource(
    kind="azure-native:privatedns:VirtualNetworkLink",
    path=f"{GROUP}/providers/Microsoft.Network/privateDnsZones/{{privateZoneName}}/virtualNetworkLinks/{{virtualNetworkLinkName}}",
    refuses=(zone_is_global, network_has_no_such_namespace),
    fills=fills,
    replaces=frozenset({"virtualNetwork"}),
)
