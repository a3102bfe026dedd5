"""Microsoft.Resources/resourceGroups."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/resources/resource-groups/create-or-update."""
    return {"properties": {"provisioningState": "Succeeded"}}


RESOURCE = Resource(
    kind="azure-native:resources:ResourceGroup",
    path=GROUP,
    fills=fills,
    limits={
        "location": {"required": True},
        "resourceGroupName": {"max_length": 90, "min_length": 1, "pattern": r"^[-\w\._\(\)]+$"},
    },
    replaces=frozenset({"managedBy"}),
)
