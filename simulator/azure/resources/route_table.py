"""Microsoft.Network/routeTables."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP, guid
from simulator.azure.rules.references import is_not_referenced_by
from simulator.azure.values import Props


def fills(request: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/virtualnetwork/route-tables/create-or-update."""
    return {
        "disableBgpRoutePropagation": False,
        "provisioningState": "Succeeded",
        "resourceGuid": guid("resource", request.id),
        "routes": [],
    }


RESOURCE = Resource(
    kind="azure-native:network:RouteTable",
    path=f"{GROUP}/providers/Microsoft.Network/routeTables/{{routeTableName}}",
    keeps=(is_not_referenced_by("azure-native:network:Subnet", "routeTable.id", "InUseRouteTableCannotBeDeleted"),),
    fills=fills,
)
