"""Microsoft.ContainerRegistry/registries/taskRuns: one run of a task, or of what it brings along."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/containerregistry/task-runs/create."""
    return {"provisioningState": "Succeeded"}


RESOURCE = Resource(
    kind="azure-native:containerregistry:TaskRun",
    path=f"{GROUP}/providers/Microsoft.ContainerRegistry/registries/{{registryName}}/taskRuns/{{taskRunName}}",
    fills=fills,
)
