"""Where the pack and admission say different things on purpose."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from components.admission import examples
from components.admission.examples import (
    IMAGE,
    REGISTRY,
    SUFFIX,
    container,
    deployment,
    gateway,
    ingress,
    namespace,
    pod,
    route,
    service,
)
from components.admission.exemption import EXEMPT, label
from components.admission.policies.ingress_no_wildcard_host import ALIASES
from components.admission.policy import Example
from components.kubernetes.manifest import Manifest


@dataclass(frozen=True)
class Difference:
    """An object that one of both objects to and the other does not, by one name, and why."""

    name: str
    """Of guardrail and policy."""
    refuses: str
    """Who alone objects: pack or admission."""
    why: str
    covers: Callable[[Manifest], bool]
    """Tells whether the difference explains what is said of an object."""
    example: Example


def _runs_nothing(manifest: Manifest) -> bool:
    return manifest["kind"] in ("Ingress", "Role", "RoleBinding", "Secret", "Service")


def _shares(manifest: Manifest) -> bool:
    return manifest["kind"] == "Pod" and bool(manifest["spec"].get("resources"))


def _foreign_host(manifest: Manifest) -> bool:
    hosts = [rule.get("host", "") for rule in manifest["spec"].get("rules", [])]
    aliases = [host.strip() for key in ALIASES for host in manifest["metadata"]["annotations"].get(key, "").split(",")]
    return not hosts or any(not host.endswith(f".{SUFFIX}") for host in (*hosts, *filter(None, aliases)))


def _foreign(*hosts: str) -> bool:
    return any(not host.rpartition("/")[2].endswith(f".{SUFFIX}") for host in hosts)


def _foreign_listener(manifest: Manifest) -> bool:
    spec = manifest["spec"]
    listening = [one.get("hostname", "") for one in spec.get("listeners", [])]
    return _foreign(*listening, *(host for one in spec.get("servers", []) for host in one["hosts"]))


def _foreign_route(manifest: Manifest) -> bool:
    return _foreign(*manifest["spec"].get("hostnames", []), *manifest["spec"].get("hosts", []))


def _released_to_others(manifest: Manifest) -> bool:
    return bool(re.search(rf"'{re.escape(REGISTRY)}/production/", str(manifest), re.IGNORECASE))


_DOMAINS = "the domains of the platform are a setting of its stack, which a pack for every stack does not know"
_ADDED_UP = "where a pod has resources, Kubernetes adds up what its containers request, as a request of the pod"
DIFFERENCES = (
    Difference(
        "k8s-image-registry-allowed",
        "admission",
        "which part of a registry is whose is a matter of its stack, which a pack for every stack does not know",
        _released_to_others,
        pod(container(image=IMAGE.replace("platform", "production/crew"))),
    ),
    Difference(
        "k8s-automount-sa-token-off",
        "pack",
        "what makes pods is told at preview; admission sees what was mounted into the pods themselves",
        lambda manifest: manifest["kind"] != "Pod",
        deployment(automountServiceAccountToken=None),
    ),
    Difference(
        "k8s-ingress-no-wildcard-host",
        "admission",
        _DOMAINS,
        _foreign_host,
        ingress("somebody else's host", "web.example.org", tls=("web.example.org",)),
    ),
    Difference(
        "k8s-gateway-no-wildcard-host",
        "admission",
        _DOMAINS,
        _foreign_listener,
        gateway("somebody else's host", "HTTPS", "web.example.org"),
    ),
    Difference(
        "k8s-route-no-wildcard-host",
        "admission",
        _DOMAINS,
        _foreign_route,
        route("somebody else's host", "web.example.org"),
    ),
    Difference(
        "k8s-cpu-requests",
        "pack",
        _ADDED_UP,
        _shares,
        pod(container(), container(name="bare", resources=None), resources={"limits": {"memory": "1Gi"}}),
    ),
    Difference(
        "k8s-memory-requests",
        "pack",
        _ADDED_UP,
        _shares,
        pod(container(), container(name="bare", resources=None), resources={"limits": {"cpu": "1"}}),
    ),
    Difference(
        "k8s-namespace-no-gatekeeper-bypass-label",
        "admission",
        "a program that exempts a namespace is reviewed; a request is not",
        lambda manifest: any(key.startswith(EXEMPT) for key in manifest["metadata"].get("labels", {})),
        namespace("exempt", {label("k8s-image-digest"): "true"}),
    ),
    Difference(
        "k8s-no-default-namespace",
        "pack",
        "Kubernetes itself keeps services and secrets in the default namespace; what runs is what admission refuses",
        _runs_nothing,
        examples.in_default(service("a service")),
    ),
)
ELSEWHERE = {
    "k8s-rbac-no-pod-exec": "admission judges who connects, the pack which roles let somebody",
}
"""Policies about requests that no manifest declares, and what their guardrails judge instead."""
