"""Microsoft.Authorization/locks on a resource that is named by its parts."""

from simulator.azure.arm import Resource
from simulator.azure.ids import GROUP

LOCKED = "{resourceProviderNamespace}/{parentResourcePath}/{resourceType}/{resourceName}"

RESOURCE = Resource(
    kind="azure-native:authorization:ManagementLockAtResourceLevel",
    path=f"{GROUP}/providers/{LOCKED}/providers/Microsoft.Authorization/locks/{{lockName}}",
)
