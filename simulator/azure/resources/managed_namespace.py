"""Microsoft.ContainerService/managedClusters/managedNamespaces."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.rules.namespaces import name_is_not_the_systems
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/aks/managed-namespaces/create-or-update."""
    return {
        "properties": {
            "adoptionPolicy": "Never",
            "defaultNetworkPolicy": {"egress": "AllowAll", "ingress": "AllowSameNamespace"},
            "deletePolicy": "Keep",
            "provisioningState": "Succeeded",
        }
    }


RESOURCE = Resource(
    kind="azure-native:containerservice:ManagedNamespace",
    path=f"{GROUP}/providers/Microsoft.ContainerService/managedClusters/{{resourceName}}"
    "/managedNamespaces/{managedNamespaceName}",
    refuses=(name_is_not_the_systems,),
    fills=fills,
    limits={"managedNamespaceName": {"max_length": 63, "min_length": 1, "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"}},
)
