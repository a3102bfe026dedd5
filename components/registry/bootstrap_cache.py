"""A cluster without a way out finds its own images in the platform's registry."""

from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import containerregistry as acr


class BootstrapCacheArgs(TypedDict):
    """What the cache needs from its caller."""

    resource_group_name: Input[str]
    """Resource group of the registry."""
    registry_name: Input[str]
    """Registry that the nodes reach privately."""
    registry_id: Input[str]
    """ARM id of the registry."""


class BootstrapCache(ComponentResource):
    """Rule by which the registry fetches images of the Microsoft Artifact Registry when a node asks for them.

    AKS asks for exactly these names, and for the rule to stay as it is:
    https://learn.microsoft.com/azure/aks/network-isolated?pivots=byo-acr
    """

    registry_id: Output[str]
    """ARM id of the registry, known once it caches."""

    def __init__(self, name: str, args: BootstrapCacheArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:BootstrapCache", name, {**args}, opts)
        rule = acr.CacheRule(
            name,
            cache_rule_name="aks-managed-mcr",
            registry_name=args["registry_name"],
            resource_group_name=args["resource_group_name"],
            source_repository="mcr.microsoft.com/*",
            target_repository="aks-managed-repository/*",
            opts=ResourceOptions(parent=self),
        )
        self.registry_id = Output.all(args["registry_id"], rule.id).apply(lambda ids: str(ids[0]))
        self.register_outputs({"registryId": self.registry_id})
