"""A pod that no policy objects to, and ways to spoil it."""

from dataclasses import replace
from typing import Any

from components.admission.policy import Example
from components.kubernetes.manifest import Manifest

REGISTRY = "example.azurecr.io"
"""Registry of the examples."""
SUFFIX = "apps.example.com"
"""Where the hosts of the examples end."""
TEAM = "sales"
"""Team of the examples, and its namespace."""
OPERATORS = "6d3f8e74-0f2a-4b9c-9e5d-4c7f9a1b3e26"
"""Group of the examples' platform operators."""
OTHERS = "5c2e7d63-9e1f-4a8b-8d4c-3b6e8f0a2d15"
"""Group of somebody else."""
_DIGEST = "sha256:" + "0123456789abcdef" * 4
IMAGE = f"{REGISTRY}/platform/web:1.4.2@{_DIGEST}"
"""What every namespace may run."""

_CONTAINER: Manifest = {
    "name": "web",
    "image": IMAGE,
    "resources": {"requests": {"cpu": "100m", "memory": "128Mi"}, "limits": {"memory": "256Mi"}},
    "securityContext": {
        "allowPrivilegeEscalation": False,
        "capabilities": {"drop": ["ALL"]},
        "readOnlyRootFilesystem": True,
        "runAsNonRoot": True,
    },
    "livenessProbe": {"httpGet": {"path": "/alive", "port": 8080}},
    "readinessProbe": {"httpGet": {"path": "/ready", "port": 8080}},
}
_POD: Manifest = {
    "automountServiceAccountToken": False,
    "serviceAccountName": "shop",
    "hostUsers": False,
    "securityContext": {"runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}},
}


def _changed(whole: Manifest, changes: dict[str, Any]) -> Manifest:
    return {key: value for key, value in {**whole, **changes}.items() if value is not None}


def container(**changes: Any) -> Manifest:
    """Return the good container with parts replaced, or removed by None."""
    return _changed(_CONTAINER, changes)


def init_container(**changes: Any) -> Manifest:
    """Return a good container that ends before the others start."""
    return container(name="init", livenessProbe=None, readinessProbe=None, **changes)


def pod_spec(*containers: Manifest, **changes: Any) -> Manifest:
    """Return the specification of the good pod, with other containers or parts."""
    return _changed({**_POD, "containers": [*containers] or [container()]}, changes)


def image_volume(reference: str) -> list[Manifest]:
    """Return the volumes of a pod that mounts an image."""
    return [{"name": "model", "image": {"reference": reference}}]


def token_volume(audience: str = "") -> list[Manifest]:
    """Return the volumes of a pod that asks for a token of its account, for somebody or for the API server."""
    token = {"path": "token", **({"audience": audience} if audience else {})}
    return [{"name": "token", "projected": {"sources": [{"serviceAccountToken": token}]}}]


def pod(*containers: Manifest, what: str = "a pod", **changes: Any) -> Example:
    """Return a pod."""
    spec = pod_spec(*containers, **changes)
    return Example(what, {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec": spec})


def windows_pod() -> Example:
    """Return a pod of Windows, which knows nothing of what keeps Linux apart."""
    bare = container(securityContext=None)
    user = {"windowsOptions": {"runAsUserName": "ContainerUser"}}
    return pod(bare, what="a pod of Windows", hostUsers=None, os={"name": "windows"}, securityContext=user)


def deployment(
    *containers: Manifest, what: str = "a deployment", annotations: dict[str, str] | None = None, **changes: Any
) -> Example:
    """Return a deployment, with annotations of its pods."""
    labels = {"app.kubernetes.io/name": "web"}
    template = {
        "metadata": {"labels": labels, "annotations": annotations or {}},
        "spec": pod_spec(*containers, **changes),
    }
    spec = {"replicas": 2, "selector": {"matchLabels": labels}, "template": template}
    return Example(what, {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"}, "spec": spec})


def of_pod() -> Example:
    """Return a deployment whose containers share what the pod has."""
    shared = {"requests": {"cpu": "200m", "memory": "256Mi"}, "limits": {"memory": "512Mi"}}
    return deployment(container(resources=None), what="resources of the pod", resources=shared)


def cron_job(*containers: Manifest, what: str = "a cron job", **changes: Any) -> Example:
    """Return a cron job."""
    pods = {"spec": pod_spec(*containers, **{"restartPolicy": "Never", **changes})}
    spec = {"schedule": "0 3 * * *", "jobTemplate": {"spec": {"template": pods}}}
    return Example(what, {"apiVersion": "batch/v1", "kind": "CronJob", "metadata": {"name": "nightly"}, "spec": spec})


def service(what: str, annotations: dict[str, str] | None = None, **spec: Any) -> Example:
    """Return a service."""
    ports = [{"port": 443, "targetPort": 8080}]
    whole = {"selector": {"app.kubernetes.io/name": "web"}, "ports": ports, **spec}
    about = {"name": "web", "annotations": annotations or {}}
    return Example(what, {"apiVersion": "v1", "kind": "Service", "metadata": about, "spec": whole})


def ingress(
    what: str, *hosts: str, tls: tuple[str, ...] = (), annotations: dict[str, str] | None = None, **spec: Any
) -> Example:
    """Return an ingress of hosts, some of them with a certificate."""
    backend = {"service": {"name": "web", "port": {"number": 443}}}
    http = {"paths": [{"path": "/", "pathType": "Prefix", "backend": backend}]}
    rules = [{**({"host": host} if host else {}), "http": http} for host in hosts]
    whole = {"ingressClassName": "internal", "rules": rules, **({"tls": [{"hosts": [*tls]}]} if tls else {}), **spec}
    about = {"name": "web", "annotations": annotations or {}}
    return Example(what, {"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": about, "spec": whole})


def gateway(what: str, protocol: str, *hosts: str, port: int = 443) -> Example:
    """Return a gateway of the Gateway API with one listener, for a host where one is given."""
    listener = {"name": "main", "port": port, "protocol": protocol, **({"hostname": hosts[0]} if hosts else {})}
    spec = {"gatewayClassName": "istio", "listeners": [listener]}
    return Example(
        what,
        {"apiVersion": "gateway.networking.k8s.io/v1", "kind": "Gateway", "metadata": {"name": "edge"}, "spec": spec},
    )


def istio_gateway(what: str, protocol: str, *hosts: str, port: int = 443, **tls: Any) -> Example:
    """Return a gateway of Istio's with one server."""
    server = {"port": {"number": port, "name": "main", "protocol": protocol}, "hosts": [*hosts], "tls": tls}
    spec = {"selector": {"istio": "aks-istio-ingressgateway-internal"}, "servers": [server]}
    return Example(
        what,
        {"apiVersion": "networking.istio.io/v1", "kind": "Gateway", "metadata": {"name": "edge"}, "spec": spec},
    )


def route(
    what: str, *hosts: str, parent: str = "Gateway", section: str = "", redirect: dict[str, str] | None = None
) -> Example:
    """Return a route of the Gateway API, of one listener where it is named, which may redirect whoever asks."""
    filters = [{"type": "RequestRedirect", "requestRedirect": redirect}]
    spec = {
        "parentRefs": [{"kind": parent, "name": "edge", **({"sectionName": section} if section else {})}],
        **({"hostnames": [*hosts]} if hosts else {}),
        **({"rules": [{"filters": filters}]} if redirect else {}),
    }
    return Example(
        what,
        {"apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute", "metadata": {"name": "web"}, "spec": spec},
    )


def virtual_service(
    what: str, *hosts: str, gateways: tuple[str, ...] = ("edge",), exported: tuple[str, ...] = ()
) -> Example:
    """Return a route of Istio's, for calls from every namespace unless it is exported to some."""
    spec = {
        "hosts": [*hosts],
        "gateways": [*gateways],
        "http": [{"route": [{"destination": {"host": "web"}}]}],
        **({"exportTo": [*exported]} if exported else {}),
    }
    return Example(
        what,
        {"apiVersion": "networking.istio.io/v1", "kind": "VirtualService", "metadata": {"name": "web"}, "spec": spec},
    )


def service_entry(what: str, *hosts: str, exported: tuple[str, ...] = ()) -> Example:
    """Return what Istio is told to know under hosts, in every namespace unless it is exported to some."""
    spec = {
        "hosts": [*hosts],
        "ports": [{"number": 443, "name": "tls", "protocol": "TLS"}],
        "resolution": "DNS",
        **({"exportTo": [*exported]} if exported else {}),
    }
    return Example(
        what,
        {"apiVersion": "networking.istio.io/v1", "kind": "ServiceEntry", "metadata": {"name": "web"}, "spec": spec},
    )


def peer_authentication(what: str, mode: str, **ports: str) -> Example:
    """Return what says whether the mesh takes plain text, at some ports otherwise."""
    each = {"portLevelMtls": {port: {"mode": one} for port, one in ports.items()}} if ports else {}
    return Example(
        what,
        {
            "apiVersion": "security.istio.io/v1",
            "kind": "PeerAuthentication",
            "metadata": {"name": "web"},
            "spec": {"selector": {"matchLabels": {"app": "web"}}, "mtls": {"mode": mode}, **each},
        },
    )


def role(what: str, kind: str = "Role", groups: tuple[str, ...] = (OPERATORS,), **rule: list[str]) -> Example:
    """Return a role with one rule."""
    whole = {"apiGroups": [""], "resources": ["pods"], "verbs": ["get"], **rule}
    manifest = {
        "apiVersion": "rbac.authorization.k8s.io/v1",
        "kind": kind,
        "metadata": {"name": "look"},
        "rules": [whole],
    }
    return Example(what, manifest, groups)


def binding(what: str, kind: str, role_name: str, group: str) -> Example:
    """Return a binding of a cluster role to a group, asked for by a platform operator."""
    api = "rbac.authorization.k8s.io"
    manifest = {
        "apiVersion": f"{api}/v1",
        "kind": kind,
        "metadata": {"name": "people"},
        "roleRef": {"apiGroup": api, "kind": "ClusterRole", "name": role_name},
        "subjects": [{"apiGroup": api, "kind": "Group", "name": group}],
    }
    return Example(what, manifest, (OPERATORS,))


def namespace(what: str, labels: dict[str, str] | None = None, groups: tuple[str, ...] = (OTHERS,)) -> Example:
    """Return a namespace with the labels of Pod Security and others."""
    own = {"pod-security.kubernetes.io/enforce": "restricted", "pod-security.kubernetes.io/enforce-version": "v1.35"}
    metadata = {"name": "newcomers", "labels": {**own, **(labels or {})}}
    return Example(what, {"apiVersion": "v1", "kind": "Namespace", "metadata": metadata}, groups)


def unlabelled() -> Example:
    """Return a namespace without labels."""
    manifest = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "newcomers"}}
    return Example("no level at all", manifest, (OTHERS,))


def connect(what: str, subresource: str, group: str, kind: str = "Pod") -> Example:
    """Return a connection of somebody to the pod that is there already, or to a service or node."""
    return Example(what, {"apiVersion": "v1", "kind": kind, "metadata": {"name": "running"}}, (group,), subresource)


def in_default(example: Example) -> Example:
    """Return the same in the default namespace."""
    return replace(_moved(example, "default"), what=f"{example.what} in the default namespace")


def of_team(example: Example) -> Example:
    """Return the same in the namespace of the team."""
    return _moved(example, TEAM)


def _moved(example: Example, namespace: str) -> Example:
    metadata = {**example.manifest["metadata"], "namespace": namespace}
    return replace(example, manifest={**example.manifest, "metadata": metadata})
