"""What Azure refuses of node pools, beside its neighbour that it takes."""

from typing import Any

from tests.simulator.acts import (
    CLUSTER,
    POOL,
    Act,
    Case,
    after,
    cluster,
    updated,
)
from tests.simulator.cluster_acts import (
    flat_nodes,
    held_by_others,
    nodes_in_subnet,
    pool,
    pool_id,
)


def changed_pool(**inputs: Any) -> Act:
    """Create a pool, and change it."""
    names = {"resourceGroupName": "rg", "resourceName": "aks", "agentPoolName": "user", "count": 1}
    changed = updated(POOL, lambda _: {**names, "maxPods": 50}, lambda _: {**names, **inputs})
    return after(cluster(), changed)


def listed(**inputs: Any) -> Act:
    """Create a cluster and a pool in it, and let the cluster list a pool of these inputs instead of its first."""

    def act(platform: Any) -> object:
        made: Any = pool()(platform)
        names = {"name": "system", "mode": "System", "count": 1, "vmSize": "Standard_D4s_v5"}
        profile = {**names, "vnetSubnetID": platform.nodes["id"], **inputs}
        cluster_id = made["id"].partition("/agentPools/")[0]
        return platform.update(CLUSTER, cluster_id, **platform.cluster_inputs(pool=profile))

    return act


def nodes_in_delegated(service: str) -> Act:
    """Create a cluster whose nodes' subnet belongs to a service."""

    def act(platform: Any) -> object:
        made = platform.subnet("given", "10.10.6.0/24", delegations=[{"name": "one", "serviceName": service}])
        return cluster(pool={"vnetSubnetID": made["id"]})(platform)

    return act


def pool_in(place: str) -> Act:
    """Create a cluster with an API server in the network, and a pool in one of the platform's subnets."""
    return lambda platform: pool(vnetSubnetID=getattr(platform, place)["id"])(platform)


CASES: dict[str, Case] = {
    "count_is_in_bounds": ("InvalidParameter", pool(mode="System", count=0), pool(count=0)),
    "count_is_in_bounds[scaling]": (
        "InvalidParameter",
        pool(enableAutoScaling=True, minCount=3, maxCount=2),
        pool(enableAutoScaling=True, minCount=2, maxCount=3),
    ),
    "system_pool_can_hold_system_pods": (
        "InvalidParameter",
        pool(mode="System", count=1, maxPods=20),
        pool(count=1, maxPods=20),
    ),
    "node_subnet_is_not_delegated": (
        "SubnetIsDelegated",
        nodes_in_delegated("Microsoft.Web/serverFarms"),
        nodes_in_delegated("Microsoft.ContainerService/managedClusters"),
    ),
    "node_subnet_is_not_the_api_servers": ("BadRequest", pool_in("api"), pool_in("nodes")),
    "last_system_pool_stays": (
        "OperationNotAllowed",
        after(pool(count=1), lambda p: p.delete(POOL, pool_id(p, "system"))),
        after(pool(count=1), lambda p: p.delete(POOL, pool_id(p, "user"))),
    ),
    "count_is_given": ("InvalidParameter", pool(count=None), pool()),
    "properties_stay[pool]": (
        "PropertyChangeNotAllowed",
        changed_pool(maxPods=60),
        changed_pool(maxPods=50, tags={"a": "b"}),
    ),
    "properties_stay[size]": (
        "PropertyChangeNotAllowed",
        listed(vmSize="Standard_D8s_v5"),
        listed(vmSize="standard_d4s_v5", count=2),
    ),
    "no_pool_is_introduced": ("BadRequest", listed(name="system2"), listed(name="user")),
    "windows_name_is_short": ("InvalidParameter", pool("windows", osType="Windows"), pool("window", osType="Windows")),
    "size_is_offered": ("InvalidParameter", pool(vmSize="Standard_Z4s_v5"), pool(vmSize="Standard_E4-2s_v5")),
    "size_is_offered[cpus]": ("InvalidParameter", pool(vmSize="Standard_B1ms"), pool(vmSize="Standard_B2ms")),
    "system_pool_is_strong_enough": (
        "SystemPoolSkuTooLow",
        pool(mode="System", vmSize="Standard_DS1_v2"),
        pool(mode="System", vmSize="Standard_DS2_v2"),
    ),
    "system_pool_can_hold_system_pods[spot]": (
        "SystemPoolMustBeRegular",
        pool(mode="System", scaleSetPriority="Spot"),
        pool(scaleSetPriority="Spot"),
    ),
    "system_pool_can_hold_system_pods[windows]": (
        "SystemPoolMustBeLinux",
        pool("win", mode="System", osType="Windows"),
        pool("win", osType="Windows"),
    ),
    "overlay_takes_the_pods": ("InvalidParameter", pool(maxPods=9), pool(maxPods=10)),
    "pool_version_is_offered": (
        "AgentPoolK8sVersionNotSupported",
        pool(orchestratorVersion="1.20"),
        pool(orchestratorVersion="1.36"),
    ),
    "pool_follows_its_cluster": (
        "NodePoolMcVersionIncompatible",
        pool(orchestratorVersion="1.37"),
        pool(of={"kubernetesVersion": "1.37"}, orchestratorVersion="1.37"),
    ),
    "pool_follows_its_cluster[behind]": (
        "NodePoolMcVersionIncompatible",
        pool(of={"supportPlan": "AKSLongTermSupport"}, orchestratorVersion="1.32"),
        pool(of={"supportPlan": "AKSLongTermSupport"}, orchestratorVersion="1.33"),
    ),
    "node_subnet_holds_no_foreign_service": (
        "SubnetWithExternalResourcesCannotBeUsedByOtherResources",
        held_by_others(held=True),
        held_by_others(held=False),
    ),
    "nodes_fit_their_subnet": (
        "InsufficientSubnetSize",
        nodes_in_subnet("small", "10.10.6.0/29", count=3),
        nodes_in_subnet("small", "10.10.6.0/29", count=2),
    ),
    "nodes_fit_their_subnet[scaling]": (
        "InsufficientSubnetSize",
        nodes_in_subnet("small", "10.10.6.0/29", count=1, enableAutoScaling=True, minCount=1, maxCount=3),
        nodes_in_subnet("small", "10.10.6.0/29", count=1, enableAutoScaling=True, minCount=1, maxCount=2),
    ),
    "nodes_fit_their_subnet[pods]": ("InsufficientSubnetSize", flat_nodes(8), flat_nodes(7)),
}
