"""A team's namespace made by Azure, for a platform that does not reach its own API server."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, ResourceOptions
from pulumi_azure_native import containerservice as aks

from components.tenants.declaration import Declaration
from components.tenants.namespace import labels
from components.tenants.quota import QUOTAS


class ManagedTeamArgs(TypedDict):
    """What a managed namespace needs from its caller."""

    declaration: Declaration
    """What the team says about itself."""
    cluster_name: Input[str]
    """The cluster."""
    resource_group_name: Input[str]
    """Resource group of the cluster."""
    location: str
    """Region of the cluster."""
    kubernetes_version: str
    """Minor version of the cluster."""
    tags: Input[Mapping[str, str]]
    """Tags of the namespace in Azure."""


class ManagedTeam(ComponentResource):
    """Namespace with Pod Security labels, quota and a default network policy, kept by Azure and kept when it lets go.

    What Azure does not make there: hosts by name, roles of one's own, service account, secrets.
    https://learn.microsoft.com/azure/aks/concepts-managed-namespaces
    """

    def __init__(self, name: str, args: ManagedTeamArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:ManagedTeam", name, {**args}, opts)
        team = args["declaration"]
        share = QUOTAS[team["quota"]]
        aks.ManagedNamespace(
            name,
            managed_namespace_name=team["name"],
            resource_name_=args["cluster_name"],
            resource_group_name=args["resource_group_name"],
            location=args["location"],
            properties={
                "labels": labels(team["name"], args["kubernetes_version"]),
                "default_resource_quota": {
                    "cpu_request": f"{share.cpu * 1000}m",
                    "cpu_limit": f"{share.cpu * 2000}m",
                    "memory_request": f"{share.memory}Gi",
                    "memory_limit": f"{2 * share.memory}Gi",
                },
                "default_network_policy": {
                    "ingress": aks.PolicyRule.ALLOW_SAME_NAMESPACE,
                    "egress": aks.PolicyRule.ALLOW_SAME_NAMESPACE,
                },
                # Who had the name before had other rules: neither is taken over nor mixed.
                "adoption_policy": aks.AdoptionPolicy.NEVER,
                "delete_policy": aks.DeletePolicy.KEEP,
            },
            tags=args["tags"],
            opts=ResourceOptions(parent=self),
        )
        self.register_outputs({})
