"""Microsoft.Authorization/policyExemptions."""

from simulator.azure.arm import Request, Resource
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/policy-authorization/policy-exemptions/create-or-update."""
    return {"assignmentScopeValidation": "Default"}


RESOURCE = Resource(
    kind="azure-native:authorization:PolicyExemption",
    path="/{scope}/providers/Microsoft.Authorization/policyExemptions/{policyExemptionName}",
    fills=fills,
)
