"""Images are built inside the network, next to the registry that nobody reaches from outside."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import containerregistry as acr


class BuildPoolArgs(TypedDict):
    """What a pool needs from its caller."""

    registry_name: Input[str]
    """Registry whose tasks run on the pool."""
    resource_group_name: Input[str]
    """Resource group of the registry."""
    subnet_id: Input[str]
    """ARM id of the agents' subnet."""
    tags: Input[Mapping[str, str]]
    """Tags of the pool."""


class BuildPool(ComponentResource):
    """One build machine of four CPUs in the network, kept and patched by Azure.

    A preview of Azure: https://learn.microsoft.com/azure/container-registry/tasks-agent-pools.
    """

    pool_id: Output[str]
    """ARM id."""
    pool_name: Output[str]
    """Name, for the tasks that run on it."""

    def __init__(self, name: str, args: BuildPoolArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:BuildPool", name, {**args}, opts)
        pool = acr.AgentPool(
            name,
            agent_pool_name="builds",
            registry_name=args["registry_name"],
            resource_group_name=args["resource_group_name"],
            count=1,
            os=acr.OS.LINUX,
            tier="S2",
            virtual_network_subnet_resource_id=args["subnet_id"],
            tags=args["tags"],
            opts=ResourceOptions(parent=self),
        )
        self.pool_id = pool.id
        self.pool_name = pool.name
        self.register_outputs({"poolId": self.pool_id, "poolName": self.pool_name})
