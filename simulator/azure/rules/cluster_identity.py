"""Clusters: what the control plane's identity must be allowed before the cluster exists."""

from collections.abc import Iterator
from typing import Any

from simulator.azure import ids, roles
from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented, verified
from simulator.azure.identities import principals
from simulator.azure.rules.cluster_zones import custom_zone
from simulator.azure.values import Props, at

AGENT_POOL = "azure-native:containerservice:AgentPool"
KUBELET = "identityProfile.kubeletidentity.resourceId"


def custom_zone_has_user_assigned_identity(request: Request) -> ArmError | None:
    """A cluster that brings its own private zone brings its own identity too."""
    if not custom_zone(request) or "UserAssigned" in request.text("identity.type"):
        return None
    return ArmError(400, "BadRequest", "A custom private DNS zone requires a user-assigned managed identity.")


def control_plane_may_write_private_zone(request: Request) -> ArmError | None:
    """The control plane writes the API server's record into the cluster's own private zone."""
    zone = custom_zone(request)
    if not zone or roles.holds(request.world, _control_plane(request), roles.MANAGE_PRIVATE_ZONE, zone):
        return None
    message = (
        "Service principal or user-assigned identity must be given permission to read and write to custom private dns"
        f" zone {zone}. Check access result not allowed for action Microsoft.Network/privateDnsZones/read."
    )
    return ArmError(400, "CustomPrivateDNSZoneMissingPermissionError", message)


def control_plane_may_join_subnets(request: Request) -> ArmError | None:
    """The control plane joins nodes and API server to the subnets that the cluster brings."""
    holders = list(_control_plane(request))
    for subnet in _subnets(request):
        if not roles.holds(request.world, holders, roles.MANAGE_NETWORK, subnet):
            message = (
                f"The client with object id '{', '.join(holders)}' has permission to perform action"
                f" 'Microsoft.ContainerService/managedClusters/write' on scope '{request.id}'; however, it does not"
                " have permission to perform action 'Microsoft.Network/virtualNetworks/subnets/join/action' on the"
                f" linked scope(s) '{subnet}' or the linked scope(s) are invalid."
            )
            return ArmError(403, "LinkedAuthorizationFailed", message)
    return None


def kubelet_identity_goes_with_one_of_the_control_plane(request: Request) -> ArmError | None:
    """A kubelet identity of one's own needs one of the control plane."""
    if not request.text(KUBELET) or "UserAssigned" in request.text("identity.type"):
        return None
    message = "A custom kubelet identity is only supported on a cluster with a user-assigned managed identity."
    return ArmError(400, "CustomKubeletIdentityOnlySupportedOnUserAssignedMSICluster", message)


def control_plane_may_assign_kubelet_identity(request: Request) -> ArmError | None:
    """A kubelet identity of one's own needs a control plane that may assign it."""
    kubelet = request.text(KUBELET)
    if not kubelet or roles.holds(request.world, _control_plane(request), roles.ASSIGN_IDENTITY, kubelet):
        return None
    message = (
        "The cluster using user-assigned managed identity must be granted 'Managed Identity Operator' role to assign"
        f" kubelet identity {kubelet}."
    )
    return ArmError(400, "CustomKubeletIdentityMissingPermissionError", message)


def _cluster(request: Request) -> Props:
    """Return the cluster a request is about: itself, or the one that a pool is in."""
    if request.resource.kind != AGENT_POOL:
        return {"id": request.id, **request.inputs}
    return request.world.get(ids.parent(request.id)) or {}


def _control_plane(request: Request) -> Iterator[str]:
    cluster = _cluster(request)
    return principals(request.world, cluster.get("id", ""), cluster.get("identity"))


def _subnets(request: Request) -> Iterator[str]:
    if at(_cluster(request), "identity.type") == "SystemAssigned":
        return  # AKS grants an identity of its own the role while it creates the cluster
    pools: Any = request.inputs.get("agentPoolProfiles") or [request.inputs]
    found = [at(pool, key) for pool in pools for key in ("vnetSubnetID", "podSubnetID")]
    found.append(at(request.inputs, "apiServerAccessProfile.subnetId"))
    yield from dict.fromkeys(one for one in found if one)


EVIDENCE: Rules = {
    custom_zone_has_user_assigned_identity: documented(
        "https://learn.microsoft.com/azure/aks/private-clusters", "BadRequest"
    ),
    control_plane_may_write_private_zone: verified(
        "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/customprivatednszonemissingpermissions-error",
        "CustomPrivateDNSZoneMissingPermissionError",
    ),
    control_plane_may_join_subnets: verified(
        "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/linkedauthorizationfailed-error",
        "LinkedAuthorizationFailed",
    ),
    kubelet_identity_goes_with_one_of_the_control_plane: documented(
        "https://learn.microsoft.com/azure/aks/use-managed-identity",
        "CustomKubeletIdentityOnlySupportedOnUserAssignedMSICluster",
    ),
    control_plane_may_assign_kubelet_identity: verified(
        "https://github.com/Azure/azure-service-operator/blob/main/v2/api/containerservice/customizations/managed_cluster_extensions.go",
        "CustomKubeletIdentityMissingPermissionError",
    ),
}
