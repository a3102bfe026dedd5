"""Microsoft.DataProtection/backupVaults/backupInstances."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.rules.backups import (
    cluster_has_the_extension,
    vault_may_copy,
    vault_may_list_the_extensions,
    vault_may_see_the_snapshots,
    vault_reaches_the_cluster,
)
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/dataprotection/backup-instances/create-or-update."""
    return {
        "properties": {
            "currentProtectionState": "ProtectionConfigured",
            "protectionStatus": {"status": "ProtectionConfigured"},
            "provisioningState": "Succeeded",
        }
    }


RESOURCE = Resource(
    kind="azure-native:dataprotection:BackupInstance",
    path=f"{GROUP}/providers/Microsoft.DataProtection/backupVaults/{{vaultName}}/backupInstances/{{backupInstanceName}}",
    refuses=(
        vault_may_list_the_extensions,
        cluster_has_the_extension,
        vault_reaches_the_cluster,
        vault_may_see_the_snapshots,
        vault_may_copy,
    ),
    fills=fills,
)
