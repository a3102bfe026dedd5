"""Backups of clusters."""

from simulator.azure import ids, roles
from simulator.azure.arm import Request, children
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented, unconfirmed, verified
from simulator.azure.identities import principals
from simulator.azure.values import Props, at

EXTENSION = "azure-native:kubernetesconfiguration:Extension"
BINDING = "azure-native:containerservice:TrustedAccessRoleBinding"
INSTANCE = "azure-native:dataprotection:BackupInstance"
ACCOUNT = "azure-native:storage:StorageAccount"
BACKUP = "microsoft.dataprotection.kubernetes"
STORE = "configuration.backupStorageLocation.config.storageAccount"
VAULT_TIER = "VaultStore"
SNAPSHOTS_ONLY = frozenset(
    {
        *("chinaeast2", "chinaeast3", "chinanorth2", "chinanorth3"),
        *("israelcentral", "polandcentral", "spaincentral"),
        *("usgovarizona", "usgovtexas", "usgovvirginia"),
    }
)
"""Regions whose vaults take no copies of a cluster's backups."""


def soft_delete_stays_on(request: Request) -> ArmError | None:
    """Soft delete that is always on cannot be switched off."""
    path = "properties.securitySettings.softDeleteSettings.state"
    if at(request.previous, path) != "AlwaysOn" or request.get(path) == "AlwaysOn":
        return None
    return ArmError(400, "BMSUserErrorSoftDeleteStateAlwaysOn", "Soft delete that is AlwaysOn cannot be changed.")


def immutability_stays_locked(request: Request) -> ArmError | None:
    """What is immutable and locked stays so."""
    path = "properties.securitySettings.immutabilitySettings.state"
    if at(request.previous, path) != "Locked" or request.get(path) == "Locked":
        return None
    return ArmError(400, "BadRequest", "The immutability of the backup vault is locked and cannot be changed.")


def redundancy_stays(request: Request) -> ArmError | None:
    """A vault that protects something keeps its redundancy."""
    if _redundancies(request.previous) in (set(), _redundancies(request.inputs)) or not _protects(request):
        return None
    return ArmError(400, "BadRequest", "The storage redundancy cannot be changed after protecting items to the vault.")


def second_region_has_copies(request: Request) -> ArmError | None:
    """Only a vault whose copies are in two regions lets them be restored in the second."""
    if not _restores_elsewhere(request.inputs) or _redundancies(request.inputs) == {"GeoRedundant"}:
        return None
    return ArmError(400, "BadRequest", "Cross Region Restore needs a vault whose storage is GeoRedundant.")


def second_region_stays(request: Request) -> ArmError | None:
    """Restores in the second region, once allowed, stay so."""
    if not _restores_elsewhere(request.previous) or _restores_elsewhere(request.inputs):
        return None
    return ArmError(400, "BadRequest", "Cross Region Restore, once enabled, cannot be disabled.")


def vault_tier_is_offered(request: Request) -> ArmError | None:
    """A policy for clusters copies into vaults of regions that have such copies."""
    vault = request.world.get(ids.parent(request.id)) or {}
    place = str(vault.get("location", "")).lower().replace(" ", "")
    kinds = {str(one).lower() for one in at(request.inputs, "properties.datasourceTypes") or []}
    if "microsoft.containerservice/managedclusters" not in kinds or place not in SNAPSHOTS_ONLY:
        return None
    if not _copies(request.inputs):
        return None
    message = f"Backup policies for clusters with retention in the vault tier are not supported in {place}."
    return ArmError(400, "DppUserErrorVaultTierPolicyNotSupported", message)


def vault_is_empty(request: Request) -> ArmError | None:
    """A vault goes after what it protects."""
    if not _protects(request):
        return None
    return ArmError(400, "BackupVaultNotEmpty", "The backup vault contains backup instances; delete them first.")


def cluster_has_the_extension(request: Request) -> ArmError | None:
    """A cluster is backed up by an extension in it."""
    cluster = _source(request)
    installed = request.world.under(cluster, EXTENSION)
    if any(str(one.get("extensionType")).lower() == BACKUP for one in installed):
        return None
    message = f"The backup extension is not among the extensions of {cluster}."
    return ArmError(400, "UserErrorKubernetesBackupExtensionNotFoundError", message)


def vault_reaches_the_cluster(request: Request) -> ArmError | None:
    """The vault acts in the cluster by trusted access."""
    vault = ids.parent(request.id).lower()
    bindings = request.world.under(_source(request), BINDING)
    if any(str(one.get("sourceResourceId")).lower() == vault for one in bindings):
        return None
    message = "The Trusted Access role binding is missing/has gotten removed from the cluster."
    return ArmError(400, "UserErrorTrustedAccessGatewayReturnedForbidden", message)


def vault_may_list_the_extensions(request: Request) -> ArmError | None:
    """The vault's identity reads the cluster, whose extensions it looks through."""
    if _reads(request, _source(request)):
        return None
    message = f"The identity of the vault lacks the role Reader on {_source(request)}."
    return ArmError(403, "KubernetesBackupListExtensionsError", message)


def vault_may_see_the_snapshots(request: Request) -> ArmError | None:
    """The vault's identity reads the group of the snapshots."""
    if _reads(request, _snapshots(request)):
        return None
    message = f"The identity of the vault lacks the role Reader on {_snapshots(request)}."
    return ArmError(403, "UserErrorMissingPermissions", message)


def vault_may_copy(request: Request) -> ArmError | None:
    """A vault that keeps copies exports and reads the snapshots, and reads what the extension wrote."""
    policy = request.world.get(request.text("properties.policyInfo.policyId"))
    if not _copies(policy):
        return None
    wanted = [
        ("Disk Snapshot Contributor", roles.EXPORT_SNAPSHOTS, _snapshots(request)),
        ("Data Operator for Managed Disks", roles.READ_DISKS, _snapshots(request)),
        *(("Storage Blob Data Reader", roles.READ_BLOBS, account) for account in _stores(request)),
    ]
    for name, sufficient, scope in wanted:
        if not _holds(request, sufficient, scope):
            return ArmError(
                403, "UserErrorMissingPermissions", f"The identity of the vault lacks the role {name} on {scope}."
            )
    return None


def _reads(request: Request, scope: str) -> bool:
    """Say whether the identity of the vault may read something."""
    return _holds(request, roles.READ, scope)


def _holds(request: Request, sufficient: frozenset[roles.Role], scope: str) -> bool:
    vault = request.world.get(ids.parent(request.id)) or {}
    holders = list(principals(request.world, vault.get("id", ""), vault.get("identity")))
    return roles.holds(request.world, holders, sufficient, scope)


def _protects(request: Request) -> bool:
    """Say whether a vault has backups in it."""
    return any(children(request, INSTANCE))


def _redundancies(vault: Props | None) -> set[str]:
    return {str(one.get("type")) for one in at(vault, "properties.storageSettings") or []}


def _restores_elsewhere(vault: Props | None) -> bool:
    return bool(at(vault, "properties.featureSettings.crossRegionRestoreSettings.state") == "Enabled")


def _copies(policy: Props | None) -> bool:
    """Say whether a policy keeps something in the vault itself."""
    lifecycles = [cycle for rule in at(policy, "properties.policyRules") or [] for cycle in rule.get("lifecycles", ())]
    return any(at(cycle, "sourceDataStore.dataStoreType") == VAULT_TIER for cycle in lifecycles)


def _stores(request: Request) -> list[str]:
    """Return the ids of the accounts that the cluster's extension writes to."""
    settings = [one.get("configurationSettings") or {} for one in request.world.under(_source(request), EXTENSION)]
    names = {one.get(STORE) for one in settings}
    return [one["id"] for one in request.world.under("", ACCOUNT) if one.get("name") in names]


def _source(request: Request) -> str:
    return request.text("properties.dataSourceInfo.resourceID")


def _snapshots(request: Request) -> str:
    stores = at(request.inputs, "properties.policyInfo.policyParameters.dataStoreParametersList") or []
    groups: list[Props] = [one for one in stores if one.get("resourceGroupId")]
    return str(groups[0]["resourceGroupId"]) if groups else _source(request)


_ERRORS = "https://learn.microsoft.com/azure/backup/azure-kubernetes-service-backup-troubleshoot"

EVIDENCE: Rules = {
    soft_delete_stays_on: documented(
        "https://learn.microsoft.com/azure/backup/backup-azure-enhanced-soft-delete-about",
        "BMSUserErrorSoftDeleteStateAlwaysOn",
    ),
    immutability_stays_locked: documented(
        "https://learn.microsoft.com/azure/backup/backup-azure-immutable-vault-concept", "BadRequest"
    ),
    redundancy_stays: documented("https://learn.microsoft.com/azure/backup/create-manage-backup-vault", "BadRequest"),
    second_region_has_copies: documented(
        "https://learn.microsoft.com/azure/backup/azure-kubernetes-service-backup-overview", "BadRequest"
    ),
    second_region_stays: unconfirmed(
        "https://github.com/hashicorp/terraform-provider-azurerm/pull/27197", "BadRequest"
    ),
    vault_tier_is_offered: verified(_ERRORS, "DppUserErrorVaultTierPolicyNotSupported"),
    vault_is_empty: documented("https://learn.microsoft.com/azure/backup/manage-backup-vault", "BackupVaultNotEmpty"),
    cluster_has_the_extension: verified(_ERRORS, "UserErrorKubernetesBackupExtensionNotFoundError"),
    vault_reaches_the_cluster: documented(
        "https://learn.microsoft.com/azure/aks/trusted-access-feature",
        "UserErrorTrustedAccessGatewayReturnedForbidden",
    ),
    vault_may_list_the_extensions: verified(_ERRORS, "KubernetesBackupListExtensionsError"),
    vault_may_see_the_snapshots: documented(
        "https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-concept",
        "UserErrorMissingPermissions",
    ),
    vault_may_copy: documented(
        "https://learn.microsoft.com/azure/backup/aks-backup-faq", "UserErrorMissingPermissions"
    ),
}
