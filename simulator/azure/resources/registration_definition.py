"""Microsoft.ManagedServices/registrationDefinitions: what another tenant is offered to hold."""

from simulator.azure.arm import Request, Resource
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/managedservices/registration-definitions/create-or-update."""
    return {"properties": {"provisioningState": "Succeeded"}}


RESOURCE = Resource(
    kind="azure-native:managedservices:RegistrationDefinition",
    path="/{scope}/providers/Microsoft.ManagedServices/registrationDefinitions/{registrationDefinitionId}",
    fills=fills,
    autonaming="uuid",
)
