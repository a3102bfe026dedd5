"""Microsoft.Network/routeTables/routes."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP, etag
from simulator.azure.values import Props


def fills(request: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/virtualnetwork/routes/create-or-update."""
    return {"etag": etag(request.id), "hasBgpOverride": False, "provisioningState": "Succeeded"}


RESOURCE = Resource(
    kind="azure-native:network:Route",
    path=f"{GROUP}/providers/Microsoft.Network/routeTables/{{routeTableName}}/routes/{{routeName}}",
    fills=fills,
)
