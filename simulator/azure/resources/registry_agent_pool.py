"""Microsoft.ContainerRegistry/registries/agentPools."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.rules.registry_parts import agents_need_premium
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/containerregistry/agent-pools/create."""
    return {"count": 1, "os": "Linux", "provisioningState": "Succeeded", "tier": "S1"}


RESOURCE = Resource(
    kind="azure-native:containerregistry:AgentPool",
    path=f"{GROUP}/providers/Microsoft.ContainerRegistry/registries/{{registryName}}/agentPools/{{agentPoolName}}",
    refuses=(agents_need_premium,),
    fills=fills,
    replaces=frozenset({"os", "tier", "virtualNetworkSubnetResourceId"}),
)
