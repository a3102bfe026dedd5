"""Workloads run on nodes of their own, hardened like all others."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import containerservice as aks

from components.cluster.node_hardening import NodePoolSize, NodeScaling, PoolProfile, left_alone, node_hardening


class NodePoolArgs(TypedDict):
    """What a node pool needs from its caller."""

    size: NodePoolSize
    """Name, machines, counts, taints and profile."""
    scaling: NodeScaling
    """Who decides how many nodes there are."""
    cluster_name: Input[str]
    """Cluster the pool belongs to."""
    resource_group_name: Input[str]
    """Resource group of the cluster."""
    subnet_id: Input[str]
    """ARM id of the nodes' subnet."""
    kubernetes_version: str
    """Minor version of the cluster."""
    availability_zones: list[str]
    """Zones the nodes spread over."""
    tags: Input[Mapping[str, str]]
    """Tags of the pool's machines."""


class NodePool(ComponentResource):
    """User pool: Azure Linux, encrypted host, no SSH, no public address; trusted launch where its profile allows."""

    pool_id: Output[str]
    """ARM id."""

    def __init__(self, name: str, args: NodePoolArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:NodePool", name, {**args}, opts)
        pool = aks.AgentPool(
            name,
            agent_pool_name=args["size"]["name"],
            resource_name_=args["cluster_name"],
            resource_group_name=args["resource_group_name"],
            mode=aks.AgentPoolMode.USER,
            **node_hardening(
                args["size"],
                zones=args["availability_zones"],
                subnet_id=args["subnet_id"],
                kubernetes_version=args["kubernetes_version"],
                scaling=args["scaling"],
                tags=args["tags"],
            ),
            **_EXTRAS[args["size"]["profile"]],
            opts=ResourceOptions(parent=self, ignore_changes=left_alone(args["scaling"])),
        )
        self.pool_id = pool.id
        self.register_outputs({"poolId": self.pool_id})


class _Extras(TypedDict, total=False):
    """What a profile adds to a pool."""

    enable_fips: bool
    workload_runtime: aks.WorkloadRuntime
    scale_set_priority: aks.ScaleSetPriority
    scale_set_eviction_policy: aks.ScaleSetEvictionPolicy
    spot_max_price: float
    node_labels: dict[str, str]


_EXTRAS: dict[PoolProfile, _Extras] = {
    PoolProfile.STANDARD: {},
    PoolProfile.SANDBOXED: {"workload_runtime": aks.WorkloadRuntime.KATA_VM_ISOLATION},
    PoolProfile.SPOT: {
        "scale_set_priority": aks.ScaleSetPriority.SPOT,
        "scale_set_eviction_policy": aks.ScaleSetEvictionPolicy.DELETE,
        # Never evicted for its price, which is at most that of a regular machine.
        "spot_max_price": -1.0,
        "node_labels": {"kubernetes.azure.com/scalesetpriority": "spot"},
    },
    PoolProfile.FIPS: {"enable_fips": True},
}
