"""Microsoft.ContainerService/managedClusters/agentPools."""

from simulator.azure.arm import Request, Resource
from simulator.azure.clusters import VERSION, installed
from simulator.azure.ids import SUBSCRIPTION, parent
from simulator.azure.rules.cluster_identity import control_plane_may_join_subnets
from simulator.azure.rules.cluster_subnets import (
    node_subnet_holds_no_foreign_service,
    node_subnet_is_not_delegated,
    node_subnet_is_not_the_api_servers,
    nodes_fit_their_subnet,
)
from simulator.azure.rules.fixed import staying
from simulator.azure.rules.node_pools import (
    count_is_given,
    count_is_in_bounds,
    last_system_pool_stays,
    overlay_takes_the_pods,
    pool_scales_one_way,
    sandboxes_need_azure_linux,
    spot_has_no_surge,
    system_pool_can_hold_system_pods,
    trusted_launch_stands_alone,
    windows_name_is_short,
)
from simulator.azure.rules.node_sizes import (
    size_is_offered,
    system_pool_is_as_strong_as_advised,
    system_pool_is_strong_enough,
)
from simulator.azure.rules.node_versions import pool_follows_its_cluster, pool_version_is_offered
from simulator.azure.values import Props, at


def fills(request: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/aks/agent-pools/create-or-update."""
    cluster = request.world.get(parent(request.id)) or {}
    version = request.text("orchestratorVersion") or cluster.get("kubernetesVersion") or VERSION
    sku = request.text("osSKU") or "Ubuntu"
    return {
        "count": 1 if request.get("mode") == "System" else 0,
        "currentOrchestratorVersion": installed(version, at(request.previous, "currentOrchestratorVersion")),
        "enableFIPS": False,
        "kubeletDiskType": "OS",
        "maxPods": 250,
        "mode": "User",
        "nodeImageVersion": at(request.previous, "nodeImageVersion") or f"AKS{sku}-2204gen2containerd-202511.11.0",
        "orchestratorVersion": version,
        "osDiskSizeGB": 128,
        "osDiskType": "Managed",
        "osSKU": "Ubuntu",
        "osType": "Linux",
        "powerState": {"code": "Running"},
        "provisioningState": "Succeeded",
        "scaleDownMode": "Delete",
        "securityProfile": {"enableSecureBoot": False, "enableVTPM": False, "sshAccess": "LocalUser"},
        "upgradeSettings": {"maxSurge": "10%"},
    }


RESOURCE = Resource(
    kind="azure-native:containerservice:AgentPool",
    path=f"{SUBSCRIPTION}/resourcegroups/{{resourceGroupName}}/providers/Microsoft.ContainerService/managedClusters/{{resourceName}}"
    "/agentPools/{agentPoolName}",
    refuses=(
        windows_name_is_short,
        count_is_given,
        count_is_in_bounds,
        system_pool_is_strong_enough,
        size_is_offered,
        system_pool_can_hold_system_pods,
        overlay_takes_the_pods,
        pool_version_is_offered,
        pool_follows_its_cluster,
        # https://learn.microsoft.com/azure/aks/manage-node-pools
        staying(
            "availabilityZones",
            "maxPods",
            "osDiskSizeGB",
            "osDiskType",
            "osType",
            "podSubnetID",
            "scaleSetPriority",
            # https://learn.microsoft.com/azure/aks/resize-node-pool; in a cluster's own list, for a pool is replaced.
            "vmSize",
            "vnetSubnetID",
        ),
        node_subnet_is_not_delegated,
        node_subnet_is_not_the_api_servers,
        node_subnet_holds_no_foreign_service,
        nodes_fit_their_subnet,
        trusted_launch_stands_alone,
        sandboxes_need_azure_linux,
        spot_has_no_surge,
        pool_scales_one_way,
        control_plane_may_join_subnets,
    ),
    keeps=(last_system_pool_stays,),
    warns=(system_pool_is_as_strong_as_advised,),
    fills=fills,
    replaces=frozenset({"gpuInstanceProfile", "networkProfile.nodePublicIPTags", "vmSize"}),
)
