"""What Azure refuses of backups, beside its neighbour that it takes."""

from tests.simulator.acts import Case
from tests.simulator.backup_acts import (
    backup,
    changed_vault,
    deleted_vault,
    new_vault,
    policy_in,
    secured,
    spread,
    trusted_source,
)

CASES: dict[str, Case] = {
    "soft_delete_stays_on": (
        "BMSUserErrorSoftDeleteStateAlwaysOn",
        changed_vault(secured(softDelete="AlwaysOn"), secured(softDelete="Off")),
        changed_vault(secured(softDelete="On"), secured(softDelete="Off")),
    ),
    "immutability_stays_locked": (
        "BadRequest",
        changed_vault(secured(immutability="Locked"), secured(immutability="Unlocked")),
        changed_vault(secured(immutability="Unlocked"), secured(immutability="Disabled")),
    ),
    "redundancy_stays": (
        "BadRequest",
        changed_vault(spread("ZoneRedundant"), spread("GeoRedundant"), used=True),
        changed_vault(spread("ZoneRedundant"), spread("GeoRedundant")),
    ),
    "second_region_has_copies": (
        "BadRequest",
        new_vault(**spread("ZoneRedundant", "Enabled")),
        new_vault(**spread("GeoRedundant", "Enabled")),
    ),
    "second_region_stays": (
        "BadRequest",
        changed_vault(spread("GeoRedundant", "Enabled"), spread("GeoRedundant")),
        changed_vault(spread("GeoRedundant"), spread("GeoRedundant", "Enabled")),
    ),
    "vault_tier_is_offered": (
        "DppUserErrorVaultTierPolicyNotSupported",
        policy_in("polandcentral", "OperationalStore", "VaultStore"),
        policy_in("polandcentral", "OperationalStore"),
    ),
    "vault_tier_is_offered[elsewhere]": (
        "DppUserErrorVaultTierPolicyNotSupported",
        policy_in("Spain Central", "VaultStore"),
        policy_in("westeurope", "VaultStore"),
    ),
    "vault_is_empty": ("BackupVaultNotEmpty", deleted_vault(used=True), deleted_vault(used=False)),
    "cluster_has_the_extension": ("UserErrorKubernetesBackupExtensionNotFoundError", backup("extension"), backup()),
    "vault_reaches_the_cluster": ("UserErrorTrustedAccessGatewayReturnedForbidden", backup("access"), backup()),
    "vault_may_list_the_extensions": ("KubernetesBackupListExtensionsError", backup("role"), backup()),
    "vault_may_see_the_snapshots": ("UserErrorMissingPermissions", backup("snapshots"), backup()),
    **{
        f"vault_may_copy[{what}]": (
            "UserErrorMissingPermissions",
            backup(what, copied=True),
            backup(what) if what != "objects" else backup(copied=True),
        )
        for what in ("export", "disks", "objects")
    },
    "source_has_an_identity_of_its_own": ("BadRequest", trusted_source("None"), trusted_source("SystemAssigned")),
}
