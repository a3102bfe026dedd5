"""Microsoft.DataProtection/backupVaults/backupPolicies."""

from simulator.azure.arm import Resource
from simulator.azure.ids import GROUP

RESOURCE = Resource(
    kind="azure-native:dataprotection:BackupPolicy",
    path=f"{GROUP}/providers/Microsoft.DataProtection/backupVaults/{{vaultName}}/backupPolicies/{{backupPolicyName}}",
)
