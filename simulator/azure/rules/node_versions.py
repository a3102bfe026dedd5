"""Kubernetes versions of clusters and pools."""

from simulator.azure import clusters, ids
from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, verified
from simulator.azure.values import at

_FURTHEST_BEHIND = 3


def version_is_offered(request: Request) -> ArmError | None:
    """A cluster starts with, or moves to, a version that AKS offers; older ones to long-term support only."""
    version = request.text("kubernetesVersion")
    long_term = request.text("supportPlan") == "AKSLongTermSupport"
    if not version or version == at(request.previous, "kubernetesVersion") or _offered(version, long_term=long_term):
        return None
    message = f"Version {version} is not supported in this region. Please use [az aks get-versions]."
    return ArmError(400, "K8sVersionNotSupported", message)


def version_moves_one_step(request: Request) -> ArmError | None:
    """A cluster moves to the next minor version and never back, not by a patch; long-term support may skip some."""
    before, now = str(at(request.previous, "kubernetesVersion") or ""), request.text("kubernetesVersion")
    if not before or not now:
        return None
    ahead = _minor(now) - _minor(before)
    installed = str(at(request.previous, "currentKubernetesVersion"))
    if ahead == 0 and now.count(".") > 1 and _patch(now) < _patch(installed):
        ahead = -1
    if ahead in (0, 1) or (ahead > 0 and request.text("supportPlan") == "AKSLongTermSupport"):
        return None
    return ArmError(400, "OperationNotAllowed", f"Upgrading Kubernetes version {before} to {now} is not allowed.")


def pool_version_is_offered(request: Request) -> ArmError | None:
    """A pool starts with, or moves to, a version that AKS offers."""
    version = request.text("orchestratorVersion")
    cluster = request.world.get(ids.parent(request.id)) or {}
    long_term = cluster.get("supportPlan") == "AKSLongTermSupport"
    known = (at(request.previous, "orchestratorVersion"), cluster.get("kubernetesVersion"))
    if not version or version in known or _offered(version, long_term=long_term):
        return None
    message = f"Version {version} is not supported in this region. Please use [az aks get-versions]."
    return ArmError(400, "AgentPoolK8sVersionNotSupported", message)


def pool_follows_its_cluster(request: Request) -> ArmError | None:
    """A pool's version is not newer than the control plane's, and at most three minor versions older."""
    version = request.text("orchestratorVersion")
    control_plane = str(at(request.world.get(ids.parent(request.id)), "kubernetesVersion") or "")
    if not version or not control_plane:
        return None
    behind = _minor(control_plane) - _minor(version)
    if 0 <= behind <= _FURTHEST_BEHIND:
        return None
    message = (
        f"Node pool version {version} and control plane version {control_plane} are incompatible. Minor version of node"
        f" pool cannot be bigger than, or more than {_FURTHEST_BEHIND} versions behind, that of the control plane."
    )
    return ArmError(400, "NodePoolMcVersionIncompatible", message)


def _offered(version: str, *, long_term: bool) -> bool:
    minor = ".".join(version.split(".")[:2])
    return minor in clusters.OFFERED or (long_term and minor in clusters.OFFERED_LONG_TERM)


def _minor(version: str) -> int:
    return int(version.split(".")[1])


def _patch(version: str) -> int:
    return int(version.split(".")[2])


_PAGE = "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/aks-upgrade-blocked"

EVIDENCE: Rules = {
    version_is_offered: verified(_PAGE, "K8sVersionNotSupported"),
    version_moves_one_step: verified(_PAGE, "OperationNotAllowed"),
    pool_version_is_offered: verified(
        "https://github.com/dspace-group/simphera-reference-architecture-azure/issues/29",
        "AgentPoolK8sVersionNotSupported",
    ),
    pool_follows_its_cluster: verified(_PAGE, "NodePoolMcVersionIncompatible"),
}
