"""One cluster with all that is its own; a platform has as many as it needs."""

from pulumi import ComponentResource, Input, Output, ResourceOptions

from components.backup.cluster_backup import ClusterBackup
from components.cluster.cluster import Cluster
from components.cluster.cluster_identities import ClusterIdentities
from components.cluster.node_pool import NodePool
from components.keys.disk_encryption import DiskEncryption
from components.keys.encryption_key import EncryptionKey, KeyUse
from components.monitoring.application_insights import ApplicationInsights
from components.monitoring.metrics import Metrics
from components.monitoring.private_collection import PrivateCollection
from components.network.network import OUTBOUND_TYPES
from components.network.private_endpoint import PrivateEndpoint
from components.platform.images import Images
from components.platform.operations import Operations
from components.platform.place import Place
from components.platform.site import Site


class Stamp(ComponentResource):
    """Cluster on its site: its door to the registry, keys, identities, node pools, telemetry, metrics and backup."""

    cluster: Cluster
    """The cluster."""
    applications: ApplicationInsights
    """Where its workloads send their telemetry."""
    metrics: Metrics | None
    """Where its metrics are, or None."""
    site: Site
    """Network and vaults."""
    snapshots: dict[str, Input[str]]
    """ARM id of the resource group of snapshots, if there is one, by what it is called in the stack."""

    def __init__(self, name: str, here: Place, operations: Operations, site: Site, images: Images) -> None:
        super().__init__("hardened-aks:index:Stamp", name, {}, here.options)
        self._here, self._operations, self.site = here, operations, site
        self._child = ResourceOptions(parent=self)
        bootstrap = self._bootstrap(images)
        disks = DiskEncryption(
            here.name("disks"),
            {
                **here.named,
                "subscription_id": here.subscription_id,
                "vault_id": site.vault.vault_id,
                "key_version_uri": self._key("disk-key", "disks", KeyUse.WRAP).key_version_uri,
                "protect_data": here.settings.protect_data,
            },
            self._child,
        )
        identities = ClusterIdentities(
            here.name("cluster"),
            {
                **here.named,
                "subscription_id": here.subscription_id,
                "virtual_network_id": site.network.virtual_network_id,
                "nodes_subnet_id": site.network.nodes_subnet_id,
                "api_server_subnet_id": site.network.api_server_subnet_id,
                "cluster_zone_id": site.network.cluster_zone_id,
                "registry_id": images.registry.registry_id,
                "pull_role": images.registry.pull_role,
                "vault_id": site.vault.vault_id,
                "disk_encryption_set_id": disks.set_id,
            },
            self._child,
        )
        self.cluster = self._cluster(identities, disks.set_id, bootstrap)
        for pool in here.stamp.user_pools:
            NodePool(
                here.name(pool.name),
                {
                    "size": pool.size,
                    "cluster_name": self.cluster.cluster_name,
                    "resource_group_name": here.group.name,
                    "subnet_id": site.network.nodes_subnet_id,
                    "kubernetes_version": here.settings.kubernetes_version,
                    "availability_zones": here.stamp.availability_zones,
                    "scaling": here.settings.cluster.node_scaling,
                    "tags": here.settings.all_tags,
                },
                self._child,
            )
        self.snapshots = self._backup(identities.control_plane_principal_id) if here.settings.cluster.backup else {}
        self.metrics = self._telemetry()
        self.register_outputs({})

    def _bootstrap(self, images: Images) -> Output[str] | None:
        """Open a door to the registry; return its id, known once it is reached, to a cluster that starts from it."""
        door = PrivateEndpoint(
            self._here.name("registry"),
            {
                "stem": self._here.stamp.stem,
                "role": "registry",
                "resource_group_name": self._here.group.name,
                "resource_id": images.registry.replicated_id,
                "group_id": "registry",
                "subnet_id": self.site.network.private_endpoints_subnet_id,
                "zone_id": self.site.network.registry_zone_id,
                "tags": self._here.settings.all_tags,
            },
            self._child,
        )
        if images.bootstrap_registry_id is None:
            return None
        return Output.all(images.bootstrap_registry_id, door.endpoint_id).apply(lambda ids: str(ids[0]))

    def _key(self, name: str, key_name: str, use: KeyUse) -> EncryptionKey:
        return EncryptionKey(
            self._here.name(name),
            {
                "use": use,
                "key_name": key_name,
                "vault_name": self.site.vault.vault_name,
                "resource_group_name": self._here.group.name,
                "protect_data": self._here.settings.protect_data,
            },
            ResourceOptions(parent=self, depends_on=self.site.vault.writable),
        )

    def _cluster(
        self, identities: ClusterIdentities, disk_encryption_set_id: Input[str], bootstrap: Input[str] | None
    ) -> Cluster:
        here, network, settings = self._here, self.site.network, self._here.settings
        cluster = Cluster(
            here.name("cluster"),
            {
                **here.named,
                "tenant_id": here.tenant_id,
                "admin_group_ids": [str(group_id) for group_id in settings.admin_group_ids],
                "tier": settings.cluster_tier,
                "kubernetes_version": settings.kubernetes_version,
                "control_plane_id": identities.control_plane_id,
                "kubelet_id": identities.kubelet_id,
                "kubelet_client_id": identities.kubelet_client_id,
                "kubelet_principal_id": identities.kubelet_principal_id,
                "nodes_subnet_id": network.nodes_subnet_id,
                "api_server_subnet_id": network.api_server_subnet_id,
                "cluster_zone_id": network.cluster_zone_id,
                "outbound_type": OUTBOUND_TYPES[settings.network.egress],
                "bootstrap_registry_id": bootstrap,
                "pod_cidr": str(settings.pod_cidr),
                "service_cidr": str(settings.service_cidr),
                "system_pool": here.stamp.system_pool.size,
                "availability_zones": here.stamp.availability_zones,
                "scaling": settings.cluster.node_scaling,
                "mesh": settings.cluster.mesh,
                "safeguards": settings.cluster.safeguards,
                "unguarded_namespaces": settings.cluster.unguarded_namespaces,
                "certificate_authorities": settings.cluster.certificate_authorities,
                "maintenance": settings.maintenance.window,
                "workspace_id": self._operations.workspace_id,
                "vault_id": self.site.vault.reached_vault_id,
                "disk_encryption_set_id": disk_encryption_set_id,
                "etcd_key_id": self._key("etcd-key", "etcd", KeyUse.ENCRYPT).key_version_uri,
                "container_rule_id": self._operations.container_rule_id,
                "audit_reads": settings.monitoring.audit_reads,
                "prometheus": settings.monitoring.prometheus,
            },
            self._child,
        )
        if private := self.site.private_monitoring:
            PrivateCollection(
                here.name("collection"),
                {"cluster_id": cluster.cluster_id, "collection_endpoint_id": private.collection_endpoint_id},
                self._child,
            )
        return cluster

    def _backup(self, control_plane_principal_id: Input[str]) -> dict[str, Input[str]]:
        here = self._here
        backup = ClusterBackup(
            here.name("backup"),
            {
                **here.named,
                "location": here.stamp.location,
                "subscription_id": here.subscription_id,
                "tenant_id": here.tenant_id,
                "cluster_id": self.cluster.cluster_id,
                "cluster_name": self.cluster.cluster_name,
                "control_plane_principal_id": control_plane_principal_id,
                "subnet_id": self.site.network.private_endpoints_subnet_id,
                "zone_id": self.site.network.blob_zone_id,
                "workspace_id": self._operations.workspace_id,
                "protect_data": here.settings.protect_data,
            },
            self._child,
        )
        return {here.name("backup-snapshots"): backup.snapshots_id}

    def _telemetry(self) -> Metrics | None:
        """Take in what applications and the cluster measure; return where the cluster's metrics are."""
        here, private = self._here, self.site.private_monitoring
        self.applications = ApplicationInsights(
            here.name("applications"),
            {
                **here.named,
                "workspace_id": self._operations.workspace_id,
                "scope_id": private.scope_id if private else None,
            },
            self._child,
        )
        if not here.settings.monitoring.prometheus:
            return None
        return Metrics(
            here.name("metrics"),
            {
                **here.named,
                "zones_group_name": self.site.zones_group_name,
                "location": here.stamp.location,
                "virtual_network_id": self.site.network.virtual_network_id,
                "hub_network_id": self.site.network.hub_network_id,
                "subnet_id": self.site.network.private_endpoints_subnet_id,
                "collection_endpoint_id": private.collection_endpoint_id if private else None,
                "cluster_id": self.cluster.cluster_id,
                "cluster_name": self.cluster.cluster_name,
                "action_group_id": self._operations.action_group_id,
            },
            self._child,
        )

    @property
    def outputs(self) -> dict[str, Input[str] | None]:
        """What others need of this stamp."""
        return {
            "cluster_name": self.cluster.cluster_name,
            "cluster_oidc_issuer_url": self.cluster.oidc_issuer_url,
            "vault_name": self.site.vault.vault_name,
            "application_vault_name": self.site.application_vault.vault_name,
            "egress_ip": self.site.egress_ip,
            "telemetry_connection_string": self.applications.connection_string,
        }
