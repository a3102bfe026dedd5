"""Microsoft.DataProtection/backupVaults/backupPolicies."""

from simulator.azure.arm import Resource
from simulator.azure.ids import GROUP
from simulator.azure.rules.backups import vault_tier_is_offered

RESOURCE = Resource(
    kind="azure-native:dataprotection:BackupPolicy",
    path=f"{GROUP}/providers/Microsoft.DataProtection/backupVaults/{{vaultName}}/backupPolicies/{{backupPolicyName}}",
    refuses=(vault_tier_is_offered,),
)
