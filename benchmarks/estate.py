"""Resources that the pack, Checkov and OPA can judge alike, in the form in which each of them reads them."""

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guardrails.testing import analyze_request
from guardrails.tokens import ARM_TYPES
from pulumi.runtime.proto import analyzer_pb2 as proto

from tests.policypacks.recordings import Recording

WEAK = 10
"""Each resource of this number is weak: there is something to find, and the same for everybody."""
_LOCATION = {"location": "westeurope", "tags": {"owner": "platform", "environment": "prod"}}
_OUTSIDE = frozenset({"extendedLocation", "identity", "kind", "location", "plan", "sku", "tags", "zones"})
"""What ARM has beside `properties`."""
_API_VERSION = "2025-05-01"

_CLUSTER = {
    **_LOCATION,
    "aadProfile": {
        "managed": True,
        "enableAzureRBAC": True,
        "adminGroupObjectIDs": ["0b9c0a5e-5d5c-4b0e-8b3a-5e2f8d1c7a11"],
    },
    "addonProfiles": {"azurepolicy": {"enabled": True}, "azureKeyvaultSecretsProvider": {"enabled": True}},
    "agentPoolProfiles": [
        {"name": name, "mode": mode, "count": 3, "vmSize": "Standard_D4ds_v5", "enableEncryptionAtHost": True}
        for name, mode in (("system", "System"), ("apps", "User"), ("batch", "User"))
    ],
    "apiServerAccessProfile": {"enablePrivateCluster": True, "disableRunCommand": True},
    "disableLocalAccounts": True,
    "enableRBAC": True,
    "identity": {"type": "SystemAssigned"},
    "kubernetesVersion": "1.34",
    "networkProfile": {"networkPlugin": "azure", "networkPolicy": "cilium", "outboundType": "userDefinedRouting"},
    "sku": {"name": "Base", "tier": "Standard"},
}
_REGISTRY = {
    **_LOCATION,
    "adminUserEnabled": False,
    "anonymousPullEnabled": False,
    "networkRuleSet": {"defaultAction": "Deny"},
    "publicNetworkAccess": "Disabled",
    "sku": {"name": "Premium"},
    "zoneRedundancy": "Enabled",
}
_VAULT = {
    **_LOCATION,
    "properties": {
        "enablePurgeProtection": True,
        "enableRbacAuthorization": True,
        "enableSoftDelete": True,
        "networkAcls": {"bypass": "None", "defaultAction": "Deny"},
        "publicNetworkAccess": "Disabled",
        "sku": {"family": "A", "name": "premium"},
        "tenantId": "7d1b6a3e-2c55-4d0f-9a67-1f0e3b8c9d22",
    },
}
_ACCOUNT = {
    **_LOCATION,
    "allowBlobPublicAccess": False,
    "allowSharedKeyAccess": False,
    "enableHttpsTrafficOnly": True,
    "encryption": {"keySource": "Microsoft.Storage", "requireInfrastructureEncryption": True},
    "kind": "StorageV2",
    "minimumTlsVersion": "TLS1_2",
    "networkRuleSet": {"defaultAction": "Deny"},
    "publicNetworkAccess": "Disabled",
    "sku": {"name": "Standard_ZRS"},
}
_DEPLOYMENT = {
    "metadata": {"namespace": "orders", "labels": {"app.kubernetes.io/name": "orders"}},
    "spec": {
        "replicas": 3,
        "selector": {"matchLabels": {"app.kubernetes.io/name": "orders"}},
        "template": {
            "metadata": {"labels": {"app.kubernetes.io/name": "orders"}},
            "spec": {
                "automountServiceAccountToken": False,
                "containers": [
                    {
                        "name": name,
                        "image": f"example.azurecr.io/{name}@sha256:{'0' * 64}",
                        "resources": {
                            "requests": {"cpu": "100m", "memory": "128Mi"},
                            "limits": {"cpu": "1", "memory": "256Mi"},
                        },
                        "securityContext": {
                            "allowPrivilegeEscalation": False,
                            "capabilities": {"drop": ["ALL"]},
                            "readOnlyRootFilesystem": True,
                            "runAsNonRoot": True,
                            "runAsUser": 10001,
                        },
                    }
                    for name in ("orders", "proxy")
                ],
                "securityContext": {"seccompProfile": {"type": "RuntimeDefault"}},
            },
        },
    },
}
_WEAK: Mapping[str, tuple[str, Any]] = {
    "azure-native:containerservice:ManagedCluster": ("disableLocalAccounts", False),
    "azure-native:containerregistry:Registry": ("adminUserEnabled", True),
    "azure-native:keyvault:Vault": ("properties", {**_VAULT["properties"], "enablePurgeProtection": None}),  # type: ignore[dict-item]
    "azure-native:storage:StorageAccount": ("minimumTlsVersion", "TLS1_0"),
    "kubernetes:apps/v1:Deployment": (
        "spec",
        {"template": {"spec": {"hostNetwork": True, "containers": [{"name": "orders", "image": "orders:latest"}]}}},
    ),
}
_HARDENED: Mapping[str, Mapping[str, Any]] = dict(
    zip(_WEAK, (_CLUSTER, _REGISTRY, _VAULT, _ACCOUNT, _DEPLOYMENT), strict=True)
)


@dataclass(frozen=True)
class Item:
    """One resource of the estate."""

    token: str
    name: str
    properties: Mapping[str, Any]

    @property
    def urn(self) -> str:
        """Its URN in the stack of the estate."""
        return f"urn:pulumi:estate::estate::{self.token}::{self.name}"


def estate(size: int) -> list[Item]:
    """Return so many resources: clusters, registries, vaults, storage accounts and deployments, in turn."""
    tokens = list(_HARDENED)
    items = []
    for number in range(size):
        token = tokens[number % len(tokens)]
        properties = {**deepcopy(_HARDENED[token])}
        # One in ten of each kind: the kinds take turns.
        if number // len(tokens) % WEAK == 0:
            changed, value = _WEAK[token]
            properties[changed] = value
        items.append(Item(token, f"example{number}", properties))
    return items


def recording(items: list[Item]) -> Recording:
    """Return them as the engine asks a policy pack."""
    asked = [analyze_request(one.token, one.properties, one.name) for one in items]
    for one, request in zip(items, asked, strict=True):
        request.urn = one.urn
    told = [
        proto.AnalyzerResource(type=one.type, urn=one.urn, name=one.name, properties=one.properties) for one in asked
    ]
    return Recording(tuple(asked), proto.AnalyzeStackRequest(resources=told))


def listed(items: list[Item], folder: Path) -> Path:
    """Write them as one list, for OPA and for whoever else reads JSON."""
    return _written(
        folder / "resources.json",
        json.dumps([{"type": one.token, "urn": one.urn, "properties": one.properties} for one in items]),
    )


def template(items: list[Item], folder: Path) -> Path:
    """Write those of Azure as an ARM template."""
    schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
    resources = [_arm(one) for one in items if one.token in ARM_TYPES]
    content = {"$schema": schema, "contentVersion": "1.0.0.0", "resources": resources}
    return _written(folder / "azure.json", json.dumps(content, indent=1))


def objects(items: list[Item], folder: Path) -> Path:
    """Write those of Kubernetes as documents of one YAML file."""
    return _written(folder / "kubernetes.yaml", "".join(f"---\n{json.dumps(one)}\n" for one in _objects(items)))


def _arm(item: Item) -> dict[str, Any]:
    outside = {key: value for key, value in item.properties.items() if key in _OUTSIDE}
    inside = {key: value for key, value in item.properties.items() if key not in _OUTSIDE}
    properties = inside.pop("properties", inside)
    if "enableHttpsTrafficOnly" in properties:  # the SDK's name; ARM's own is another
        properties["supportsHttpsTrafficOnly"] = properties.pop("enableHttpsTrafficOnly")
    named = {"type": ARM_TYPES[item.token], "apiVersion": _API_VERSION, "name": item.name}
    return {**named, **outside, "properties": properties}


def _objects(items: list[Item]) -> Iterator[dict[str, Any]]:
    for one in items:
        if one.token not in ARM_TYPES:
            metadata = {**one.properties["metadata"], "name": one.name}
            yield {"apiVersion": "apps/v1", "kind": "Deployment", **one.properties, "metadata": metadata}


def _written(file: Path, text: str) -> Path:
    file.write_text(text, "utf-8")
    return file
