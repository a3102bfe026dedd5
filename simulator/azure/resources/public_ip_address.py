"""Microsoft.Network/publicIPAddresses."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP, guid
from simulator.azure.rules.references import is_not_listed_by
from simulator.azure.values import Props


def fills(request: Request) -> Props:
    """Standard addresses are static and known at once; the address itself is from the documentation range.

    Source: https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-addresses.
    """
    last = int(guid("address", request.id)[:2], 16) % 254 + 1
    return {
        "idleTimeoutInMinutes": 4,
        "ipAddress": f"203.0.113.{last}",
        "provisioningState": "Succeeded",
        "publicIPAddressVersion": "IPv4",
        "publicIPAllocationMethod": "Dynamic" if request.get("sku.name") in (None, "Basic") else "Static",
        "resourceGuid": guid("resource", request.id),
        "sku": {"name": "Basic", "tier": "Regional"},
    }


RESOURCE = Resource(
    kind="azure-native:network:PublicIPAddress",
    path=f"{GROUP}/providers/Microsoft.Network/publicIPAddresses/{{publicIpAddressName}}",
    keeps=(is_not_listed_by("azure-native:network:NatGateway", "publicIpAddresses", "PublicIPAddressCannotBeDeleted"),),
    fills=fills,
    replaces=frozenset({"publicIPAddressVersion", "publicIPPrefix", "sku"}),
)
