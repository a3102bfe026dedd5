"""Microsoft.KubernetesConfiguration/extensions on a cluster."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP, guid
from simulator.azure.rules.extensions import type_is_new_in_its_cluster
from simulator.azure.values import Props


def fills(request: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/kubernetesconfiguration/extensions/create."""
    return {
        "aksAssignedIdentity": {
            "principalId": guid("extension", request.id),
            "tenantId": request.client.tenant_id,
            "type": "UserAssigned",
        },
        "currentVersion": "1.0.0",
        "isSystemExtension": False,
        "provisioningState": "Succeeded",
    }


RESOURCE = Resource(
    kind="azure-native:kubernetesconfiguration:Extension",
    path=f"{GROUP}/providers/{{clusterRp}}/{{clusterResourceName}}/{{clusterName}}"
    "/providers/Microsoft.KubernetesConfiguration/extensions/{extensionName}",
    refuses=(type_is_new_in_its_cluster,),
    fills=fills,
    replaces=frozenset({"extensionType", "scope"}),
)
