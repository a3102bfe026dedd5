"""Microsoft.ManagedIdentity/userAssignedIdentities."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP, guid
from simulator.azure.values import Props


def fills(request: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/managedidentity/user-assigned-identities/create-or-update."""
    return {
        "clientId": guid("client", request.id),
        "principalId": guid("principal", request.id),
        "tenantId": request.client.tenant_id,
    }


RESOURCE = Resource(
    kind="azure-native:managedidentity:UserAssignedIdentity",
    path=f"{GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{{resourceName}}",
    fills=fills,
)
