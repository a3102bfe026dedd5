"""Microsoft.Storage/storageAccounts/blobServices."""

from simulator.azure.arm import Request, Resource, always
from simulator.azure.ids import GROUP
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/storagerp/blob-services/set-service-properties."""
    return {"deleteRetentionPolicy": {"enabled": False}}


RESOURCE = Resource(
    kind="azure-native:storage:BlobServiceProperties",
    path=f"{GROUP}/providers/Microsoft.Storage/storageAccounts/{{accountName}}/blobServices/{{blobServicesName}}",
    fills=fills,
    always_exists=always,
    adopted=True,
)
