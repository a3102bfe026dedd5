"""Microsoft.DataProtection/backupVaults."""

from simulator.azure.arm import Request, Resource
from simulator.azure.identities import identity
from simulator.azure.ids import GROUP
from simulator.azure.rules.backups import (
    immutability_stays_locked,
    redundancy_stays,
    second_region_has_copies,
    second_region_stays,
    soft_delete_stays_on,
    vault_is_empty,
)
from simulator.azure.values import Props


def fills(request: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/dataprotection/backup-vaults/create-or-update."""
    return {
        "identity": identity(request),
        "properties": {"isVaultProtectedByResourceGuard": False, "provisioningState": "Succeeded"},
    }


RESOURCE = Resource(
    kind="azure-native:dataprotection:BackupVault",
    path=f"{GROUP}/providers/Microsoft.DataProtection/backupVaults/{{vaultName}}",
    refuses=(
        soft_delete_stays_on,
        immutability_stays_locked,
        redundancy_stays,
        second_region_stays,
        second_region_has_copies,
    ),
    keeps=(vault_is_empty,),
    fills=fills,
)
