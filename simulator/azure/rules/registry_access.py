"""Registries: which roles open their images."""

from simulator.azure import roles
from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented, verified
from simulator.azure.ids import name
from simulator.azure.values import Props

WHOLE = {roles.Role.ACR_PULL: "AcrPull", roles.Role.ACR_PUSH: "AcrPush", roles.Role.ACR_DELETE: "AcrDelete"}
"""Roles that open the images of a registry as a whole."""


def grant_opens_images(request: Request) -> str | None:
    """A registry that grants by repository honours none of the roles on it as a whole: Azure takes the grant."""
    registry = request.world.get(request.text("scope").rstrip("/")) or {}
    role = _whole(request.inputs)
    if not role or not _grants_by_repository(registry):
        return None
    return (
        f"Azure accepts {role}, and it opens no image: the registry {registry['name']} grants by repository. Grant"
        " Container Registry Repository Reader or Writer."
    )


def grants_still_open_images(request: Request) -> str | None:
    """A registry that comes to grant by repository forgets the roles that were granted on it as a whole."""
    if not _grants_by_repository(request.inputs):
        return None
    grants = request.world.under(request.id, "azure-native:authorization:RoleAssignment")
    held = sorted({role for one in grants if (role := _whole(one))})
    if not held:
        return None
    return (
        f"Azure accepts this, and {', '.join(held)} on the registry {name(request.id)} opens no image any more. Grant"
        " Container Registry Repository Reader or Writer first."
    )


def kubelet_may_pull_what_nodes_start_from(request: Request) -> ArmError | None:
    """Nodes that start from a registry of one's own pull as the kubelet, with a role that this registry honours."""
    registry = request.world.get(request.text("bootstrapProfile.containerRegistryId"))
    kubelet = request.world.get(request.text("identityProfile.kubeletidentity.resourceId"))
    if not registry or not kubelet or registry.get("anonymousPullEnabled"):
        return None
    sufficient = roles.PULL_BY_REPOSITORY if _grants_by_repository(registry) else roles.PULL
    if roles.holds(request.world, [kubelet["principalId"]], sufficient, registry["id"]):
        return None
    message = (
        "VM has reported a failure when processing extension 'vmssCSE'. Error message: \"Enable failed: failed to"
        " execute command: command terminated with exit status=212 Bootstrap Container Registry authorization failed."
        ' Please ensure kubelet identity has pull access to the registry."'
    )
    return ArmError(400, "VMExtensionProvisioningError", message)


def _grants_by_repository(registry: Props) -> bool:
    return str(registry.get("roleAssignmentMode")) == "AbacRepositoryPermissions"


def _whole(grant: Props) -> str | None:
    """Return what a role on the registry as a whole is called."""
    role = str(grant.get("roleDefinitionId")).rpartition("/")[2].lower()
    return next((called for one, called in WHOLE.items() if one == role), None)


_PAGE = "https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions"

EVIDENCE: Rules = {
    grant_opens_images: documented(_PAGE),
    grants_still_open_images: documented(_PAGE),
    kubelet_may_pull_what_nodes_start_from: verified(
        "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/vmextensionerror-oraspullunauthorized",
        "VMExtensionProvisioningError",
    ),
}
