"""Node pools."""

from typing import Any

from simulator.azure.arm import Request, siblings
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented, verified
from simulator.azure.ids import parent
from simulator.azure.values import at

LARGEST = 1000
FEWEST_PODS_OF_SYSTEM_POOL = 30
AKS = "Microsoft.ContainerService/managedClusters"


def one_system_pool_remains(request: Request) -> ArmError | None:
    """A cluster has a system pool from the start."""
    pools: Any = request.get("agentPoolProfiles") or []
    if request.previous or any(pool.get("mode") == "System" for pool in pools):
        return None
    return ArmError(400, "InvalidParameter", "Must define at least one system pool in agentPoolProfiles.")


def count_is_in_bounds(request: Request) -> ArmError | None:
    """A pool has between one node, or none for a user pool, and a thousand."""
    count, system = request.get("count"), request.get("mode") == "System"
    lowest = int(system)
    if request.get("enableAutoScaling"):
        fewest, most = request.get("minCount"), request.get("maxCount")
        if not isinstance(fewest, int) or not isinstance(most, int) or not lowest <= fewest <= most <= LARGEST:
            message = (
                f"minCount {fewest} and maxCount {most} must satisfy {lowest} <= minCount <= maxCount <= {LARGEST}."
            )
            return ArmError(400, "InvalidParameter", message)
    if isinstance(count, int) and not lowest <= count <= LARGEST:
        message = (
            "The value of parameter agentPoolProfile.count is invalid."
            f" agentPoolProfile.count was {count}. It must be greater or equal to minCount:{lowest} and less than or"
            f" equal to maxCount:{LARGEST}."
        )
        return ArmError(400, "InvalidParameter", message)
    return None


def system_pool_can_hold_system_pods(request: Request) -> ArmError | None:
    """A system pool runs Linux, is no spot pool, and takes thirty pods a node."""
    if request.get("mode") != "System":
        return None
    pods = request.get("maxPods")
    faults = {
        "must run Linux": request.get("osType") == "Windows",
        "cannot be a spot pool": request.get("scaleSetPriority") == "Spot",
        f"must allow {FEWEST_PODS_OF_SYSTEM_POOL} pods a node": isinstance(pods, int)
        and pods < FEWEST_PODS_OF_SYSTEM_POOL,
    }
    fault = next((text for text, present in faults.items() if present), None)
    return ArmError(400, "InvalidParameter", f"A system node pool {fault}.") if fault else None


def node_subnet_is_not_delegated(request: Request) -> ArmError | None:
    """Nodes do not live in a subnet that belongs to another service, nor in the API server's."""
    subnet_id = request.text("vnetSubnetID")
    if not at(request.world.get(subnet_id), "delegations"):
        return None
    message = f"AgentPoolProfile subnet with id {subnet_id} cannot be used as it's a delegated subnet."
    return ArmError(400, "SubnetIsDelegated", message)


def trusted_launch_stands_alone(request: Request) -> ArmError | None:
    """No node image has trusted launch and FIPS, or trusted launch and sandboxes."""
    if not (request.get("securityProfile.enableSecureBoot") or request.get("securityProfile.enableVTPM")):
        return None
    other = "FIPS" if request.get("enableFIPS") else None
    if request.get("workloadRuntime") == "KataVmIsolation":
        other = "Pod Sandboxing"
    return ArmError(400, "BadRequest", f"Trusted launch is not supported together with {other}.") if other else None


def sandboxes_need_azure_linux(request: Request) -> ArmError | None:
    """Pods in machines of their own run on Azure Linux, without FIPS."""
    if request.get("workloadRuntime") != "KataVmIsolation":
        return None
    if request.text("osSKU").startswith("AzureLinux") and not request.get("enableFIPS"):
        return None
    return ArmError(400, "BadRequest", "The workload runtime KataVmIsolation requires osSKU AzureLinux, without FIPS.")


def spot_has_no_surge(request: Request) -> ArmError | None:
    """A spot pool is never the system's, and is upgraded without surge."""
    if request.get("scaleSetPriority") != "Spot" or not request.get("upgradeSettings.maxSurge"):
        return None
    return ArmError(400, "InvalidParameter", "A spot node pool does not support maxSurge.")


def pool_scales_one_way(request: Request) -> ArmError | None:
    """Node auto-provisioning and the cluster autoscaler exclude each other."""
    cluster = request.world.get(parent(request.id)) or {}
    if at(cluster, "nodeProvisioningProfile.mode") != "Auto" or not request.get("enableAutoScaling"):
        return None
    return ArmError(400, "BadRequest", "Node auto-provisioning is not supported with enableAutoScaling.")


def last_system_pool_stays(request: Request) -> ArmError | None:
    """The last system pool goes only with its cluster."""
    if at(request.previous, "mode") != "System":
        return None
    if any(pool.get("mode") == "System" for pool in siblings(request, request.resource.kind)):
        return None
    return ArmError(400, "OperationNotAllowed", "There must be at least one system node pool in the cluster.")


EVIDENCE: Rules = {
    one_system_pool_remains: documented("https://learn.microsoft.com/azure/aks/use-system-pools", "InvalidParameter"),
    count_is_in_bounds: verified(
        "https://github.com/kubernetes-sigs/cluster-api-provider-azure/pull/5947", "InvalidParameter"
    ),
    system_pool_can_hold_system_pods: documented(
        "https://learn.microsoft.com/azure/aks/use-system-pools", "InvalidParameter"
    ),
    node_subnet_is_not_delegated: verified(
        "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/subnetisdelegated-error",
        "SubnetIsDelegated",
    ),
    trusted_launch_stands_alone: documented(
        "https://learn.microsoft.com/azure/aks/use-trusted-launch#limitations", "BadRequest"
    ),
    sandboxes_need_azure_linux: documented("https://learn.microsoft.com/azure/aks/use-pod-sandboxing", "BadRequest"),
    spot_has_no_surge: documented(
        "https://learn.microsoft.com/azure/aks/spot-node-pool#upgrade-a-spot-node-pool", "InvalidParameter"
    ),
    pool_scales_one_way: documented(
        "https://learn.microsoft.com/azure/aks/node-auto-provisioning#limitations-and-unsupported-features",
        "BadRequest",
    ),
    last_system_pool_stays: documented("https://learn.microsoft.com/azure/aks/use-system-pools", "OperationNotAllowed"),
}
