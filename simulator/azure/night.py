"""What AKS does to clusters by itself, without Pulumi: it scales pools, and installs patches and node images.

Source: https://learn.microsoft.com/azure/aks/cluster-autoscaler, auto-upgrade-cluster and auto-upgrade-node-os-image.
That the minor version a program names turns into the full one is reported: https://github.com/Azure/AKS/issues/3573.
"""

from simulator.azure.values import Props, at
from simulator.azure.world import World

_CLUSTER, _POOL = "azure-native:containerservice:ManagedCluster", "azure-native:containerservice:AgentPool"


def pass_night(world: World) -> list[str]:
    """Grow pools to the autoscaler's limit, install what a cluster's channels bring, and return what changed, by id."""
    changes: dict[str, Props] = {}
    for cluster in world.under("", _CLUSTER):
        patches = at(cluster, "autoUpgradeProfile.upgradeChannel") == "patch"
        images = at(cluster, "autoUpgradeProfile.nodeOSUpgradeChannel") == "NodeImage"
        changes[cluster["id"]] = _patch(cluster, "currentKubernetesVersion", "kubernetesVersion") if patches else {}
        for pool in world.under(cluster["id"], _POOL):
            changes[pool["id"]] = {
                **({"count": pool["maxCount"]} if pool.get("enableAutoScaling") else {}),
                **(_patch(pool, "currentOrchestratorVersion", "orchestratorVersion") if patches else {}),
                **({"nodeImageVersion": _next(pool["nodeImageVersion"])} if images else {}),
            }
    changed = {arm_id: change for arm_id, change in changes.items() if change}
    for arm_id, change in changed.items():
        world.put(str(world.kind(arm_id)), {**(world.get(arm_id) or {}), **change})
    return list(changed)


def _patch(body: Props, installed: str, named: str) -> Props:
    version = _next(body[installed])
    return {installed: version, named: version}


def _next(version: str) -> str:
    head, _, last = version.rpartition(".")
    return f"{head}.{int(last) + 1}"
