"""Everybody who lives on the platform, and the rules of the house."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ProviderResource, ResourceOptions

from components.admission.admission import Admission
from components.identity.role_grant import RoleGrant
from components.identity.roles import Role
from components.kubernetes import access
from components.kubernetes.access import ClusterAccess
from components.kubernetes.manifest import KubernetesObject
from components.signatures.signatures import Signatures
from components.signatures.trust import Signing
from components.tenants.declaration import Declaration, Tenancy
from components.tenants.delivery import Delivery
from components.tenants.managed_team import ManagedTeam
from components.tenants.mesh import mutual_tls
from components.tenants.team import Team
from components.tenants.team_identity import TeamIdentity


class TenantsArgs(TypedDict):
    """What the tenants need from their caller."""

    prefix: str
    """What names in the program begin with: nothing in the first cluster, whose parts were there before any other's."""
    stem: str
    """What all names of the cluster's surroundings have in common."""
    resource_group_name: Input[str]
    """Resource group of cluster and identities."""
    location: str
    """Region of the cluster."""
    subscription_id: Input[str]
    """Subscription of the vault."""
    tenant_id: Input[str]
    """Entra tenant of identities and groups."""
    cluster_id: Input[str]
    """ARM id of the cluster."""
    cluster_name: Input[str]
    """Name of the cluster."""
    oidc_issuer_url: Input[str]
    """Issuer of the tokens of the cluster's service accounts."""
    kubernetes_version: str
    """Minor version of the cluster."""
    vault_id: Input[str]
    """ARM id of the applications' vault."""
    vault_name: Input[str]
    """Name of the applications' vault."""
    telemetry_id: Input[str]
    """ARM id of the Application Insights that takes the teams' telemetry."""
    registry_id: Input[str]
    """ARM id of the registry."""
    pull_role: Role
    """What lets an identity pull from it."""
    login_server: Input[str]
    """Host name of the registry."""
    tenancy: Tenancy
    """What the stack decides about its tenants."""
    tags: Input[Mapping[str, str]]
    """Tags of what the teams have in Azure."""


class Tenants(ComponentResource):
    """Teams of one cluster with an identity each, their namespaces, and the admission policies that hold in these."""

    def __init__(self, name: str, args: TenantsArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:Tenants", name, {**args}, opts)
        tenancy, prefix = args["tenancy"], args["prefix"]
        provider = self._access(name, args)
        inside = ResourceOptions(parent=self, providers=[provider] if provider else None)
        if provider:
            Admission(
                f"{prefix}admission",
                {
                    "prefix": prefix,
                    "mode": tenancy["mode"],
                    "allow_shells": tenancy["allow_shells"],
                    "parameters": {
                        "login_server": args["login_server"],
                        "host_suffixes": tenancy["host_suffixes"],
                        "operators": tenancy["operators"],
                        "spared_namespaces": tenancy["spared_namespaces"],
                    },
                },
                inside,
            )
            if tenancy["mesh"]:
                KubernetesObject(f"{prefix}mesh-mutual-tls", mutual_tls(), inside)
            if tenancy["signing"]:
                self._signatures(tenancy["signing"], args, inside)
        for team in tenancy["teams"]:
            client_id = self._identity(team, args)
            if provider:
                Team(
                    f"{prefix}{team['name']}",
                    {
                        "declaration": team,
                        "kubernetes_version": args["kubernetes_version"],
                        "entrance": tenancy["entrance"],
                        "client_id": client_id,
                        "tenant_id": args["tenant_id"],
                        "vault_name": args["vault_name"],
                        "protect_data": tenancy["protect_data"],
                    },
                    inside,
                )
            elif tenancy["access"] is ClusterAccess.AZURE:
                self._managed(team, args)
        if tenancy["repository"]:
            Delivery(
                f"{prefix}delivery",
                {
                    "resource_group_name": args["resource_group_name"],
                    "cluster_name": args["cluster_name"],
                    "repository": tenancy["repository"],
                },
                ResourceOptions(parent=self),
            )
        self.register_outputs({})

    def _identity(self, team: Declaration, args: TenantsArgs) -> Output[str]:
        identity = TeamIdentity(
            f"{args['prefix']}team-{team['name']}",
            {
                "stem": args["stem"],
                "resource_group_name": args["resource_group_name"],
                "subscription_id": args["subscription_id"],
                "oidc_issuer_url": args["oidc_issuer_url"],
                "vault_id": args["vault_id"],
                "team": team["name"],
                "secrets": team["secrets"],
                "tags": args["tags"],
            },
            ResourceOptions(parent=self),
        )
        # https://learn.microsoft.com/azure/azure-monitor/app/azure-ad-authentication
        RoleGrant(
            f"{args['prefix']}team-{team['name']}-telemetry",
            {
                "subscription_id": args["subscription_id"],
                "principal_id": identity.principal_id,
                "role": Role.MONITORING_METRICS_PUBLISHER,
                "scope": args["telemetry_id"],
                "reason": f"The workloads of {team['name']} send their telemetry.",
            },
            ResourceOptions(parent=self),
        )
        return identity.client_id

    @staticmethod
    def _signatures(signing: Signing, args: TenantsArgs, inside: ResourceOptions) -> None:
        Signatures(
            f"{args['prefix']}signatures",
            {
                "prefix": args["prefix"],
                "stem": args["stem"],
                "resource_group_name": args["resource_group_name"],
                "subscription_id": args["subscription_id"],
                "tenant_id": args["tenant_id"],
                "cluster_id": args["cluster_id"],
                "oidc_issuer_url": args["oidc_issuer_url"],
                "kubernetes_version": args["kubernetes_version"],
                "vault_id": args["vault_id"],
                "vault_name": args["vault_name"],
                "registry_id": args["registry_id"],
                "pull_role": args["pull_role"],
                "login_server": args["login_server"],
                "signing": signing,
                "mode": args["tenancy"]["mode"],
                "tags": args["tags"],
            },
            inside,
        )

    def _managed(self, team: Declaration, args: TenantsArgs) -> None:
        ManagedTeam(
            f"{args['prefix']}{team['name']}",
            {
                "declaration": team,
                "cluster_name": args["cluster_name"],
                "resource_group_name": args["resource_group_name"],
                "location": args["location"],
                "kubernetes_version": args["kubernetes_version"],
                "tags": args["tags"],
            },
            ResourceOptions(parent=self),
        )

    def _access(self, name: str, args: TenantsArgs) -> ProviderResource | None:
        match args["tenancy"]["access"]:
            case ClusterAccess.DIRECT:
                cluster: access.ClusterArgs = {
                    "resource_group_name": args["resource_group_name"],
                    "cluster_name": args["cluster_name"],
                    "cluster_id": args["cluster_id"],
                }
                return access.direct(name, cluster)
            case ClusterAccess.RENDER:
                return access.render(name, args["tenancy"]["folder"])
            case _:
                return None
