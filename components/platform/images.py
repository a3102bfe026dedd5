"""Images: the registry that every cluster pulls from, and whatever fills it."""

from pulumi import ComponentResource, Output, ResourceOptions

from components.keys.encryption_key import EncryptionKey, KeyUse
from components.platform.operations import Operations
from components.platform.place import Place
from components.platform.site import Site
from components.registry.access import RegistryAccess
from components.registry.bootstrap_cache import BootstrapCache
from components.registry.build_pool import BuildPool
from components.registry.image_rebuild import ImageRebuild
from components.registry.registry import Registry
from components.registry.registry_mirror import RegistryMirror
from components.registry.registry_team import RegistryTeam
from components.registry.repository_team import RepositoryTeam
from components.settings.tenants import TeamSetting


class Images(ComponentResource):
    """Registry with its key, a copy in every region that has a cluster, mirrors, teams, build agents and rebuilds."""

    registry: Registry
    """The registry."""
    bootstrap_registry_id: Output[str] | None
    """ARM id of the registry once it caches the clusters' own images, where nodes have no way out; None elsewhere."""
    pipelines: dict[str, dict[str, Output[str]]]
    """What others need of each identity that pushes or releases a team's images, by team and what it does."""

    def __init__(self, name: str, here: Place, operations: Operations, site: Site) -> None:
        super().__init__("hardened-aks:index:Images", name, {}, here.options)
        child = ResourceOptions(parent=self)
        settings, group_name = here.settings, here.group.name
        key = EncryptionKey(
            "registry-key",
            {
                "use": KeyUse.WRAP,
                "key_name": "registry",
                "vault_name": site.vault.vault_name,
                "resource_group_name": group_name,
                "protect_data": settings.protect_data,
            },
            ResourceOptions(parent=self, depends_on=site.vault.writable),
        )
        self.registry = Registry(
            "registry",
            {
                **here.named,
                "subscription_id": here.subscription_id,
                "vault_id": site.vault.vault_id,
                "key_uri": key.key_uri,
                "workspace_id": operations.workspace_id,
                "access": settings.registry.access,
                "soft_delete": settings.registry.soft_delete,
                "replica_regions": settings.replica_regions,
                "protect_data": settings.protect_data,
            },
            child,
        )
        for mirror in settings.registry.mirrors:
            RegistryMirror(
                mirror.name,
                {
                    "source": mirror.source,
                    "registry_name": self.registry.registry_name,
                    "resource_group_name": group_name,
                    "subscription_id": here.subscription_id,
                    "vault_id": site.application_vault.vault_id,
                    "vault_name": site.application_vault.vault_name,
                },
                child,
            )
        self.pipelines = {}
        for team in settings.teams:
            self._team(team, here, child)
        if site.network.build_agents_subnet_id is not None:
            pool = BuildPool(
                "builds",
                {
                    "registry_name": self.registry.registry_name,
                    "resource_group_name": group_name,
                    "subnet_id": site.network.build_agents_subnet_id,
                    "tags": settings.all_tags,
                },
                child,
            )
            for rebuild in settings.registry.rebuilds:
                ImageRebuild(
                    rebuild.name,
                    {
                        "source": rebuild.source,
                        "registry_name": self.registry.registry_name,
                        "resource_group_name": group_name,
                        "pool_name": pool.pool_name,
                        "tags": settings.all_tags,
                    },
                    child,
                )
        self.bootstrap_registry_id = None
        if settings.network.isolated:
            self.bootstrap_registry_id = BootstrapCache(
                "bootstrap",
                {
                    "resource_group_name": group_name,
                    "registry_name": self.registry.registry_name,
                    "registry_id": self.registry.registry_id,
                },
                child,
            ).registry_id
        self.register_outputs({})

    def _team(self, team: TeamSetting, here: Place, child: ResourceOptions) -> None:
        name = f"{team.name}-images"
        if here.settings.registry.access is RegistryAccess.ABAC:
            self.pipelines |= RepositoryTeam(
                name,
                {
                    **here.named,
                    "subscription_id": here.subscription_id,
                    "registry_id": self.registry.registry_id,
                    "team": team.name,
                    "groups": {"operators": str(team.operators), "developers": str(team.developers)},
                    "push_subject": team.images.push_subject if team.images else "",
                    "release_subject": team.images.release_subject if team.images else "",
                },
                child,
            ).pipelines
            return
        RegistryTeam(
            name,
            {
                "registry_name": self.registry.registry_name,
                "resource_group_name": here.group.name,
                "team": team.name,
            },
            child,
        )
