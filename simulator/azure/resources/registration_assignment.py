"""Microsoft.ManagedServices/registrationAssignments: what another tenant holds."""

from simulator.azure.arm import Request, Resource
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/managedservices/registration-assignments/create-or-update."""
    return {"properties": {"provisioningState": "Succeeded"}}


RESOURCE = Resource(
    kind="azure-native:managedservices:RegistrationAssignment",
    path="/{scope}/providers/Microsoft.ManagedServices/registrationAssignments/{registrationAssignmentId}",
    fills=fills,
    autonaming="uuid",
)
