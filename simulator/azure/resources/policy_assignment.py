"""Microsoft.Authorization/policyAssignments."""

from simulator.azure.arm import Request, Resource
from simulator.azure.identities import identity
from simulator.azure.ids import guid
from simulator.azure.rules.policies import acting_policy_has_an_identity, identity_has_a_location
from simulator.azure.values import Props


def fills(request: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/policy-authorization/policy-assignments/create."""
    return {"enforcementMode": "Default", "identity": identity(request), "instanceId": guid("assignment", request.id)}


RESOURCE = Resource(
    kind="azure-native:authorization:PolicyAssignment",
    path="/{scope}/providers/Microsoft.Authorization/policyAssignments/{policyAssignmentName}",
    fills=fills,
    refuses=(acting_policy_has_an_identity, identity_has_a_location),
    replaces=frozenset({"policyDefinitionId"}),
)
