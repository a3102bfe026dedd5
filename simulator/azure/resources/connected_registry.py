"""Microsoft.ContainerRegistry/registries/connectedRegistries."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/containerregistry/connected-registries/create."""
    return {"connectionState": "Offline", "provisioningState": "Succeeded"}


RESOURCE = Resource(
    kind="azure-native:containerregistry:ConnectedRegistry",
    path=f"{GROUP}/providers/Microsoft.ContainerRegistry/registries/{{registryName}}/connectedRegistries/{{connectedRegistryName}}",
    fills=fills,
)
