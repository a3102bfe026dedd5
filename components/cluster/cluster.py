"""A cluster whose API lives in our network, knows only Entra identities, and keeps itself up to date."""

from collections.abc import Mapping
from ipaddress import IPv4Network
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import containerservice as aks
from pulumi_azure_native import monitor

from components.cluster import options
from components.cluster.maintenance import Maintenance, MaintenanceWindow
from components.cluster.node_hardening import NodePoolSize, NodeScaling, left_alone, node_hardening
from components.monitoring.diagnostics import Diagnostics
from components.naming import Kind
from components.naming import name as azure_name
from components.network.addressing import dns_service_ip

LOG_CATEGORIES = [
    "cloud-controller-manager",
    "cluster-autoscaler",
    "csi-azuredisk-controller",
    "csi-snapshot-controller",
    "guard",
    "kube-apiserver",
    # kube-audit, a setting, adds every read: https://learn.microsoft.com/azure/aks/monitor-aks#aks-control-plane-resource-logs
    "kube-audit-admin",
    "kube-controller-manager",
    "kube-scheduler",
]


class ClusterArgs(TypedDict):
    """What a cluster needs from its caller."""

    stem: str
    """What all names of the stack have in common."""
    resource_group_name: Input[str]
    """Resource group that owns the cluster."""
    tenant_id: Input[str]
    """Entra tenant of the users."""
    admin_group_ids: list[str]
    """Object ids of the Entra groups that administer the cluster."""
    tier: str
    """Standard, or Premium for long-term support."""
    kubernetes_version: str
    """Minor version; patches come by themselves."""
    control_plane_id: Input[str]
    """ARM id of the control plane's identity, with its roles granted."""
    kubelet_id: Input[str]
    """ARM id of the kubelets' identity."""
    kubelet_client_id: Input[str]
    """Application id of the kubelets' identity."""
    kubelet_principal_id: Input[str]
    """Object id of the kubelets' identity."""
    nodes_subnet_id: Input[str]
    """ARM id of the nodes' subnet, with its way out."""
    api_server_subnet_id: Input[str]
    """ARM id of the subnet delegated to the API server."""
    cluster_zone_id: Input[str]
    """ARM id of the API server's private zone, linked to the network."""
    outbound_type: str
    """What AKS calls the nodes' way out, such as userDefinedRouting."""
    bootstrap_registry_id: Input[str] | None
    """ARM id of the registry that caches the cluster's own images where nodes have no way out; None elsewhere."""
    pod_cidr: str
    """CIDR range of pods."""
    service_cidr: str
    """CIDR range of services."""
    system_pool: NodePoolSize
    """The pool of the cluster's own add-ons."""
    availability_zones: list[str]
    """Zones the nodes spread over."""
    scaling: NodeScaling
    """Who decides how many nodes there are."""
    mesh: bool
    """Whether the Istio add-on stands, with a gateway inside the network."""
    safeguards: str
    """Warn or Enforce: what deployments against best practice meet with."""
    unguarded_namespaces: list[str]
    """Namespaces of extensions that the safeguards leave alone."""
    certificate_authorities: list[str]
    """Certificates nodes trust beside the public ones, PEM in base64; at most ten."""
    maintenance: MaintenanceWindow
    """When upgrades may run."""
    vault_id: Input[str]
    """ARM id of the vault whose key encrypts etcd."""
    disk_encryption_set_id: Input[str]
    """ARM id of the set whose key encrypts the disks of nodes and volumes."""
    etcd_key_id: Input[str]
    """The key that encrypts etcd, with its version."""
    workspace_id: Input[str]
    """ARM id of the workspace for logs and alerts."""
    container_rule_id: Input[str]
    """ARM id of the rule that says which container logs are kept."""
    audit_reads: bool
    """Whether the audit log has reads too."""
    prometheus: bool
    """Whether the managed Prometheus collects metrics."""
    tags: Input[Mapping[str, str]]
    """Tags of cluster and nodes."""


class Cluster(ComponentResource):
    """Private AKS cluster.

    API server in our network under a private name, no public name, no run command; Entra sign-in with Azure roles and
    no local accounts; workload identity; Cilium data plane and network policy; egress by the network's one way out;
    policies by name and HTTP method, flows observed; disks encrypted with our own key; Defender, Azure Policy,
    deployment safeguards, Key Vault secrets with rotation, container logs, image cleaner; automatic patches in
    maintenance windows; locked node resource group; system pool for the cluster's own add-ons alone.
    """

    cluster_id: Output[str]
    """ARM id."""
    cluster_name: Output[str]
    """Name, for node pools and `az aks get-credentials`."""
    oidc_issuer_url: Output[str]
    """Issuer of the service accounts' tokens, for federated credentials."""

    def __init__(self, name: str, args: ClusterArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:Cluster", name, {**args}, opts)
        cluster_name = azure_name(Kind.CLUSTER, args["stem"])
        cluster = aks.ManagedCluster(
            name,
            resource_name_=cluster_name,
            resource_group_name=args["resource_group_name"],
            node_resource_group=azure_name(Kind.RESOURCE_GROUP, args["stem"], "nodes"),
            node_resource_group_profile={"restriction_level": aks.RestrictionLevel.READ_ONLY},
            sku={"name": aks.ManagedClusterSKUName.BASE, "tier": args["tier"]},
            support_plan=options.support_plan(args["tier"]),
            kubernetes_version=args["kubernetes_version"],
            disk_encryption_set_id=args["disk_encryption_set_id"],
            auto_upgrade_profile={
                "upgrade_channel": aks.UpgradeChannel.PATCH,
                "node_os_upgrade_channel": aks.NodeOSUpgradeChannel.NODE_IMAGE,
            },
            identity={
                "type": aks.ResourceIdentityType.USER_ASSIGNED,
                "user_assigned_identities": [args["control_plane_id"]],
            },
            identity_profile={
                "kubeletidentity": {
                    "resource_id": args["kubelet_id"],
                    "client_id": args["kubelet_client_id"],
                    "object_id": args["kubelet_principal_id"],
                }
            },
            disable_local_accounts=True,
            enable_rbac=True,
            aad_profile={
                "managed": True,
                "enable_azure_rbac": True,
                "tenant_id": args["tenant_id"],
                "admin_group_object_ids": args["admin_group_ids"],
            },
            public_network_access=aks.PublicNetworkAccess.DISABLED,
            fqdn_subdomain=cluster_name,
            api_server_access_profile={
                "enable_private_cluster": True,
                "enable_private_cluster_public_fqdn": False,
                "enable_vnet_integration": True,
                "subnet_id": args["api_server_subnet_id"],
                "private_dns_zone": args["cluster_zone_id"],
                "disable_run_command": True,
            },
            network_profile={
                "network_plugin": aks.NetworkPlugin.AZURE,
                "network_plugin_mode": aks.NetworkPluginMode.OVERLAY,
                "network_dataplane": aks.NetworkDataplane.CILIUM,
                "network_policy": aks.NetworkPolicy.CILIUM,
                "advanced_networking": options.advanced_networking(mesh=args["mesh"]),
                "outbound_type": args["outbound_type"],
                "load_balancer_sku": aks.LoadBalancerSku.STANDARD,
                "pod_cidr": args["pod_cidr"],
                "service_cidr": args["service_cidr"],
                # Azure answers with lists as well: a program without them would replace a cluster that was imported.
                "pod_cidrs": [args["pod_cidr"]],
                "service_cidrs": [args["service_cidr"]],
                "ip_families": [aks.IpFamily.I_PV4],
                "dns_service_ip": dns_service_ip(IPv4Network(args["service_cidr"])),
            },
            bootstrap_profile={"artifact_source": aks.ArtifactSource.CACHE, "container_registry_id": cached}
            if (cached := args["bootstrap_registry_id"])
            else None,
            agent_pool_profiles=[
                aks.ManagedClusterAgentPoolProfileArgs(
                    name=args["system_pool"]["name"],
                    mode=aks.AgentPoolMode.SYSTEM,
                    **node_hardening(
                        args["system_pool"],
                        zones=args["availability_zones"],
                        subnet_id=args["nodes_subnet_id"],
                        kubernetes_version=args["kubernetes_version"],
                        scaling=args["scaling"],
                        tags=args["tags"],
                    ),
                )
            ],
            auto_scaler_profile=options.autoscaler(args["scaling"]),
            node_provisioning_profile=options.provisioner(args["scaling"]),
            workload_auto_scaler_profile={"keda": {"enabled": True}, "vertical_pod_autoscaler": {"enabled": True}},
            service_mesh_profile=options.service_mesh() if args["mesh"] else None,
            oidc_issuer_profile={"enabled": True},
            security_profile={
                "workload_identity": {"enabled": True},
                "azure_key_vault_kms": {
                    "enabled": True,
                    "key_id": args["etcd_key_id"],
                    "key_vault_network_access": aks.KeyVaultNetworkAccessTypes.PRIVATE,
                    "key_vault_resource_id": args["vault_id"],
                },
                "image_cleaner": {"enabled": True, "interval_hours": 48},
                "custom_ca_trust_certificates": args["certificate_authorities"] or None,
                "defender": {
                    "log_analytics_workspace_resource_id": args["workspace_id"],
                    "security_monitoring": {"enabled": True},
                },
            },
            addon_profiles={
                "azurepolicy": {"enabled": True, "config": {"version": "v2"}},
                "azureKeyvaultSecretsProvider": {
                    "enabled": True,
                    "config": {"enableSecretRotation": "true", "rotationPollInterval": "2m"},
                },
                "omsagent": {
                    "enabled": True,
                    "config": {"logAnalyticsWorkspaceResourceID": args["workspace_id"], "useAADAuth": "true"},
                },
            },
            storage_profile={
                "disk_csi_driver": {"enabled": True},
                "snapshot_controller": {"enabled": True},
                # Both mount with the storage account's shared key unless told otherwise.
                "file_csi_driver": {"enabled": False},
                "blob_csi_driver": {"enabled": False},
            },
            azure_monitor_profile={"metrics": {"enabled": True}} if args["prometheus"] else None,
            metrics_profile={"cost_analysis": {"enabled": True}},
            tags=args["tags"],
            opts=ResourceOptions(parent=self, ignore_changes=left_alone(args["scaling"], pool="agentPoolProfiles[0].")),
        )
        Diagnostics(
            name,
            {
                "resource_id": cluster.id,
                "workspace_id": args["workspace_id"],
                "categories": [*LOG_CATEGORIES, *(["kube-audit"] if args["audit_reads"] else [])],
            },
            ResourceOptions(parent=self),
        )
        monitor.DataCollectionRuleAssociation(
            name,
            association_name="ContainerInsightsExtension",
            resource_uri=cluster.id,
            data_collection_rule_id=args["container_rule_id"],
            opts=ResourceOptions(parent=self),
        )
        aks.DeploymentSafeguard(
            name,
            resource_uri=cluster.id,
            level=args["safeguards"],
            excluded_namespaces=args["unguarded_namespaces"] or None,
            opts=ResourceOptions(parent=self),
        )
        Maintenance(
            name,
            {
                "cluster_name": cluster.name,
                "resource_group_name": args["resource_group_name"],
                "window": args["maintenance"],
            },
            ResourceOptions(parent=self),
        )
        self.cluster_id = cluster.id
        self.cluster_name = cluster.name
        self.oidc_issuer_url = cluster.oidc_issuer_profile.apply(lambda profile: profile.issuer_url if profile else "")
        self.register_outputs(
            {
                "clusterId": self.cluster_id,
                "clusterName": self.cluster_name,
                "oidcIssuerUrl": self.oidc_issuer_url,
            }
        )
