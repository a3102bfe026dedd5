"""Microsoft.Network/applicationGateways."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/application-gateway/application-gateways/create-or-update."""
    return {"operationalState": "Running", "provisioningState": "Succeeded"}


RESOURCE = Resource(
    kind="azure-native:network:ApplicationGateway",
    path=f"{GROUP}/providers/Microsoft.Network/applicationGateways/{{applicationGatewayName}}",
    fills=fills,
)
