"""Microsoft.Authorization/roleAssignments."""

from simulator.azure.arm import Request, Resource
from simulator.azure.rules.registry_access import grant_opens_images
from simulator.azure.rules.role_assignments import (
    assignment_is_new,
    name_is_a_guid,
    principal_is_a_guid,
    principal_is_known,
    principal_is_of_its_type,
)
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/authorization/role-assignments/create."""
    return {"principalType": "User"}


RESOURCE = Resource(
    kind="azure-native:authorization:RoleAssignment",
    path="/{scope}/providers/Microsoft.Authorization/roleAssignments/{roleAssignmentName}",
    refuses=(name_is_a_guid, principal_is_a_guid, principal_is_known, principal_is_of_its_type, assignment_is_new),
    warns=(grant_opens_images,),
    fills=fills,
    replaces=frozenset({"principalId", "roleDefinitionId"}),
    autonaming="uuid",
    settles=True,
)
