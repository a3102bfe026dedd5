"""Node pools."""

from typing import Any

from simulator.azure.arm import Request, children, siblings
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented, verified
from simulator.azure.ids import parent
from simulator.azure.values import at

LARGEST = 1000
FEWEST_PODS_OF_SYSTEM_POOL = 30
FEWEST_PODS_OF_OVERLAY, MOST_PODS_OF_OVERLAY = 10, 250
LONGEST_WINDOWS_NAME = 6


def pools_say_their_mode(request: Request) -> ArmError | None:
    """Each pool in a cluster's own list says whether it is the system's or the user's."""
    pools: Any = request.get("agentPoolProfiles") or []
    if all(pool.get("mode") for pool in pools):
        return None
    return ArmError(400, "InvalidParameter", "Required parameter agentPoolProfile.mode is missing (null).")


def one_system_pool_remains(request: Request) -> ArmError | None:
    """A cluster has a system pool from the start."""
    pools: Any = request.get("agentPoolProfiles") or []
    if request.previous or any(pool.get("mode") == "System" for pool in pools):
        return None
    return ArmError(400, "MustDefineAtLeastOneSystemPool", "Must define at least one system pool.")


def no_pool_is_introduced(request: Request) -> ArmError | None:
    """A cluster that stands lists no pool that it has not: a new one is a request of its own."""
    pools: Any = request.get("agentPoolProfiles") or []
    standing = {pool["name"] for pool in children(request, "azure-native:containerservice:AgentPool")}
    if not request.previous or standing.issuperset(pool["name"] for pool in pools):
        return None
    message = (
        "A new agent pool was introduced. Adding agent pools to an existing cluster is not allowed through managed"
        " cluster operations. For agent pool specific change, please use per agent pool operations."
    )
    return ArmError(400, "BadRequest", message)


def count_is_given(request: Request) -> ArmError | None:
    """A new pool says how many nodes it has, also where they are scaled later."""
    if request.previous or request.get("count") is not None:
        return None
    return ArmError(400, "InvalidParameter", "Required parameter properties.count is missing (null).")


def pods_find_a_place(request: Request) -> ArmError | None:
    """A cluster starts with a pool that takes any pod, or that only critical add-ons tolerate."""
    pools: Any = request.get("agentPoolProfiles") or []
    if request.previous or not pools:
        return None
    if any(all(taint.startswith("CriticalAddonsOnly=") for taint in pool.get("nodeTaints") or []) for pool in pools):
        return None
    message = "Taints cannot be put on all agent pools: system pods need one without, or with CriticalAddonsOnly."
    return ArmError(400, "CanNotTaintAllAgentPools", message)


def windows_name_is_short(request: Request) -> ArmError | None:
    """A Windows pool's name has six characters at most."""
    name = request.text("agentPoolName")
    if request.get("osType") != "Windows" or len(name) <= LONGEST_WINDOWS_NAME:
        return None
    message = f"The Windows agent pool name '{name}' is longer than {LONGEST_WINDOWS_NAME} characters."
    return ArmError(400, "InvalidParameter", message)


def overlay_takes_the_pods(request: Request) -> ArmError | None:
    """With the overlay, a node takes between 10 and 250 pods."""
    cluster, pods = request.world.get(parent(request.id)), request.get("maxPods")
    if at(cluster, "networkProfile.networkPluginMode") != "overlay" or not isinstance(pods, int):
        return None
    if FEWEST_PODS_OF_OVERLAY <= pods <= MOST_PODS_OF_OVERLAY:
        return None
    message = f"maxPods {pods} must be between {FEWEST_PODS_OF_OVERLAY} and {MOST_PODS_OF_OVERLAY}."
    return ArmError(400, "InvalidParameter", message)


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
    if request.get("osType") == "Windows":
        return ArmError(400, "SystemPoolMustBeLinux", "A system node pool must run Linux.")
    if request.get("scaleSetPriority") == "Spot":
        return ArmError(400, "SystemPoolMustBeRegular", "A system node pool cannot be a spot pool.")
    if isinstance(pods, int) and pods < FEWEST_PODS_OF_SYSTEM_POOL:
        message = f"A system node pool must allow {FEWEST_PODS_OF_SYSTEM_POOL} pods a node."
        return ArmError(400, "InvalidParameter", message)
    return None


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
    message = (
        "The value of parameter agentPoolProfile.upgrade.maxSurge is invalid. Error details: Spot pools can't set max"
        " surge."
    )
    return ArmError(400, "InvalidParameter", message)


def pool_scales_one_way(request: Request) -> ArmError | None:
    """Node auto-provisioning and the cluster autoscaler exclude each other."""
    cluster = request.world.get(parent(request.id)) or {}
    if at(cluster, "nodeProvisioningProfile.mode") != "Auto" or not request.get("enableAutoScaling"):
        return None
    return ArmError(400, "BadRequest", "Node auto-provisioning is not supported with enableAutoScaling.")


def last_system_pool_stays(request: Request) -> ArmError | None:
    """The last system pool goes only with its cluster. The code is known for the last pool of all."""
    if at(request.previous, "mode") != "System":
        return None
    if any(pool.get("mode") == "System" for pool in siblings(request, request.resource.kind)):
        return None
    return ArmError(400, "OperationNotAllowed", "There has to be at least one system agent pool.")


EVIDENCE: Rules = {
    pools_say_their_mode: documented("https://learn.microsoft.com/azure/aks/use-system-pools", "InvalidParameter"),
    one_system_pool_remains: verified(
        "https://github.com/hashicorp/terraform-provider-azurerm/blob/main/internal/services/containers/kubernetes_nodepool.go",
        "MustDefineAtLeastOneSystemPool",
    ),
    no_pool_is_introduced: verified("https://github.com/Azure/bicep/issues/9644", "BadRequest"),
    count_is_in_bounds: verified(
        "https://github.com/kubernetes-sigs/cluster-api-provider-azure/pull/5947", "InvalidParameter"
    ),
    system_pool_can_hold_system_pods: documented(
        "https://learn.microsoft.com/azure/aks/use-system-pools",
        "InvalidParameter",
        "SystemPoolMustBeLinux",
        "SystemPoolMustBeRegular",
    ),
    trusted_launch_stands_alone: documented(
        "https://learn.microsoft.com/azure/aks/use-trusted-launch#limitations", "BadRequest"
    ),
    sandboxes_need_azure_linux: documented("https://learn.microsoft.com/azure/aks/use-pod-sandboxing", "BadRequest"),
    spot_has_no_surge: verified(
        "https://github.com/hashicorp/terraform-provider-azurerm/pull/31129", "InvalidParameter"
    ),
    pool_scales_one_way: documented(
        "https://learn.microsoft.com/azure/aks/node-auto-provisioning#limitations-and-unsupported-features",
        "BadRequest",
    ),
    last_system_pool_stays: verified(
        "https://github.com/pulumi/pulumi-azure-native/issues/1575", "OperationNotAllowed"
    ),
    count_is_given: verified("https://github.com/pulumi/pulumi-kubernetes/issues/2704", "InvalidParameter"),
    pods_find_a_place: verified("https://github.com/Azure/AKS/issues/1484", "CanNotTaintAllAgentPools"),
    windows_name_is_short: documented("https://learn.microsoft.com/azure/aks/use-system-pools", "InvalidParameter"),
    overlay_takes_the_pods: documented("https://learn.microsoft.com/azure/aks/azure-cni-overlay", "InvalidParameter"),
}
