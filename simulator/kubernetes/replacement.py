"""Which changes mean a new object.

Source: provider/pkg/provider/diff.go in pulumi/pulumi-kubernetes; beside it whatever the API server calls immutable.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from simulator.azure.diff import How, differences
from simulator.azure.values import Props
from simulator.kubernetes.errors import RefusedError

EVERY = ("apiVersion", "kind", "metadata.name", "metadata.namespace")
POD = """
    affinity automountServiceAccountToken containers dnsConfig dnsPolicy enableServiceLinks hostAliases hostIPC
    hostNetwork hostPID hostname imagePullSecrets initContainers nodeName nodeSelector overhead preemptionPolicy
    priority priorityClassName readinessGates restartPolicy runtimeClassName schedulerName securityContext
    serviceAccount serviceAccountName shareProcessNamespace subdomain terminationGracePeriodSeconds volumes
"""
FORCED: Mapping[str, tuple[str, ...]] = {
    "ClusterRoleBinding": ("roleRef",),
    "ConfigMap": ("binaryData", "data"),
    "DaemonSet": ("spec.selector",),
    "Deployment": ("spec.selector",),
    "Job": ("spec.completions", "spec.parallelism", "spec.selector", "spec.template"),
    "PersistentVolumeClaim": ("spec",),
    "Pod": tuple(f"spec.{field}" for field in POD.split()),
    "ResourceQuota": ("spec.scopes",),
    "RoleBinding": ("roleRef",),
    "Secret": ("data", "stringData", "type"),
    "Service": ("spec.clusterIP",),
    "StatefulSet": (
        "spec.podManagementPolicy",
        "spec.revisionHistoryLimit",
        "spec.selector",
        "spec.serviceName",
        "spec.volumeClaimTemplates",
    ),
    "StorageClass": ("parameters", "provisioner"),
}
"""What the official provider replaces, by kind; it is so even where Kubernetes could change the value in place."""

MUTABLE = {"ConfigMap": "enableConfigMapMutable", "Secret": "enableSecretMutable"}
"""Options of the provider that let such an object be changed in place."""

UNPROCESSABLE = 422
IMMUTABLE = re.compile(
    r"immutable|cannot change|may not be changed|may not change once set|pod updates may not change"
    r"|updates to (\w+ spec for fields other than|\w+ are forbidden)"
)


@dataclass(frozen=True)
class Change:
    """One property that differs."""

    path: str
    """Pulumi property path, such as `spec.replicas`."""
    how: How
    replaces: bool


def changes(old: Props, new: Props, mutable: frozenset[str], *, patch: bool = False) -> tuple[Change, ...]:
    """Compare old and new inputs of an object.

    Args:
        old: The inputs of the last update.
        new: The inputs of the program.
        mutable: Kinds that the provider's options let change in place.
        patch: Whether they are a patch's, whose object stays the same.

    """
    forced = (*EVERY, *(FORCED.get(new["kind"], ()) if not patch and new["kind"] not in mutable else ()))
    return tuple(Change(path, how, replaces=_is_within(path, forced)) for path, how in differences(old, new))


def is_immutable(refusal: RefusedError) -> bool:
    """Tell whether the API server refuses a change because only a new object could have it."""
    return refusal.code == UNPROCESSABLE and IMMUTABLE.search(str(refusal)) is not None


def _is_within(path: str, properties: tuple[str, ...]) -> bool:
    return any(path == one or path.startswith((one + ".", one + "[")) for one in properties)
