"""Microsoft.Storage/storageAccounts/blobServices/containers."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/storagerp/blob-containers/create."""
    return {"hasImmutabilityPolicy": False, "hasLegalHold": False, "leaseState": "Available", "publicAccess": "None"}


RESOURCE = Resource(
    kind="azure-native:storage:BlobContainer",
    path=f"{GROUP}/providers/Microsoft.Storage/storageAccounts/{{accountName}}/blobServices/default"
    "/containers/{containerName}",
    fills=fills,
)
