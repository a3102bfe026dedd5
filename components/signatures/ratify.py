"""Ratify, which asks the registry for an image's signatures and tells Gatekeeper whether one is to be believed.

What is where in its image: https://github.com/notaryproject/ratify/tree/v1.4.6/charts/ratify
"""

import json
from collections.abc import Sequence
from typing import Any

from pulumi import Input, Output

from components.admission.exemption import label
from components.kubernetes.manifest import Manifest, metadata
from components.signatures.definitions import GROUP, PLURALS
from components.signatures.trust import SECONDS, Signing, Surroundings
from components.tenants.namespace import pod_security
from components.tenants.network_policies import HTTP, SIGN_IN, at, by_name, closed, named, network_policy
from components.tenants.quota import QuotaClass, quota
from components.tenants.workload import account

NAMESPACE = "ratify"
"""Its namespace, and all that is called after it."""
_PORT, _HEALTH = 6001, 9099
_CERTIFICATE = f"{NAMESPACE}-tls"
_LABELS = {"app.kubernetes.io/name": NAMESPACE}
_CACHE = "/.ratify/local_oras_cache"
_RBAC = "rbac.authorization.k8s.io"


def namespace(kubernetes_version: str) -> Manifest:
    """Return the namespace; its pods hold a token of the API server, from which they take their orders."""
    exempt = {label("k8s-automount-sa-token-off"): "true"}
    return {
        "apiVersion": "v1",
        "kind": "Namespace",
        "metadata": metadata(NAMESPACE, labels={**pod_security(kubernetes_version), **exempt}),
    }


def contents(signing: Signing, around: Surroundings) -> list[Manifest]:
    """Return what lies in the namespace, and the rights of its account."""
    return [
        *_traffic(around["login_server"], around["vault_name"], signing["revocation_hosts"]),
        *quota(NAMESPACE, QuotaClass.SMALL, exposed=False),
        account(NAMESPACE, around["client_id"], around["tenant_id"]),
        *_rights(),
        _configuration(),
        # Ratify fills it with a certificate of its own making, and renews that.
        {"apiVersion": "v1", "kind": "Secret", "metadata": metadata(_CERTIFICATE, NAMESPACE), "type": "Opaque"},
        _deployment(Output.format("{0}/{1}", around["login_server"], signing["image"])),
        _service(),
        _budget(),
    ]


def _traffic(login_server: Input[str], vault_name: Input[str], revocation: Sequence[str]) -> list[Manifest]:
    gatekeeper = {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "gatekeeper-system"}}}
    blobs = Output.from_input(login_server).apply(lambda host: host.replace(".", ".*.data.", 1))
    hosts: list[dict[str, Input[str]]] = [
        {"matchName": SIGN_IN},
        {"matchName": login_server},
        {"matchPattern": blobs},
        {"matchName": Output.format("{0}.vault.azure.net", vault_name)},
    ]
    # A certificate of which nobody says whether it is revoked is not trusted.
    lists = [at(HTTP, [named(host) for host in revocation])] if revocation else []
    return [
        *closed(NAMESPACE),
        network_policy(
            "allow-gatekeeper",
            NAMESPACE,
            podSelector={"matchLabels": _LABELS},
            policyTypes=["Ingress"],
            ingress=[{"from": [gatekeeper], "ports": [{"protocol": "TCP", "port": _PORT}]}],
        ),
        by_name(NAMESPACE, hosts, {"toEntities": ["kube-apiserver"]}, *lists),
    ]


def _rights() -> list[Manifest]:
    orders = [
        {"apiGroups": [GROUP], "resources": PLURALS, "verbs": ["get", "list", "watch"]},
        {
            "apiGroups": [GROUP],
            "resources": [f"{plural}/status" for plural in PLURALS],
            "verbs": ["get", "patch", "update"],
        },
        {
            "apiGroups": ["externaldata.gatekeeper.sh"],
            "resources": ["providers"],
            "verbs": ["get", "list", "watch", "patch", "update"],
        },
    ]
    certificate = [
        {"apiGroups": [""], "resources": ["secrets"], "verbs": ["list", "watch"]},
        {"apiGroups": [""], "resources": ["secrets"], "resourceNames": [_CERTIFICATE], "verbs": ["update"]},
    ]
    return [
        _role("ClusterRole", "", orders),
        _binding("ClusterRole", ""),
        _role("Role", NAMESPACE, certificate),
        _binding("Role", NAMESPACE),
    ]


def _role(kind: str, where: str, rules: list[dict[str, Any]]) -> Manifest:
    return {"apiVersion": f"{_RBAC}/v1", "kind": kind, "metadata": metadata(NAMESPACE, where), "rules": rules}


def _binding(kind: str, where: str) -> Manifest:
    return {
        "apiVersion": f"{_RBAC}/v1",
        "kind": f"{kind}Binding",
        "metadata": metadata(NAMESPACE, where),
        "roleRef": {"apiGroup": _RBAC, "kind": kind, "name": NAMESPACE},
        "subjects": [{"kind": "ServiceAccount", "name": NAMESPACE, "namespace": NAMESPACE}],
    }


def _configuration() -> Manifest:
    config = {
        "logger": {"formatter": "json"},
        # An answer must be there before Gatekeeper stops waiting.
        "executor": {"verificationRequestTimeout": SECONDS * 1000 - 100},
        "crl": {"cache": {"enabled": False}},
    }
    return {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": metadata(NAMESPACE, NAMESPACE),
        "data": {"config.json": json.dumps(config)},
    }


def _deployment(image: Input[str]) -> Manifest:
    spread = [
        {
            "topologyKey": key,
            "maxSkew": 1,
            "whenUnsatisfiable": "ScheduleAnyway",
            "labelSelector": {"matchLabels": _LABELS},
        }
        for key in ("topology.kubernetes.io/zone", "kubernetes.io/hostname")
    ]
    pod = {
        "serviceAccountName": NAMESPACE,
        "automountServiceAccountToken": True,
        "hostUsers": False,
        # While it is away no pod is admitted that must be verified.
        "priorityClassName": "system-cluster-critical",
        "topologySpreadConstraints": spread,
        "securityContext": {
            "runAsNonRoot": True,
            "runAsUser": 65532,
            "runAsGroup": 65532,
            "seccompProfile": {"type": "RuntimeDefault"},
        },
        "containers": [_container(image)],
        "volumes": [
            {"name": "configuration", "configMap": {"name": NAMESPACE}},
            {"name": "certificate", "secret": {"secretName": _CERTIFICATE}},
            {"name": "cache", "emptyDir": {"sizeLimit": "256Mi"}},
        ],
    }
    labels = {**_LABELS, "azure.workload.identity/use": "true"}
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": metadata(NAMESPACE, NAMESPACE, labels=_LABELS),
        "spec": {
            "replicas": 2,
            "selector": {"matchLabels": _LABELS},
            "strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": 0, "maxSurge": 1}},
            "template": {"metadata": {"labels": labels}, "spec": pod},
        },
    }


def _container(image: Input[str]) -> Manifest:
    return {
        "name": NAMESPACE,
        "image": image,
        "imagePullPolicy": "IfNotPresent",
        "command": ["/app/ratify"],
        "args": [
            "serve",
            f"--http=:{_PORT}",
            "--config=/usr/local/ratify/config.json",
            "--enable-crd-manager",
            "--cert-dir=/usr/local/tls",
            "--cache-enabled=true",
            "--cache-type=ristretto",
            "--cache-size=256",
            "--cache-ttl=10s",
            "--metrics-enabled=false",
            f"--health-port=:{_HEALTH}",
        ],
        "env": [
            {"name": "RATIFY_NAMESPACE", "value": NAMESPACE},
            {"name": "RATIFY_NAME", "value": NAMESPACE},
            {"name": "RATIFY_CERT_ROTATION", "value": "1"},
            {"name": "RATIFY_LOG_LEVEL", "value": "info"},
        ],
        "ports": [{"name": "https", "containerPort": _PORT}, {"name": "health", "containerPort": _HEALTH}],
        "livenessProbe": {"httpGet": {"path": "/healthz", "port": "health"}},
        "readinessProbe": {"httpGet": {"path": "/readyz", "port": "health"}},
        "resources": {
            "requests": {"cpu": "250m", "memory": "512Mi", "ephemeral-storage": "256Mi"},
            "limits": {"memory": "512Mi", "ephemeral-storage": "512Mi"},
        },
        "securityContext": {
            "allowPrivilegeEscalation": False,
            "capabilities": {"drop": ["ALL"]},
            "readOnlyRootFilesystem": True,
            "runAsNonRoot": True,
        },
        "volumeMounts": [
            {"name": "configuration", "mountPath": "/usr/local/ratify", "readOnly": True},
            {"name": "certificate", "mountPath": "/usr/local/tls", "readOnly": True},
            {"name": "cache", "mountPath": _CACHE},
        ],
    }


def _service() -> Manifest:
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": metadata(NAMESPACE, NAMESPACE),
        "spec": {
            "type": "ClusterIP",
            "selector": _LABELS,
            "ports": [{"name": "https", "port": _PORT, "targetPort": "https"}],
        },
    }


def _budget() -> Manifest:
    return {
        "apiVersion": "policy/v1",
        "kind": "PodDisruptionBudget",
        "metadata": metadata(NAMESPACE, NAMESPACE),
        "spec": {
            "maxUnavailable": 1,
            "unhealthyPodEvictionPolicy": "AlwaysAllow",
            "selector": {"matchLabels": _LABELS},
        },
    }
