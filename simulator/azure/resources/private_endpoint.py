"""Microsoft.Network/privateEndpoints."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP, name
from simulator.azure.rules.private_endpoints import group_is_offered, target_accepts_private_endpoints
from simulator.azure.values import Props


def fills(request: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/virtualnetwork/private-endpoints/create-or-update."""
    interface = request.text("customNetworkInterfaceName") or f"{name(request.id)}.nic"
    group = request.id.split("/providers/")[0]
    return {
        "customDnsConfigs": [],
        "manualPrivateLinkServiceConnections": [],
        "networkInterfaces": [{"id": f"{group}/providers/Microsoft.Network/networkInterfaces/{interface}"}],
        "provisioningState": "Succeeded",
    }


RESOURCE = Resource(
    kind="azure-native:network:PrivateEndpoint",
    path=f"{GROUP}/providers/Microsoft.Network/privateEndpoints/{{privateEndpointName}}",
    refuses=(group_is_offered, target_accepts_private_endpoints),
    fills=fills,
    replaces=frozenset({"subnet"}),
)
