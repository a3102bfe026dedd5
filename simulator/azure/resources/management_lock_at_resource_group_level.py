"""Microsoft.Authorization/locks on a resource group."""

from simulator.azure.arm import Resource
from simulator.azure.ids import GROUP

RESOURCE = Resource(
    kind="azure-native:authorization:ManagementLockAtResourceGroupLevel",
    path=f"{GROUP}/providers/Microsoft.Authorization/locks/{{lockName}}",
)
