"""Microsoft.Authorization/locks."""

from simulator.azure.arm import Resource

RESOURCE = Resource(
    kind="azure-native:authorization:ManagementLockByScope",
    path="/{scope}/providers/Microsoft.Authorization/locks/{lockName}",
)
