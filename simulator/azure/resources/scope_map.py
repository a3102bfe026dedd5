"""Microsoft.ContainerRegistry/registries/scopeMaps."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.rules.references import is_not_referenced_by
from simulator.azure.rules.registry_parts import actions_are_of_repositories
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/containerregistry/scope-maps/create."""
    return {"creationDate": "2026-01-01T00:00:00Z", "provisioningState": "Succeeded"}


RESOURCE = Resource(
    kind="azure-native:containerregistry:ScopeMap",
    path=f"{GROUP}/providers/Microsoft.ContainerRegistry/registries/{{registryName}}/scopeMaps/{{scopeMapName}}",
    refuses=(actions_are_of_repositories,),
    keeps=(is_not_referenced_by("azure-native:containerregistry:Token", "scopeMapId", "ScopeMapInUse"),),
    fills=fills,
)
