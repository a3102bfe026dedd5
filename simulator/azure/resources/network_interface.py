"""Microsoft.Network/networkInterfaces."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/virtualnetwork/network-interfaces/create-or-update."""
    return {"enableAcceleratedNetworking": False, "enableIPForwarding": False, "provisioningState": "Succeeded"}


RESOURCE = Resource(
    kind="azure-native:network:NetworkInterface",
    path=f"{GROUP}/providers/Microsoft.Network/networkInterfaces/{{networkInterfaceName}}",
    fills=fills,
)
