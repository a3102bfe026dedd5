"""Microsoft.ContainerRegistry/registries/credentialSets."""

from simulator.azure.arm import Request, Resource
from simulator.azure.identities import identity
from simulator.azure.ids import GROUP
from simulator.azure.values import Props


def fills(request: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/containerregistry/credential-sets/create."""
    return {
        "creationDate": "2026-01-01T00:00:00Z",
        "identity": identity(request),
        "provisioningState": "Succeeded",
    }


RESOURCE = Resource(
    kind="azure-native:containerregistry:CredentialSet",
    path=f"{GROUP}/providers/Microsoft.ContainerRegistry/registries/{{registryName}}/credentialSets/{{credentialSetName}}",
    fills=fills,
    replaces=frozenset({"loginServer"}),
)
