"""Microsoft.Security/defenderForStorageSettings: what one storage account has of Defender."""

from simulator.azure.arm import Request, Resource
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/defenderforcloud/defender-for-storage/create."""
    return {"isEnabled": False}


RESOURCE = Resource(
    kind="azure-native:security:DefenderForStorage",
    path="/{resourceId}/providers/Microsoft.Security/defenderForStorageSettings/{settingName}",
    fills=fills,
)
