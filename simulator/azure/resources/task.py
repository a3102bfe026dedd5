"""Microsoft.ContainerRegistry/registries/tasks."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.rules.registry_parts import agents_of_a_task_are_there
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/container-registry-tasks/tasks/create."""
    return {"provisioningState": "Succeeded", "status": "Enabled", "timeout": 3600}


RESOURCE = Resource(
    kind="azure-native:containerregistry:Task",
    path=f"{GROUP}/providers/Microsoft.ContainerRegistry/registries/{{registryName}}/tasks/{{taskName}}",
    refuses=(agents_of_a_task_are_there,),
    fills=fills,
)
