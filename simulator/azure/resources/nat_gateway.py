"""Microsoft.Network/natGateways."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP, guid
from simulator.azure.rules.references import is_not_referenced_by
from simulator.azure.values import Props


def fills(request: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/nat-gateway/nat-gateways/create-or-update."""
    return {
        "idleTimeoutInMinutes": 4,
        "provisioningState": "Succeeded",
        "resourceGuid": guid("resource", request.id),
    }


RESOURCE = Resource(
    kind="azure-native:network:NatGateway",
    path=f"{GROUP}/providers/Microsoft.Network/natGateways/{{natGatewayName}}",
    keeps=(is_not_referenced_by("azure-native:network:Subnet", "natGateway.id", "InUseNatGatewayCannotBeDeleted"),),
    fills=fills,
    replaces=frozenset({"sku", "zones"}),
)
