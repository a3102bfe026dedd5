"""Microsoft.ContainerRegistry/registries/cacheRules."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.rules.registry_parts import cache_rules_are_apart, docker_hub_asks_for_an_account
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/containerregistry/cache-rules/create."""
    return {"creationDate": "2026-01-01T00:00:00Z", "provisioningState": "Succeeded"}


RESOURCE = Resource(
    kind="azure-native:containerregistry:CacheRule",
    path=f"{GROUP}/providers/Microsoft.ContainerRegistry/registries/{{registryName}}/cacheRules/{{cacheRuleName}}",
    refuses=(docker_hub_asks_for_an_account, cache_rules_are_apart),
    fills=fills,
    replaces=frozenset({"sourceRepository", "targetRepository"}),
)
