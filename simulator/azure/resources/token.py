"""Microsoft.ContainerRegistry/registries/tokens."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/containerregistry/tokens/create."""
    return {"creationDate": "2026-01-01T00:00:00Z", "provisioningState": "Succeeded", "status": "enabled"}


RESOURCE = Resource(
    kind="azure-native:containerregistry:Token",
    path=f"{GROUP}/providers/Microsoft.ContainerRegistry/registries/{{registryName}}/tokens/{{tokenName}}",
    fills=fills,
)
