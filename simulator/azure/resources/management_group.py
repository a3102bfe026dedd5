"""Microsoft.Management/managementGroups."""

from simulator.azure.arm import Request, Resource
from simulator.azure.values import Props


def fills(request: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/managementgroups/management-groups/create-or-update."""
    return {"displayName": request.text("groupId"), "tenantId": request.client.tenant_id}


RESOURCE = Resource(
    kind="azure-native:management:ManagementGroup",
    path="/providers/Microsoft.Management/managementGroups/{groupId}",
    fills=fills,
)
