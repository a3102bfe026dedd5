"""Microsoft.Authorization/roleEligibilitySchedules, made by requests of their own."""

from simulator.azure.arm import Request, Resource
from simulator.azure.rules.role_assignments import eligibility_ends, principal_is_a_guid
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/authorization/role-eligibility-schedules/get."""
    return {"memberType": "Direct", "principalType": "Group", "status": "Provisioned"}


RESOURCE = Resource(
    kind="azure-native:authorization:PimRoleEligibilitySchedule",
    path="/{scope}/providers/Microsoft.Authorization/roleEligibilitySchedules/{guid}",
    identified_by=("scope", "roleDefinitionId", "principalId"),
    refuses=(principal_is_a_guid, eligibility_ends),
    fills=fills,
    # A schedule takes no change: https://github.com/pulumi/pulumi-azure-native/pull/3959.
    replaces=frozenset({"justification", "principalId", "roleDefinitionId", "scheduleInfo", "ticketInfo"}),
)
