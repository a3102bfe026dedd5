"""Backups of clusters."""

from simulator.azure import ids, roles
from simulator.azure.arm import Request, children
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented, verified
from simulator.azure.identities import principals
from simulator.azure.values import Props, at

EXTENSION = "azure-native:kubernetesconfiguration:Extension"
BINDING = "azure-native:containerservice:TrustedAccessRoleBinding"
INSTANCE = "azure-native:dataprotection:BackupInstance"
BACKUP = "microsoft.dataprotection.kubernetes"


def soft_delete_stays_on(request: Request) -> ArmError | None:
    """Soft delete that is always on cannot be switched off."""
    path = "properties.securitySettings.softDeleteSettings.state"
    if at(request.previous, path) != "AlwaysOn" or request.get(path) == "AlwaysOn":
        return None
    return ArmError(400, "BMSUserErrorSoftDeleteStateAlwaysOn", "Soft delete that is AlwaysOn cannot be changed.")


def vault_is_empty(request: Request) -> ArmError | None:
    """A vault goes after what it protects."""
    if not list(children(request, INSTANCE)):
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


def _reads(request: Request, scope: str) -> bool:
    """Say whether the identity of the vault may read something."""
    vault = request.world.get(ids.parent(request.id)) or {}
    holders = list(principals(request.world, vault.get("id", ""), vault.get("identity")))
    return roles.holds(request.world, holders, roles.READ, scope)


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
}
