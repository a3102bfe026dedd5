"""The cluster, its pools and its windows."""

from collections.abc import Mapping
from typing import Any

import pytest

from components.cluster.cluster import Cluster
from components.cluster.maintenance import Maintenance
from components.cluster.node_hardening import NodePoolSize, NodeScaling, PoolProfile, node_hardening
from components.cluster.node_pool import NodePool
from components.cluster.options import support_plan
from tests.components.recorder import TENANT, Recorder, Run

CLUSTER = "azure-native:containerservice:ManagedCluster"
GROUP = "7d6a1c9e-3f52-4b8a-9c07-5e21d8f4a6b3"
SYSTEM: NodePoolSize = {
    "name": "system",
    "vm_size": "Standard_D4ds_v5",
    "min_count": 3,
    "max_count": 5,
    "taints": ["CriticalAddonsOnly=true:NoSchedule"],
    "profile": PoolProfile.STANDARD,
}
HARDENED = {
    "type": "VirtualMachineScaleSets",
    "enableAutoScaling": True,
    "maxPods": 110,
    "availabilityZones": ["1", "2", "3"],
    "vnetSubnetID": "/vnet/nodes",
    "orchestratorVersion": "1.36",
    "osType": "Linux",
    "osSKU": "AzureLinux",
    "osDiskType": "Ephemeral",
    "osDiskSizeGB": 128,
    "enableEncryptionAtHost": True,
    "enableNodePublicIP": False,
    "securityProfile": {"enableSecureBoot": True, "enableVTPM": True, "sshAccess": "Disabled"},
    "kubeletConfig": {"podMaxPids": 4096, "containerLogMaxFiles": 5, "containerLogMaxSizeMB": 50},
    "upgradeSettings": {"maxSurge": "33%", "drainTimeoutInMinutes": 30, "nodeSoakDurationInMinutes": 5},
    "tags": {"a": "b"},
}


def build(  # noqa: PLR0913 - a keyword for each decision
    run: Run,
    *,
    scaling: NodeScaling = NodeScaling.AUTOSCALER,
    mesh: bool = False,
    authorities: tuple[str, ...] = (),
    audit_reads: bool = False,
    prometheus: bool = True,
) -> Recorder:
    """Register a cluster."""
    return run(
        lambda: Cluster(
            "cluster",
            {
                "stem": "s-dev-weu-x7",
                "resource_group_name": "rg",
                "tenant_id": TENANT,
                "admin_group_ids": [GROUP],
                "tier": "Standard",
                "kubernetes_version": "1.36",
                "control_plane_id": "/control-plane",
                "kubelet_id": "/kubelet",
                "kubelet_client_id": "kubelet-client",
                "kubelet_principal_id": "kubelet-principal",
                "nodes_subnet_id": "/vnet/nodes",
                "api_server_subnet_id": "/vnet/api",
                "cluster_zone_id": "/zone",
                "outbound_type": "userDefinedRouting",
                "bootstrap_registry_id": None,
                "pod_cidr": "100.64.0.0/16",
                "service_cidr": "100.127.0.0/20",
                "system_pool": SYSTEM,
                "availability_zones": ["1", "2", "3"],
                "scaling": scaling,
                "mesh": mesh,
                "safeguards": "Enforce",
                "unguarded_namespaces": ["dataprotection-microsoft"],
                "certificate_authorities": [*authorities],
                "maintenance": {
                    "day": "Sunday",
                    "start": "01:00",
                    "utc_offset": "+00:00",
                    "hours": 8,
                    "freezes": [],
                },
                "vault_id": "/vault",
                "disk_encryption_set_id": "/disks",
                "etcd_key_id": "https://kv.vault.azure.net/keys/etcd/1",
                "workspace_id": "/workspace",
                "container_rule_id": "/rule",
                "audit_reads": audit_reads,
                "prometheus": prometheus,
                "tags": {"a": "b"},
            },
        )
    )


EXPECTED: dict[str, Any] = {
    "resourceName": "aks-s-dev-weu-x7",
    "resourceGroupName": "rg",
    "nodeResourceGroup": "rg-s-dev-weu-x7-nodes",
    "nodeResourceGroupProfile": {"restrictionLevel": "ReadOnly"},
    "sku": {"name": "Base", "tier": "Standard"},
    "supportPlan": "KubernetesOfficial",
    "kubernetesVersion": "1.36",
    "diskEncryptionSetID": "/disks",
    "autoUpgradeProfile": {"upgradeChannel": "patch", "nodeOSUpgradeChannel": "NodeImage"},
    "identity": {"type": "UserAssigned", "userAssignedIdentities": ["/control-plane"]},
    "identityProfile": {
        "kubeletidentity": {
            "resourceId": "/kubelet",
            "clientId": "kubelet-client",
            "objectId": "kubelet-principal",
        }
    },
    "disableLocalAccounts": True,
    "enableRBAC": True,
    "aadProfile": {"managed": True, "enableAzureRBAC": True, "tenantID": TENANT, "adminGroupObjectIDs": [GROUP]},
    "publicNetworkAccess": "Disabled",
    "fqdnSubdomain": "aks-s-dev-weu-x7",
    "apiServerAccessProfile": {
        "enablePrivateCluster": True,
        "enablePrivateClusterPublicFQDN": False,
        "enableVnetIntegration": True,
        "subnetId": "/vnet/api",
        "privateDNSZone": "/zone",
        "disableRunCommand": True,
    },
    "networkProfile": {
        "networkPlugin": "azure",
        "networkPluginMode": "overlay",
        "networkDataplane": "cilium",
        "networkPolicy": "cilium",
        "advancedNetworking": {
            "enabled": True,
            "observability": {"enabled": True},
            "security": {"enabled": True, "advancedNetworkPolicies": "L7"},
        },
        "outboundType": "userDefinedRouting",
        "loadBalancerSku": "standard",
        "podCidr": "100.64.0.0/16",
        "serviceCidr": "100.127.0.0/20",
        "dnsServiceIP": "100.127.0.10",
    },
    "agentPoolProfiles": [
        {
            "name": "system",
            "mode": "System",
            "vmSize": "Standard_D4ds_v5",
            "count": 3,
            "minCount": 3,
            "maxCount": 5,
            "nodeTaints": ["CriticalAddonsOnly=true:NoSchedule"],
            **HARDENED,
        }
    ],
    "autoScalerProfile": {
        "balanceSimilarNodeGroups": "true",
        "expander": "least-waste",
        "maxGracefulTerminationSec": "600",
        "maxNodeProvisionTime": "15m",
        "scaleDownDelayAfterAdd": "10m",
        "scaleDownUnneededTime": "10m",
        "scaleDownUtilizationThreshold": "0.5",
        "skipNodesWithLocalStorage": "true",
    },
    "workloadAutoScalerProfile": {"keda": {"enabled": True}, "verticalPodAutoscaler": {"enabled": True}},
    "oidcIssuerProfile": {"enabled": True},
    "securityProfile": {
        "workloadIdentity": {"enabled": True},
        "azureKeyVaultKms": {
            "enabled": True,
            "keyId": "https://kv.vault.azure.net/keys/etcd/1",
            "keyVaultNetworkAccess": "Private",
            "keyVaultResourceId": "/vault",
        },
        "imageCleaner": {"enabled": True, "intervalHours": 48},
        "defender": {
            "logAnalyticsWorkspaceResourceId": "/workspace",
            "securityMonitoring": {"enabled": True},
        },
    },
    "addonProfiles": {
        "azurepolicy": {"enabled": True, "config": {"version": "v2"}},
        "azureKeyvaultSecretsProvider": {
            "enabled": True,
            "config": {"enableSecretRotation": "true", "rotationPollInterval": "2m"},
        },
        "omsagent": {
            "enabled": True,
            "config": {"logAnalyticsWorkspaceResourceID": "/workspace", "useAADAuth": "true"},
        },
    },
    "storageProfile": {
        "diskCSIDriver": {"enabled": True},
        "snapshotController": {"enabled": True},
        "fileCSIDriver": {"enabled": False},
        "blobCSIDriver": {"enabled": False},
    },
    "azureMonitorProfile": {"metrics": {"enabled": True}},
    "metricsProfile": {"costAnalysis": {"enabled": True}},
    "tags": {"a": "b"},
}


def test_cluster_settings(run: Run) -> None:
    """Every setting the engine is sent is one somebody decided on, and no other is sent."""
    assert build(run).inputs(CLUSTER) == EXPECTED


def test_cluster_is_logged(run: Run) -> None:
    """Changes, sign-ins and container logs reach the workspace."""
    recorder = build(run)
    cluster = recorder.one(CLUSTER).id
    setting = recorder.inputs("azure-native:monitor:DiagnosticSetting")
    association = recorder.inputs("azure-native:monitor:DataCollectionRuleAssociation")

    assert setting["resourceUri"] == cluster
    assert {"kube-audit-admin", "guard", "kube-apiserver"} <= {log["category"] for log in setting["logs"]}
    assert (association["resourceUri"], association["dataCollectionRuleId"]) == (cluster, "/rule")


def test_reads_and_metrics_are_decided_by_the_stack(run: Run) -> None:
    """Reads cost several times as much as the rest of the audit log; metrics have a store or are not collected."""
    audited = build(run, audit_reads=True).inputs("azure-native:monitor:DiagnosticSetting")["logs"]
    plain = build(run, prometheus=False)

    assert {"category": "kube-audit", "enabled": True} in audited
    assert {"category": "kube-audit", "enabled": True} not in plain.inputs("azure-native:monitor:DiagnosticSetting")[
        "logs"
    ]
    assert "azureMonitorProfile" not in plain.inputs(CLUSTER)


def test_every_upgrade_has_a_window_and_none_opens_in_a_freeze(run: Run) -> None:
    """Azure knows them by fixed names."""
    recorder = run(
        lambda: Maintenance(
            "m",
            {
                "cluster_name": "aks",
                "resource_group_name": "rg",
                "window": {
                    "day": "Monday",
                    "start": "22:00",
                    "utc_offset": "+01:00",
                    "hours": 6,
                    "freezes": [{"start": "2026-12-18", "end": "2027-01-04"}],
                },
            },
        )
    )
    windows = {r.inputs["configName"]: r.inputs["maintenanceWindow"] for r in recorder.registered if r.inputs}
    expected = {
        "schedule": {"weekly": {"dayOfWeek": "Monday", "intervalWeeks": 1}},
        "startTime": "22:00",
        "utcOffset": "+01:00",
        "durationHours": 6,
        "notAllowedDates": [{"start": "2026-12-18", "end": "2027-01-04"}],
    }

    assert windows == dict.fromkeys(
        ("aksManagedAutoUpgradeSchedule", "aksManagedNodeOSUpgradeSchedule", "default"), expected
    )


def test_deployments_are_guarded(run: Run) -> None:
    """Best practice is enforced, but for the namespaces of Microsoft's own extensions."""
    recorder = build(run)

    assert recorder.inputs("azure-native:containerservice:DeploymentSafeguard") == {
        "resourceUri": recorder.one(CLUSTER).id,
        "level": "Enforce",
        "excludedNamespaces": ["dataprotection-microsoft"],
    }


def test_mesh_takes_over_policies_by_method(run: Run) -> None:
    """Cilium's and Istio's exclude each other; the gateway stays inside the network."""
    inputs = build(run, mesh=True).inputs(CLUSTER)

    assert inputs["networkProfile"]["advancedNetworking"]["security"] == {
        "enabled": True,
        "advancedNetworkPolicies": "FQDN",
    }
    assert inputs["serviceMeshProfile"] == {
        "mode": "Istio",
        "istio": {
            "revisions": ["asm-1-29"],
            "components": {"ingressGateways": [{"enabled": True, "mode": "Internal"}]},
        },
    }


def test_provisioner_replaces_the_autoscaler(run: Run) -> None:
    """Azure has one or the other; no node comes by a definition that is not ours."""
    inputs = build(run, scaling=NodeScaling.PROVISIONER).inputs(CLUSTER)
    (system,) = inputs["agentPoolProfiles"]

    assert "autoScalerProfile" not in inputs
    assert inputs["nodeProvisioningProfile"] == {"mode": "Auto", "defaultNodePools": "None"}
    assert (system["enableAutoScaling"], system["count"]) == (False, 3)
    assert not {"minCount", "maxCount"} & set(system)


def test_authorities_are_trusted_beside_the_public_ones(run: Run) -> None:
    """Only where there are any."""
    inputs = build(run, authorities=("Q0E=",)).inputs(CLUSTER)

    assert inputs["securityProfile"]["customCATrustCertificates"] == ["Q0E="]


def user_pool(run: Run, profile: PoolProfile = PoolProfile.STANDARD) -> Mapping[str, Any]:
    """Register a user pool and return what Azure is sent."""
    recorder = run(
        lambda: NodePool(
            "apps",
            {
                "size": {
                    "name": "apps",
                    "vm_size": "Standard_D8ds_v5",
                    "min_count": 1,
                    "max_count": 9,
                    "taints": [],
                    "profile": profile,
                },
                "cluster_name": "aks",
                "resource_group_name": "rg",
                "subnet_id": "/vnet/nodes",
                "kubernetes_version": "1.36",
                "availability_zones": ["1", "2", "3"],
                "scaling": NodeScaling.AUTOSCALER,
                "tags": {"a": "b"},
            },
        )
    )
    return recorder.inputs("azure-native:containerservice:AgentPool")


def test_user_pool_is_hardened_like_the_system_pool(run: Run) -> None:
    """Name, mode and size differ, nothing else."""
    assert user_pool(run) == {
        "agentPoolName": "apps",
        "resourceName": "aks",
        "resourceGroupName": "rg",
        "mode": "User",
        "vmSize": "Standard_D8ds_v5",
        "count": 1,
        "minCount": 1,
        "maxCount": 9,
        "nodeTaints": [],
        **HARDENED,
    }


NO_TRUSTED_LAUNCH = {"enableSecureBoot": False, "enableVTPM": False, "sshAccess": "Disabled"}
PROFILES: dict[PoolProfile, dict[str, Any]] = {
    PoolProfile.SANDBOXED: {"workloadRuntime": "KataVmIsolation", "securityProfile": NO_TRUSTED_LAUNCH},
    PoolProfile.FIPS: {"enableFIPS": True, "securityProfile": NO_TRUSTED_LAUNCH},
    PoolProfile.SPOT: {
        "scaleSetPriority": "Spot",
        "scaleSetEvictionPolicy": "Delete",
        "spotMaxPrice": -1,
        "nodeLabels": {"kubernetes.azure.com/scalesetpriority": "spot"},
        "nodeTaints": ["kubernetes.azure.com/scalesetpriority=spot:NoSchedule"],
        "upgradeSettings": {"drainTimeoutInMinutes": 30},
    },
}


@pytest.mark.parametrize("profile", PROFILES)
def test_profile_changes_what_it_says_and_nothing_else(run: Run, profile: PoolProfile) -> None:
    """Trusted launch goes only where Azure has no image with it, surge where Azure has no machines for it."""
    assert user_pool(run, profile) == {**user_pool(run), **PROFILES[profile]}


@pytest.mark.parametrize(("vm_size", "disk"), [("Standard_D4ds_v5", "Ephemeral"), ("Standard_D4s_v5", "Managed")])
def test_system_disk_follows_the_machine(vm_size: str, disk: str) -> None:
    """Ephemeral where there is room for it."""
    pool = node_hardening(
        {**SYSTEM, "vm_size": vm_size},
        zones=["1", "2"],
        subnet_id="/s",
        kubernetes_version="1.36",
        scaling=NodeScaling.AUTOSCALER,
        tags={},
    )

    assert pool["os_disk_type"] == disk


@pytest.mark.parametrize(("tier", "plan"), [("Standard", "KubernetesOfficial"), ("Premium", "AKSLongTermSupport")])
def test_premium_is_long_term_support(tier: str, plan: str) -> None:
    """That is what it is paid for."""
    assert support_plan(tier) == plan
