"""Every node is hardened in one place, whichever pool it belongs to."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TypedDict

from pulumi import Input
from pulumi_azure_native import containerservice as aks

from components.cluster.vm_size import OS_DISK_GB, parse

SURGE_PERCENT = 33
"""Share of a pool's nodes that an upgrade adds while it runs."""


SPOT_TAINT = "kubernetes.azure.com/scalesetpriority=spot:NoSchedule"
"""Azure taints and labels spot nodes itself; what is not declared would be a difference forever."""


class NodeScaling(StrEnum):
    """Who decides how many nodes there are."""

    AUTOSCALER = "autoscaler"
    """The cluster autoscaler, within the counts of each pool."""
    PROVISIONER = "provisioner"
    """Node auto-provisioning, by the NodePool objects in the cluster; pools stay at their lowest count."""


class PoolProfile(StrEnum):
    """What a pool's nodes are for."""

    STANDARD = "standard"
    """Trusted launch; what every workload gets that asks for nothing else."""
    SANDBOXED = "sandboxed"
    """Pods in machines of their own, by the runtime class kata-vm-isolation; for code that is not trusted."""
    SPOT = "spot"
    """Machines that Azure may take back at any time; for work that bears it."""
    FIPS = "fips"
    """Cryptography validated to FIPS 140; for work that must prove it."""


class NodePoolSize(TypedDict):
    """How large a pool is, and what for."""

    name: str
    """1 to 12 lower-case letters and digits, a letter first."""
    vm_size: str
    """Size of its machines, such as Standard_D4ds_v5."""
    min_count: int
    """Nodes that always run."""
    max_count: int
    """Nodes the autoscaler may reach."""
    taints: list[str]
    """Kubernetes taints, key=value:Effect."""
    profile: PoolProfile
    """What its nodes are for."""


class NodeHardening(TypedDict):
    """The arguments that the system pool and every user pool have in common."""

    type: Input[str]
    vm_size: Input[str]
    enable_auto_scaling: Input[bool]
    count: Input[int]
    min_count: Input[int | None]
    max_count: Input[int | None]
    max_pods: Input[int]
    availability_zones: Input[Sequence[Input[str]]]
    vnet_subnet_id: Input[str]
    orchestrator_version: Input[str]
    os_type: Input[str]
    os_sku: Input[str]
    os_disk_type: Input[str]
    os_disk_size_gb: Input[int]
    enable_encryption_at_host: Input[bool]
    enable_node_public_ip: Input[bool]
    security_profile: Input[aks.AgentPoolSecurityProfileArgs]
    kubelet_config: Input[aks.KubeletConfigArgs]
    upgrade_settings: Input[aks.AgentPoolUpgradeSettingsArgs]
    node_taints: Input[Sequence[Input[str]]]
    tags: Input[Mapping[str, Input[str]]]


def node_hardening(  # noqa: PLR0913 - what a pool is made of
    size: NodePoolSize,
    *,
    zones: list[str],
    subnet_id: Input[str],
    kubernetes_version: str,
    scaling: NodeScaling,
    tags: Input[Mapping[str, str]],
) -> NodeHardening:
    """Return a pool's arguments: Azure Linux, trusted launch, encrypted host, no SSH, no public address.

    The operating-system disk is ephemeral where the machine has room for it: every node then starts from its image.
    A pod cannot exhaust a node's process ids, nor its disk with logs.
    """
    # AKS has no image that is both: https://learn.microsoft.com/azure/aks/use-trusted-launch#limitations
    trusted_launch = size["profile"] not in (PoolProfile.SANDBOXED, PoolProfile.FIPS)
    # https://learn.microsoft.com/azure/aks/node-auto-provisioning#limitations-and-unsupported-features
    autoscaled = scaling is NodeScaling.AUTOSCALER
    return {
        "type": aks.AgentPoolType.VIRTUAL_MACHINE_SCALE_SETS,
        "vm_size": size["vm_size"],
        "enable_auto_scaling": autoscaled,
        # Azure wants a first count even where the autoscaler owns it: see `left_alone`.
        "count": size["min_count"],
        "min_count": size["min_count"] if autoscaled else None,
        "max_count": size["max_count"] if autoscaled else None,
        "max_pods": 110,
        "availability_zones": zones,
        "vnet_subnet_id": subnet_id,
        # Nodes follow the control plane only when they are told to.
        "orchestrator_version": kubernetes_version,
        "os_type": aks.OSType.LINUX,
        # AzureLinux is Azure Linux 3 from Kubernetes 1.32 on and moves with it; the value AzureLinux3 ends at 1.36:
        # https://learn.microsoft.com/azure/aks/upgrade-os-version
        "os_sku": aks.OSSKU.AZURE_LINUX,
        "os_disk_type": aks.OSDiskType.EPHEMERAL if parse(size["vm_size"]).holds_os_disk else aks.OSDiskType.MANAGED,
        "os_disk_size_gb": OS_DISK_GB,
        "enable_encryption_at_host": True,
        "enable_node_public_ip": False,
        "security_profile": aks.AgentPoolSecurityProfileArgs(
            enable_secure_boot=trusted_launch,
            enable_vtpm=trusted_launch,
            ssh_access=aks.AgentPoolSSHAccess.DISABLED,
        ),
        # https://learn.microsoft.com/azure/aks/custom-node-configuration
        "kubelet_config": aks.KubeletConfigArgs(
            pod_max_pids=4096, container_log_max_files=5, container_log_max_size_mb=50
        ),
        "upgrade_settings": _upgrade_settings(size["profile"]),
        "node_taints": [*size["taints"], *([SPOT_TAINT] if size["profile"] is PoolProfile.SPOT else [])],
        "tags": tags,
    }


def left_alone(scaling: NodeScaling, pool: str = "") -> list[str]:
    """Return the properties of a pool at a path that an update takes from the state instead of from the program.

    The count is the autoscaler's once the pool stands. An update sends the whole pool with the count that the state
    has, so it has to begin with a refresh.
    """
    return [f"{pool}count"] if scaling is NodeScaling.AUTOSCALER else []


def _upgrade_settings(profile: PoolProfile) -> aks.AgentPoolUpgradeSettingsArgs:
    """Return how a pool is upgraded; a spot pool has no surge: https://learn.microsoft.com/azure/aks/spot-node-pool."""
    return aks.AgentPoolUpgradeSettingsArgs(
        max_surge=None if profile is PoolProfile.SPOT else f"{SURGE_PERCENT}%",
        drain_timeout_in_minutes=30,
        node_soak_duration_in_minutes=None if profile is PoolProfile.SPOT else 5,
    )
