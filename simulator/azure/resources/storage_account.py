"""Microsoft.Storage/storageAccounts."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/storagerp/storage-accounts/create."""
    return {
        "accessTier": "Hot",
        "allowBlobPublicAccess": False,
        "enableHttpsTrafficOnly": True,
        "provisioningState": "Succeeded",
    }


RESOURCE = Resource(
    kind="azure-native:storage:StorageAccount",
    path=f"{GROUP}/providers/Microsoft.Storage/storageAccounts/{{accountName}}",
    fills=fills,
    limits={"accountName": {"max_length": 24, "min_length": 3, "pattern": "^[a-z0-9]+$"}},
    replaces=frozenset({"encryption.requireInfrastructureEncryption", "isHnsEnabled", "kind"}),
)
