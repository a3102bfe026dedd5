"""The cluster."""

from pathlib import Path
from typing import Any

import pytest

from components.cluster.cluster import Cluster
from components.cluster.node_hardening import NodeScaling
from components.cluster.options import support_plan
from simulator.azure import schema
from simulator.azure.arm import Request
from simulator.azure.catalog import modelled_resources
from simulator.azure.client import Client
from simulator.azure.diff import diff
from simulator.azure.values import merged
from simulator.azure.world import opened
from tests.components.pools import HARDENED, SYSTEM
from tests.components.recorder import TENANT, Recorder, Run

CLUSTER = "azure-native:containerservice:ManagedCluster"
GROUP = "7d6a1c9e-3f52-4b8a-9c07-5e21d8f4a6b3"


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
        "podCidrs": ["100.64.0.0/16"],
        "serviceCidrs": ["100.127.0.0/20"],
        "ipFamilies": ["IPv4"],
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


def test_the_number_of_nodes_is_the_autoscalers(run: Run) -> None:
    """An update leaves it alone, and sets it where nobody else does."""
    alone = build(run).one(CLUSTER).ignore_changes

    assert alone == ("agentPoolProfiles[0].count",)
    assert build(run, scaling=NodeScaling.PROVISIONER).one(CLUSTER).ignore_changes == ()


def test_authorities_are_trusted_beside_the_public_ones(run: Run) -> None:
    """Only where there are any."""
    inputs = build(run, authorities=("Q0E=",)).inputs(CLUSTER)

    assert inputs["securityProfile"]["customCATrustCertificates"] == ["Q0E="]


@pytest.mark.parametrize(("tier", "plan"), [("Standard", "KubernetesOfficial"), ("Premium", "AKSLongTermSupport")])
def test_premium_is_long_term_support(tier: str, plan: str) -> None:
    """That is what it is paid for."""
    assert support_plan(tier) == plan


def test_an_imported_cluster_is_not_replaced(run: Run, tmp_path: Path) -> None:
    """What Azure answers with and cannot change, the program says: an import rebuilds the inputs from the answer."""
    resource, client, inputs = modelled_resources()[CLUSTER], Client.configured({}), {**build(run).inputs(CLUSTER)}
    with opened(tmp_path / "azure.json") as azure:
        arm_id = resource.id_of(inputs, client)
        request = Request(world=azure, resource=resource, id=arm_id, inputs=inputs, previous=None, client=client)
        answer = merged(resource.fills(request), schema.project_resource(inputs, CLUSTER))

    imported = schema.inputs_from(answer, CLUSTER) | resource.inputs_from(arm_id)

    assert [one.path for one in diff(resource, imported, inputs).changes if one.replaces] == []
