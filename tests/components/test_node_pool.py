"""The pools of a cluster, and what a profile changes in them."""

from collections.abc import Mapping
from typing import Any

import pytest

from components.cluster.node_hardening import NodeScaling, PoolProfile, node_hardening
from components.cluster.node_pool import NodePool
from tests.components.pools import HARDENED, SYSTEM
from tests.components.recorder import Registered, Run


def registered(
    run: Run, profile: PoolProfile = PoolProfile.STANDARD, scaling: NodeScaling = NodeScaling.AUTOSCALER
) -> Registered:
    """Register a user pool."""
    recorder = run(
        lambda: NodePool(
            "apps",
            {
                "size": {
                    "name": "apps",
                    "vm_size": "Standard_D8ds_v5",
                    "min_count": 1,
                    "max_count": 9,
                    "taints": [],
                    "profile": profile,
                },
                "cluster_name": "aks",
                "resource_group_name": "rg",
                "subnet_id": "/vnet/nodes",
                "kubernetes_version": "1.36",
                "availability_zones": ["1", "2", "3"],
                "scaling": scaling,
                "tags": {"a": "b"},
            },
        )
    )
    return recorder.one("azure-native:containerservice:AgentPool")


def user_pool(run: Run, profile: PoolProfile = PoolProfile.STANDARD) -> Mapping[str, Any]:
    """Return what Azure is sent for a user pool."""
    return registered(run, profile).inputs


def test_user_pool_is_hardened_like_the_system_pool(run: Run) -> None:
    """Name, mode and size differ, nothing else."""
    assert user_pool(run) == {
        "agentPoolName": "apps",
        "resourceName": "aks",
        "resourceGroupName": "rg",
        "mode": "User",
        "vmSize": "Standard_D8ds_v5",
        "count": 1,
        "minCount": 1,
        "maxCount": 9,
        "nodeTaints": [],
        **HARDENED,
    }


def test_the_number_of_nodes_is_the_autoscalers(run: Run) -> None:
    """An update leaves it alone, and sets it where nobody else does."""
    assert registered(run).ignore_changes == ("count",)
    assert registered(run, scaling=NodeScaling.PROVISIONER).ignore_changes == ()


NO_TRUSTED_LAUNCH = {"enableSecureBoot": False, "enableVTPM": False, "sshAccess": "Disabled"}
PROFILES: dict[PoolProfile, dict[str, Any]] = {
    PoolProfile.SANDBOXED: {"workloadRuntime": "KataVmIsolation", "securityProfile": NO_TRUSTED_LAUNCH},
    PoolProfile.FIPS: {"enableFIPS": True, "securityProfile": NO_TRUSTED_LAUNCH},
    PoolProfile.SPOT: {
        "scaleSetPriority": "Spot",
        "scaleSetEvictionPolicy": "Delete",
        "spotMaxPrice": -1,
        "nodeLabels": {"kubernetes.azure.com/scalesetpriority": "spot"},
        "nodeTaints": ["kubernetes.azure.com/scalesetpriority=spot:NoSchedule"],
        "upgradeSettings": {"drainTimeoutInMinutes": 30},
    },
}


@pytest.mark.parametrize("profile", PROFILES)
def test_profile_changes_what_it_says_and_nothing_else(run: Run, profile: PoolProfile) -> None:
    """Trusted launch goes only where Azure has no image with it, surge where Azure has no machines for it."""
    assert user_pool(run, profile) == {**user_pool(run), **PROFILES[profile]}


@pytest.mark.parametrize(("vm_size", "disk"), [("Standard_D4ds_v5", "Ephemeral"), ("Standard_D4s_v5", "Managed")])
def test_system_disk_follows_the_machine(vm_size: str, disk: str) -> None:
    """Ephemeral where there is room for it."""
    pool = node_hardening(
        {**SYSTEM, "vm_size": vm_size},
        zones=["1", "2"],
        subnet_id="/s",
        kubernetes_version="1.36",
        scaling=NodeScaling.AUTOSCALER,
        tags={},
    )

    assert pool["os_disk_type"] == disk
