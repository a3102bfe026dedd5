"""Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.rules.trusted_access import source_has_an_identity_of_its_own
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/aks/trusted-access-role-bindings/create-or-update."""
    return {"provisioningState": "Succeeded"}


RESOURCE = Resource(
    kind="azure-native:containerservice:TrustedAccessRoleBinding",
    path=f"{GROUP}/providers/Microsoft.ContainerService/managedClusters/{{resourceName}}"
    "/trustedAccessRoleBindings/{trustedAccessRoleBindingName}",
    refuses=(source_has_an_identity_of_its_own,),
    fills=fills,
    replaces=frozenset({"sourceResourceId"}),
    limits={"trustedAccessRoleBindingName": {"max_length": 24, "min_length": 1, "pattern": "^([A-Za-z0-9-])+$"}},
)
