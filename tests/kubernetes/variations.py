"""The sample application, and ten ways to get it wrong."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import yaml

from tests.engine import ROOT

Object = dict[str, Any]
TENANT = ROOT / "examples" / "tenant"


def application() -> list[Object]:
    """Return the objects of the sample application."""
    return [*yaml.safe_load_all((TENANT / "application.yaml").read_text())]


@dataclass(frozen=True)
class Variation:
    """One mistake, and who finds it."""

    what: str
    kind: str
    """Kind of the object that is spoilt."""
    spoil: Callable[[Object], object]
    """Spoils it; given the pod's specification of a Deployment, and the object otherwise."""
    guardrail: str
    """Refuses it at preview, and as an admission policy in the cluster."""
    pod_security: str = ""
    """Words of Pod Security, where that and not a policy refuses it in the cluster."""

    def spoilt(self) -> list[Object]:
        """Return the application with the mistake."""
        objects = deepcopy(application())
        for one in objects:
            if one["kind"] == self.kind:
                self.spoil(one["spec"]["template"]["spec"] if self.kind == "Deployment" else one)
        return objects


def _container(**changes: Any) -> Callable[[Object], object]:
    return lambda spec: spec["containers"][0].update(changes)


def _without(part: str) -> Callable[[Object], object]:
    return lambda spec: spec["containers"][0].pop(part)


def _security(**changes: Any) -> Callable[[Object], object]:
    return lambda spec: spec["containers"][0]["securityContext"].update(changes)


def _as_root(spec: Object) -> None:
    del spec["hostUsers"]  # with user ids of its own, root in the pod is nobody outside, and Pod Security lets it be
    spec["securityContext"]["runAsNonRoot"] = False
    spec["containers"][0]["securityContext"]["runAsNonRoot"] = False


def _node_files(spec: Object) -> None:
    spec["volumes"].append({"name": "node", "hostPath": {"path": "/var/log"}})


def _unlimited(spec: Object) -> None:
    del spec["containers"][0]["resources"]["limits"]["memory"]


VARIATIONS = (
    Variation(
        "an image from elsewhere",
        "Deployment",
        _container(image=f"docker.io/library/nginx:1.27@sha256:{'a' * 64}"),
        "k8s-image-registry-allowed",
    ),
    Variation(
        "an image by its tag",
        "Deployment",
        _container(image="example.azurecr.io/production/shop/web:1.4.2"),
        "k8s-image-digest",
    ),
    Variation(
        "privileged",
        "Deployment",
        _security(privileged=True, allowPrivilegeEscalation=True),
        "k8s-no-privileged",
        "privileged (container",
    ),
    Variation("as root", "Deployment", _as_root, "k8s-run-as-non-root", "runAsNonRoot != true"),
    Variation("files of the node", "Deployment", _node_files, "k8s-no-host-path", "hostPath"),
    Variation("a writable root", "Deployment", _security(readOnlyRootFilesystem=False), "k8s-read-only-root-fs"),
    Variation("no memory limit", "Deployment", _unlimited, "k8s-memory-limits"),
    Variation("no readiness probe", "Deployment", _without("readinessProbe"), "k8s-readiness-probe"),
    Variation(
        "the default account",
        "Deployment",
        lambda spec: spec.update(serviceAccountName="default"),
        "k8s-no-default-service-account",
    ),
    Variation(
        "a public load balancer",
        "Service",
        lambda service: service["metadata"].update(annotations={}),
        "k8s-service-lb-internal",
    ),
)
