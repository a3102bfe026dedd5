"""Microsoft.Compute/diskEncryptionSets."""

from simulator.azure.arm import Request, Resource
from simulator.azure.identities import identity
from simulator.azure.ids import GROUP
from simulator.azure.rules.customer_keys import disk_key_is_safe, disk_key_is_usable
from simulator.azure.rules.references import is_not_referenced_by
from simulator.azure.values import Props


def fills(request: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/compute/disk-encryption-sets/create-or-update."""
    return {
        "encryptionType": "EncryptionAtRestWithCustomerKey",
        "identity": identity(request),
        "lastKeyRotationTimestamp": "2026-01-01T00:00:00Z",
        "previousKeys": [],
        "provisioningState": "Succeeded",
        "rotationToLatestKeyVersionEnabled": False,
    }


RESOURCE = Resource(
    kind="azure-native:compute:DiskEncryptionSet",
    path=f"{GROUP}/providers/Microsoft.Compute/diskEncryptionSets/{{diskEncryptionSetName}}",
    refuses=(disk_key_is_safe, disk_key_is_usable),
    keeps=(
        is_not_referenced_by(
            "azure-native:containerservice:ManagedCluster", "diskEncryptionSetID", "OperationNotAllowed"
        ),
    ),
    fills=fills,
)
