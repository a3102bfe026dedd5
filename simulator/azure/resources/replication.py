"""Microsoft.ContainerRegistry/registries/replications."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.rules.registry_parts import replica_is_elsewhere, replica_needs_hard_delete, replicas_need_premium
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/containerregistry/replications/create."""
    return {"provisioningState": "Succeeded", "regionEndpointEnabled": True, "zoneRedundancy": "Disabled"}


RESOURCE = Resource(
    kind="azure-native:containerregistry:Replication",
    path=f"{GROUP}/providers/Microsoft.ContainerRegistry/registries/{{registryName}}/replications/{{replicationName}}",
    refuses=(replicas_need_premium, replica_needs_hard_delete),
    warns=(replica_is_elsewhere,),
    fills=fills,
    replaces=frozenset({"zoneRedundancy"}),
)
