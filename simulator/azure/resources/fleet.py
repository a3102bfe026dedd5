"""Microsoft.ContainerService/fleets."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/fleet/fleets/create-or-update."""
    return {"provisioningState": "Succeeded"}


RESOURCE = Resource(
    kind="azure-native:containerservice:Fleet",
    path=f"{GROUP}/providers/Microsoft.ContainerService/fleets/{{fleetName}}",
    fills=fills,
    limits={"fleetName": {"max_length": 63, "min_length": 1, "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"}},
)
