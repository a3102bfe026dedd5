"""Every switch of the stack in previews of the real engine: networks, what is switched in them, and what it makes."""

from base64 import b64encode
from collections.abc import Iterable
from typing import Any

from tests.components.settings_values import SIGNATURES
from tests.components.test_stamps import NORTH
from tests.engine import Run

HUB_GROUP = "/subscriptions/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d/resourceGroups/hub"
HUB = {
    "networkId": f"{HUB_GROUP}/providers/Microsoft.Network/virtualNetworks/vnet-hub",
    "nextHop": "10.0.0.4",
    "zoneGroupId": HUB_GROUP,
}
OPERATORS = ["198.51.100.0/28"]

NETWORKS: dict[str, dict[str, Any]] = {
    "firewall, private, DDoS": {
        "egress": "firewall",
        "privateMonitoring": True,
        "ddosPlan": "own",
        "allowedHosts": ["api.example.com"],
    },
    "hub, bastion, DDoS": {"egress": "hub", "hub": HUB, "bastionFrom": OPERATORS, "ddosPlan": "own"},
    "hub that forwards": {"egress": "hub", "hub": {**HUB, "forwards": True}},
    "isolated, bastion, DDoS": {
        "egress": "isolated",
        "privateMonitoring": True,
        "bastionFrom": OPERATORS,
        "ddosPlan": "own",
    },
    "NAT, private, bastion": {"egress": "natGateway", "privateMonitoring": True, "bastionFrom": OPERATORS},
}
"""Each position of each switch of the network; tests/components/test_switch_pairs.py has each two of them meet."""

AUTHORITY = b64encode(b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n").decode()
FREEZES = {
    "day": "Sunday",
    "start": "01:00",
    "utcOffset": "+00:00",
    "hours": 8,
    "freezes": [{"start": "2026-12-18", "end": "2027-01-04"}],
}
REBUILD = {"image": "shop/web", "context": "https://github.com/example/web.git#main"}
TEAM = {
    "name": "shop",
    "operators": "3b1f6c52-8d0e-4f7a-9c3b-2a5d7e9f1c04",
    "developers": "5c2e7d63-9e1f-4a8b-8d4c-3b6e8f0a2d15",
}
PEOPLE = {
    "platformOperators": "6d3f8e74-0f2a-4b9c-9e5d-4c7f9a1b3e26",
    "securityReaders": "7e4a9f85-1a3b-4c0d-8f6e-5d8a0b2c4f37",
    "github": {
        "previewSubject": "repo:example/platform:environment:preview",
        "deploySubject": "repo:example/platform:environment:dev",
        "deployerId": "8f5b0a96-2b4c-4d1e-907a-6e9b1c3d5a48",
    },
}

EMAILS = {"alertEmails": ["team@example.com"]}

OPERATIONS: dict[str, tuple[dict[str, Any], dict[str, int]]] = {
    # Each value of each switch of monitoring and governance at least once.
    "no metrics, policies that audit": (
        {"monitoring": EMAILS | {"metrics": "none"}, "governance": {"policies": "Audit"}},
        {
            "authorization:ManagementLockByScope": 0,
            "consumption:Budget": 0,
            "dashboard:Grafana": 0,
            "monitor:AzureMonitorWorkspace": 0,
            "securityinsights:SentinelOnboardingState": 0,
        },
    ),
    "Grafana, Sentinel, a budget, a person who deploys": (
        {
            "monitoring": EMAILS | {"metrics": "grafana", "sentinel": True, "auditReads": True},
            "governance": {"budget": {"amount": 1000, "start": "2026-12-01"}},
            "deployerType": "User",
        },
        {
            "authorization:ManagementLockByScope": 0,
            "consumption:Budget": 1,
            "dashboard:Grafana": 1,
            "resources:DeploymentAtSubscriptionScope": 0,
            "securityinsights:ASCDataConnector": 0,
            "securityinsights:SentinelOnboardingState": 1,
        },
    ),
    "locked data, few types, a subscription of its own": (
        {
            "monitoring": EMAILS | {"containerLogPlan": "Basic", "dailyCapGb": 1},
            "governance": {"lockData": True, "restrictTypes": True},
            "ownsSubscription": True,
        },
        {
            "authorization:ManagementLockByScope": 4,
            "consumption:Budget": 0,
            "dashboard:Grafana": 0,
            "monitor:AzureMonitorWorkspace": 1,
            "monitor:SubscriptionDiagnosticSetting": 1,
            "resources:DeploymentAtSubscriptionScope": 1,
            "securityinsights:SentinelOnboardingState": 0,
        },
    ),
}

PLATFORM: dict[str, tuple[dict[str, Any], dict[str, int]]] = {
    "node auto-provisioning, freezes": (
        {"cluster": {"nodeScaling": "provisioner"}, "maintenance": FREEZES},
        {"containerservice:ManagedCluster": 1},
    ),
    "mesh, authorities, Premium": (
        {"cluster": {"mesh": True, "certificateAuthorities": [AUTHORITY]}, "clusterTier": "Premium"},
        {"containerservice:ManagedCluster": 1},
    ),
    "backup, protected": (
        {"cluster": {"backup": True}, "protectData": True},
        {"dataprotection:BackupInstance": 1, "storage:BlobContainer": 1},
    ),
    "safeguards and admission that warn": (
        {"cluster": {"safeguards": "Warn"}, "admission": {"mode": "Audit"}},
        {"containerservice:DeploymentSafeguard": 1},
    ),
    "build agents, manifests in files": (
        {
            "registry": {"buildAgents": True, "rebuilds": [REBUILD]},
            "clusterAccess": "render",
            "manifests": {"repository": "https://github.com/example/platform"},
        },
        {
            "containerregistry:AgentPool": 1,
            "containerregistry:Task": 1,
            "kubernetesconfiguration:FluxConfiguration": 1,
        },
    ),
    "deleted images back, nothing in the cluster": (
        {"registry": {"cleanup": "softDelete"}, "clusterAccess": "none"},
        {"containerregistry:Registry": 1, "kubernetes:core/v1:Namespace": 0},
    ),
    "signatures in two clusters": (
        {"admission": {"signatures": SIGNATURES}, "stamps": [NORTH]},
        {
            "authorization:PolicyDefinition": 2,
            "kubernetes:apps/v1:Deployment": 2,
            "pulumi:providers:kubernetes": 2,
        },
    ),
    "registry everywhere, roles by Azure": (
        {"registry": {"replicaRegions": ["northeurope", "swedencentral"]}, "clusterAccess": "azure"},
        {"containerregistry:Replication": 2, "kubernetes:core/v1:Namespace": 0},
    ),
    "people": (
        {"identity": PEOPLE, "teams": [TEAM]},
        {"managedidentity:FederatedIdentityCredential": 3, "containerregistry:Token": 3},
    ),
    **OPERATIONS,
}

PREVIEWS = {
    "firewall, private, DDoS": ("no metrics, policies that audit", "signatures in two clusters"),
    "hub, bastion, DDoS": (
        "mesh, authorities, Premium",
        "build agents, manifests in files",
        "Grafana, Sentinel, a budget, a person who deploys",
    ),
    "hub that forwards": ("backup, protected", "deleted images back, nothing in the cluster", "people"),
    "isolated, bastion, DDoS": ("safeguards and admission that warn",),
    "NAT, private, bastion": (
        "node auto-provisioning, freezes",
        "registry everywhere, roles by Azure",
        "locked data, few types, a subscription of its own",
    ),
}
"""Each network, and what of the platform is switched in it. What changes the same key goes in two of them."""


def counted(run: Run, kinds: Iterable[str]) -> dict[str, int]:
    """Return how many resources of each type a run is about."""
    found = [urn.split("::")[2].rsplit("$", 1)[-1].removeprefix("azure-native:") for urn in run.operations]
    return {kind: found.count(kind) for kind in kinds}
