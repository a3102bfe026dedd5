"""The platform: settings, then components in the order they need each other, then what others may use."""

import gc
import os
import signal

# A refused preview interrupts the program; without this it hangs for seconds and ends in a traceback.
signal.signal(signal.SIGINT, lambda *_: os._exit(1))
# The program makes many objects and drops few: the collector would take a third of a preview.
gc.set_threshold(50_000, 20, 100)

import pulumi  # noqa: E402
from pulumi import ResourceOptions  # noqa: E402
from pulumi_azure_native import authorization, resources  # noqa: E402

from components.alerts.action_group import ActionGroup  # noqa: E402
from components.alerts.alerting import Alerting  # noqa: E402
from components.backup.cluster_backup import ClusterBackup  # noqa: E402
from components.cluster.cluster import Cluster  # noqa: E402
from components.cluster.cluster_identities import ClusterIdentities  # noqa: E402
from components.cluster.node_pool import NodePool  # noqa: E402
from components.governance.exemptions import granted  # noqa: E402
from components.governance.locks import Locks  # noqa: E402
from components.governance.policy_assignments import EXEMPTABLE, PolicyAssignments  # noqa: E402
from components.governance.policy_exemptions import PolicyExemptions  # noqa: E402
from components.governance.spending_budget import SpendingBudget  # noqa: E402
from components.identity.people import People  # noqa: E402
from components.identity.pipeline_identity import PipelineIdentity  # noqa: E402
from components.keys.disk_encryption import DiskEncryption  # noqa: E402
from components.keys.encryption_key import EncryptionKey, KeyUse  # noqa: E402
from components.keys.key_vault import KeyVault, KeyVaultArgs, VaultUse  # noqa: E402
from components.monitoring.activity_log import ActivityLog  # noqa: E402
from components.monitoring.application_insights import ApplicationInsights  # noqa: E402
from components.monitoring.grafana import Grafana  # noqa: E402
from components.monitoring.metrics import Metrics  # noqa: E402
from components.monitoring.monitoring import Monitoring  # noqa: E402
from components.monitoring.private_collection import PrivateCollection  # noqa: E402
from components.monitoring.private_monitoring import PrivateMonitoring  # noqa: E402
from components.monitoring.saved_queries import SavedQueries  # noqa: E402
from components.naming import Kind, name  # noqa: E402
from components.network.bastion import Bastion  # noqa: E402
from components.network.egress_allow_list import hosts  # noqa: E402
from components.network.flow_logs import FlowLogs  # noqa: E402
from components.network.network import OUTBOUND_TYPES, Network  # noqa: E402
from components.registration import await_registrations  # noqa: E402
from components.registry.bootstrap_cache import BootstrapCache  # noqa: E402
from components.registry.build_pool import BuildPool  # noqa: E402
from components.registry.registry import Registry  # noqa: E402
from components.registry.registry_mirror import RegistryMirror  # noqa: E402
from components.registry.registry_team import RegistryTeam  # noqa: E402
from components.security.defender import Defender  # noqa: E402
from components.security.security_findings import SecurityFindings  # noqa: E402
from components.security.sentinel import Sentinel  # noqa: E402
from components.settings.stack import load_or_stop  # noqa: E402
from components.settings.tenants import hosts as hosts_of_teams  # noqa: E402
from components.settings.tenants import people as people_of_teams  # noqa: E402
from components.tenants.tenants import Tenants  # noqa: E402

settings = load_or_stop()
await_registrations()
stem, tags = settings.stem, settings.all_tags
destinations = settings.network.destinations(
    settings.location, settings.add_ons, hosts_of_teams(settings.teams, settings.manifests)
)
deployer = authorization.get_client_config_output()

group = resources.ResourceGroup("platform", resource_group_name=name(Kind.RESOURCE_GROUP, stem), tags=tags)

monitoring = Monitoring(
    "monitoring",
    {
        "stem": stem,
        "resource_group_name": group.name,
        "retention_days": settings.log_retention_days,
        "private": settings.network.private_monitoring,
        "container_log_plan": settings.monitoring.container_log_plan,
        "daily_cap_gb": settings.monitoring.daily_cap_gb,
        "protect_data": settings.protect_data,
        "tags": tags,
    },
)

told = ActionGroup(
    "alerts",
    {
        "stem": stem,
        "resource_group_name": group.name,
        "emails": settings.monitoring.alert_emails,
        "tags": tags,
    },
)

if settings.owns_subscription:
    Defender("defender", {"subscription_id": deployer.subscription_id})
    ActivityLog("activity-log", {"workspace_id": monitoring.workspace_id})
    SecurityFindings(
        "security-findings",
        {
            "resource_group_name": group.name,
            "subscription_id": deployer.subscription_id,
            "workspace_id": monitoring.workspace_id,
            "emails": settings.monitoring.alert_emails,
            "exports_alerts": not settings.monitoring.sentinel,
            "tags": tags,
        },
    )

if settings.monitoring.sentinel:
    Sentinel(
        "sentinel",
        {
            "resource_group_name": group.name,
            "workspace_name": monitoring.workspace_name,
            "subscription_id": deployer.subscription_id,
            "owns_subscription": settings.owns_subscription,
            "audit_reads": settings.monitoring.audit_reads,
        },
    )

network = Network(
    "network",
    {
        "stem": stem,
        "resource_group_name": group.name,
        "location": settings.location,
        "address_space": str(settings.address_space),
        "pod_cidr": str(settings.pod_cidr),
        "build_agents": settings.registry.build_agents,
        "egress": settings.network.egress.value,
        "existing_hub": settings.network.existing_hub,
        "destinations": destinations,
        "ddos_plan": settings.network.ddos_plan,
        "workspace_id": monitoring.workspace_id,
        "tags": tags,
    },
)

FlowLogs(
    "flow-logs",
    {
        "stem": stem,
        "resource_group_name": group.name,
        "subscription_id": deployer.subscription_id,
        "location": settings.location,
        "network_id": network.virtual_network_id,
        "hub_network_id": network.hub_network_id,
        "subnet_id": network.private_endpoints_subnet_id,
        "zone_id": network.blob_zone_id,
        "workspace_id": monitoring.workspace_id,
        "protect_data": settings.protect_data,
        "tags": tags,
    },
)

if settings.network.bastion_from:
    Bastion(
        "bastion",
        {
            "stem": stem,
            "resource_group_name": group.name,
            "address_space": str(settings.address_space),
            "virtual_network_name": network.virtual_network_name,
            "operators": settings.network.bastion_from,
            "workspace_id": monitoring.workspace_id,
            "tags": tags,
        },
    )

private_monitoring = None
if settings.network.private_monitoring:
    private_monitoring = PrivateMonitoring(
        "monitor",
        {
            "stem": stem,
            "resource_group_name": group.name,
            "workspace_id": monitoring.workspace_id,
            "virtual_network_id": network.virtual_network_id,
            "hub_network_id": network.hub_network_id,
            "subnet_id": network.private_endpoints_subnet_id,
            "blob_zone_id": network.blob_zone_id,
            "tags": tags,
        },
    )

vault_args: KeyVaultArgs = {
    "use": VaultUse.PLATFORM,
    "stem": stem,
    "resource_group_name": group.name,
    "subscription_id": deployer.subscription_id,
    "tenant_id": deployer.tenant_id,
    "deployer_id": deployer.object_id,
    "deployer_type": settings.deployer_type,
    "subnet_id": network.private_endpoints_subnet_id,
    "zone_id": network.vault_zone_id,
    "workspace_id": monitoring.workspace_id,
    "action_group_ids": [told.action_group_id],
    "protect_data": settings.protect_data,
    "tags": tags,
}
vault = KeyVault("vault", vault_args)
application_vault = KeyVault("application-vault", {**vault_args, "use": VaultUse.APPLICATIONS})

registry_key = EncryptionKey(
    "registry-key",
    {
        "use": KeyUse.WRAP,
        "key_name": "registry",
        "vault_name": vault.vault_name,
        "resource_group_name": group.name,
        "protect_data": settings.protect_data,
    },
    ResourceOptions(depends_on=[vault]),
)

registry = Registry(
    "registry",
    {
        "stem": stem,
        "resource_group_name": group.name,
        "subscription_id": deployer.subscription_id,
        "vault_id": vault.vault_id,
        "key_uri": registry_key.key_uri,
        "subnet_id": network.private_endpoints_subnet_id,
        "zone_id": network.registry_zone_id,
        "workspace_id": monitoring.workspace_id,
        "soft_delete": settings.registry.soft_delete,
        "replica_regions": settings.registry.replica_regions,
        "protect_data": settings.protect_data,
        "tags": tags,
    },
)

for mirror in settings.registry.mirrors:
    RegistryMirror(
        mirror.name,
        {
            "source": mirror.source,
            "registry_name": registry.registry_name,
            "resource_group_name": group.name,
            "subscription_id": deployer.subscription_id,
            "vault_id": application_vault.vault_id,
            "vault_name": application_vault.vault_name,
        },
    )

for team in settings.teams:
    RegistryTeam(
        f"{team.name}-images",
        {"registry_name": registry.registry_name, "resource_group_name": group.name, "team": team.name},
    )

if network.build_agents_subnet_id is not None:
    BuildPool(
        "builds",
        {
            "registry_name": registry.registry_name,
            "resource_group_name": group.name,
            "subnet_id": network.build_agents_subnet_id,
            "tags": tags,
        },
    )

disk_key = EncryptionKey(
    "disk-key",
    {
        "use": KeyUse.WRAP,
        "key_name": "disks",
        "vault_name": vault.vault_name,
        "resource_group_name": group.name,
        "protect_data": settings.protect_data,
    },
    ResourceOptions(depends_on=[vault]),
)

disks = DiskEncryption(
    "disks",
    {
        "stem": stem,
        "resource_group_name": group.name,
        "subscription_id": deployer.subscription_id,
        "vault_id": vault.vault_id,
        "key_version_uri": disk_key.key_version_uri,
        "protect_data": settings.protect_data,
        "tags": tags,
    },
)

bootstrap_cache = None
if settings.network.isolated:
    bootstrap_cache = BootstrapCache(
        "bootstrap",
        {
            "resource_group_name": group.name,
            "registry_name": registry.registry_name,
            "registry_id": registry.registry_id,
        },
        ResourceOptions(depends_on=[registry]),
    )

etcd_key = EncryptionKey(
    "etcd-key",
    {
        "use": KeyUse.ENCRYPT,
        "key_name": "etcd",
        "vault_name": vault.vault_name,
        "resource_group_name": group.name,
        "protect_data": settings.protect_data,
    },
    ResourceOptions(depends_on=[vault]),
)

identities = ClusterIdentities(
    "cluster",
    {
        "stem": stem,
        "resource_group_name": group.name,
        "subscription_id": deployer.subscription_id,
        "virtual_network_id": network.virtual_network_id,
        "nodes_subnet_id": network.nodes_subnet_id,
        "api_server_subnet_id": network.api_server_subnet_id,
        "cluster_zone_id": network.cluster_zone_id,
        "registry_id": registry.registry_id,
        "vault_id": vault.vault_id,
        "disk_encryption_set_id": disks.set_id,
        "tags": tags,
    },
)

cluster = Cluster(
    "cluster",
    {
        "stem": stem,
        "resource_group_name": group.name,
        "tenant_id": deployer.tenant_id,
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
        "bootstrap_registry_id": bootstrap_cache.registry_id if bootstrap_cache else None,
        "pod_cidr": str(settings.pod_cidr),
        "service_cidr": str(settings.service_cidr),
        "system_pool": settings.system_pool.size,
        "availability_zones": settings.availability_zones,
        "scaling": settings.cluster.node_scaling,
        "mesh": settings.cluster.mesh,
        "safeguards": settings.cluster.safeguards,
        "unguarded_namespaces": settings.cluster.unguarded_namespaces,
        "certificate_authorities": settings.cluster.certificate_authorities,
        "maintenance": settings.maintenance.window,
        "workspace_id": monitoring.workspace_id,
        "vault_id": vault.vault_id,
        "disk_encryption_set_id": disks.set_id,
        "etcd_key_id": etcd_key.key_version_uri,
        "container_rule_id": monitoring.container_rule_id,
        "audit_reads": settings.monitoring.audit_reads,
        "prometheus": settings.monitoring.prometheus,
        "tags": tags,
    },
)

if private_monitoring:
    PrivateCollection(
        "collection",
        {
            "cluster_id": cluster.cluster_id,
            "collection_endpoint_id": private_monitoring.collection_endpoint_id,
        },
    )

for pool in settings.user_pools:
    NodePool(
        pool.name,
        {
            "size": pool.size,
            "cluster_name": cluster.cluster_name,
            "resource_group_name": group.name,
            "subnet_id": network.nodes_subnet_id,
            "kubernetes_version": settings.kubernetes_version,
            "availability_zones": settings.availability_zones,
            "scaling": settings.cluster.node_scaling,
            "tags": tags,
        },
    )

if settings.cluster.backup:
    ClusterBackup(
        "backup",
        {
            "stem": stem,
            "resource_group_name": group.name,
            "location": settings.location,
            "subscription_id": deployer.subscription_id,
            "tenant_id": deployer.tenant_id,
            "cluster_id": cluster.cluster_id,
            "cluster_name": cluster.cluster_name,
            "control_plane_principal_id": identities.control_plane_principal_id,
            "subnet_id": network.private_endpoints_subnet_id,
            "zone_id": network.blob_zone_id,
            "workspace_id": monitoring.workspace_id,
            "protect_data": settings.protect_data,
            "tags": tags,
        },
    )

People(
    "people",
    {
        "subscription_id": deployer.subscription_id,
        "resource_group_id": group.id,
        "cluster_id": cluster.cluster_id,
        "vault_ids": [vault.vault_id, application_vault.vault_id],
        "workspace_id": monitoring.workspace_id,
        **settings.identity.people,
        "teams": people_of_teams(settings.teams, settings.cluster_access),
    },
)

Tenants(
    "tenants",
    {
        "stem": stem,
        "resource_group_name": group.name,
        "location": settings.location,
        "subscription_id": deployer.subscription_id,
        "tenant_id": deployer.tenant_id,
        "cluster_id": cluster.cluster_id,
        "cluster_name": cluster.cluster_name,
        "oidc_issuer_url": cluster.oidc_issuer_url,
        "kubernetes_version": settings.kubernetes_version,
        "vault_id": application_vault.vault_id,
        "vault_name": application_vault.vault_name,
        "login_server": registry.login_server,
        "tenancy": settings.tenancy,
        "tags": tags,
    },
)

for pipeline, subject, roles in settings.identity.pipelines:
    PipelineIdentity(
        pipeline,
        {
            "stem": stem,
            "role": pipeline,
            "resource_group_name": group.name,
            "resource_group_id": group.id,
            "subscription_id": deployer.subscription_id,
            "subject": subject,
            "roles": roles,
            "tags": tags,
        },
    )

Alerting(
    "alerting",
    {
        "stem": stem,
        "resource_group_name": group.name,
        "resource_group_id": group.id,
        "subscription_id": deployer.subscription_id,
        "workspace_id": monitoring.workspace_id,
        "action_group_id": told.action_group_id,
        "audit_reads": settings.monitoring.audit_reads,
        "maintenance": settings.maintenance.window,
        "tags": tags,
    },
)

SavedQueries(
    "troubleshooting",
    {"stem": stem, "resource_group_name": group.name, "workspace_id": monitoring.workspace_id, "tags": tags},
)

applications = ApplicationInsights(
    "applications",
    {
        "stem": stem,
        "resource_group_name": group.name,
        "workspace_id": monitoring.workspace_id,
        "scope_id": private_monitoring.scope_id if private_monitoring else None,
        "tags": tags,
    },
)

if settings.monitoring.prometheus:
    metrics = Metrics(
        "metrics",
        {
            "stem": stem,
            "location": settings.location,
            "resource_group_name": group.name,
            "virtual_network_id": network.virtual_network_id,
            "hub_network_id": network.hub_network_id,
            "subnet_id": network.private_endpoints_subnet_id,
            "collection_endpoint_id": private_monitoring.collection_endpoint_id if private_monitoring else None,
            "cluster_id": cluster.cluster_id,
            "cluster_name": cluster.cluster_name,
            "action_group_id": told.action_group_id,
            "tags": tags,
        },
    )
    if settings.monitoring.grafana:
        Grafana(
            "grafana",
            {
                "stem": stem,
                "location": settings.location,
                "resource_group_name": group.name,
                "resource_group_id": group.id,
                "subscription_id": deployer.subscription_id,
                "virtual_network_id": network.virtual_network_id,
                "hub_network_id": network.hub_network_id,
                "subnet_id": network.private_endpoints_subnet_id,
                "metrics_id": metrics.workspace_id,
                "workspace_id": monitoring.workspace_id,
                "admin_group_ids": [str(group_id) for group_id in settings.admin_group_ids],
                "tags": tags,
            },
        )

policies = PolicyAssignments(
    "policies",
    {
        "scope": group.id,
        "subscription_id": deployer.subscription_id,
        "location": settings.location,
        "mode": settings.governance.policies,
        "login_server": registry.login_server,
        "restrict_types": settings.governance.restrict_types,
    },
)

PolicyExemptions(
    "policy-exemptions",
    {
        "exemptions": granted(EXEMPTABLE),
        "subject_ids": {"cluster": cluster.cluster_id, "registry": registry.registry_id, "vault": vault.vault_id},
        "assignment_ids": policies.assignment_ids,
    },
)

if settings.governance.lock_data:
    Locks(
        "locks",
        {
            "scopes": {
                "registry": registry.registry_id,
                "vault": vault.vault_id,
                "workspace": monitoring.workspace_id,
            }
        },
        # Last of all, so that it goes first: a lock keeps the roles and settings on what it keeps.
        ResourceOptions(
            depends_on=[monitoring, vault, registry_key, etcd_key, registry, identities, cluster, policies]
        ),
    )

if settings.governance.budget:
    SpendingBudget(
        "budget",
        {
            "stem": stem,
            "scope": group.id,
            "amount": settings.governance.budget.amount,
            "start": settings.governance.budget.start,
            "emails": settings.monitoring.alert_emails,
            "action_group_id": told.action_group_id,
        },
    )

pulumi.export("resource_group", group.name)
pulumi.export("cluster_name", cluster.cluster_name)
pulumi.export("cluster_oidc_issuer_url", cluster.oidc_issuer_url)
pulumi.export("registry_login_server", registry.login_server)
pulumi.export("vault_name", vault.vault_name)
pulumi.export("application_vault_name", application_vault.vault_name)
pulumi.export("egress_ip", network.egress_ip)
pulumi.export("egress_hosts", hosts(destinations))
pulumi.export("telemetry_connection_string", applications.connection_string)
