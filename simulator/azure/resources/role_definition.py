"""Microsoft.Authorization/roleDefinitions: roles of one's own."""

from simulator.azure.arm import Request, Resource
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/authorization/role-definitions/create-or-update."""
    return {"roleType": "CustomRole"}


RESOURCE = Resource(
    kind="azure-native:authorization:RoleDefinition",
    path="/{scope}/providers/Microsoft.Authorization/roleDefinitions/{roleDefinitionId}",
    fills=fills,
    autonaming="uuid",
)
