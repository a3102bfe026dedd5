"""How much a team may take: three sizes, so that nobody haggles about megabytes."""

from enum import StrEnum
from typing import NamedTuple

from components.kubernetes.manifest import Manifest, metadata


class QuotaClass(StrEnum):
    """The size of a team's share."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class Quota(NamedTuple):
    """What all of a team's pods together may take."""

    cpu: int
    """Processors reserved."""
    memory: int
    """GiB of memory reserved; twice as many may be used."""
    pods: int
    """Pods that run at the same time."""
    services: int
    """Services, each with an address of serviceCidr, which all teams share."""
    storage: int
    """GiB of disks."""
    largest: int
    """GiB of memory, and of its node's disk, that a single container may use."""


QUOTAS = {
    QuotaClass.SMALL: Quota(cpu=4, memory=8, pods=20, services=20, storage=50, largest=2),
    QuotaClass.MEDIUM: Quota(cpu=16, memory=32, pods=80, services=40, storage=250, largest=8),
    QuotaClass.LARGE: Quota(cpu=64, memory=128, pods=300, services=80, storage=1000, largest=32),
}
_LOAD_BALANCERS = 2
_PORTS = 10
"""What a load balancer may open on average, each also on every node, whose 2,768 ports all teams share."""

_OBJECTS = {
    "configmaps": 200,
    "controllerrevisions.apps": 550,
    "cronjobs.batch": 50,
    "deployments.apps": 100,
    "horizontalpodautoscalers.autoscaling": 100,
    "ingresses.networking.k8s.io": 50,
    "jobs.batch": 200,
    "poddisruptionbudgets.policy": 100,
    "pods": 1000,
    "replicasets.apps": 1100,
    "statefulsets.apps": 50,
}
"""Objects of each kind that operators make, or controllers for them, finished ones counted: all lie in one etcd.

Of each Deployment and StatefulSet ten former versions are kept, of each CronJob four Jobs.
https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-on-object-count
"""


def quota(namespace: str, size: QuotaClass, *, exposed: bool) -> list[Manifest]:
    """Return the limits of a namespace, and what a container gets that asks for nothing.

    Processors have no limit beside the reservation: throttling protects nobody that reservations do not.
    https://kubernetes.io/docs/concepts/policy/resource-quotas/
    """
    share = QUOTAS[size]
    balancers = _LOAD_BALANCERS if exposed else 0
    hard = {
        "requests.cpu": str(share.cpu),
        "requests.memory": f"{share.memory}Gi",
        "limits.memory": f"{2 * share.memory}Gi",
        # A GiB of the nodes' disks for each pod: twice as much is the default limit of a container and a sidecar.
        "requests.ephemeral-storage": f"{share.pods}Gi",
        "limits.ephemeral-storage": f"{2 * share.pods}Gi",
        "requests.storage": f"{share.storage}Gi",
        "persistentvolumeclaims": str(share.storage),
        "pods": str(share.pods),
        **{f"count/{kind}": str(count) for kind, count in _OBJECTS.items()},
        "services": str(share.services),
        "services.loadbalancers": str(balancers),
        # Services of type NodePort, which take the same ports, are for admission to refuse.
        "services.nodeports": str(balancers * _PORTS),
    }
    container = {
        "type": "Container",
        "defaultRequest": {"cpu": "100m", "memory": "128Mi", "ephemeral-storage": "64Mi"},
        "default": {"memory": "256Mi", "ephemeral-storage": "1Gi"},
        "max": {"memory": f"{share.largest}Gi", "ephemeral-storage": f"{share.largest}Gi"},
    }
    # The driver makes no smaller disk: a claim of less would take more than the quota counts.
    claim = {"type": "PersistentVolumeClaim", "min": {"storage": "1Gi"}}
    return [
        {
            "apiVersion": "v1",
            "kind": "ResourceQuota",
            "metadata": metadata("quota", namespace),
            "spec": {"hard": hard},
        },
        {
            "apiVersion": "v1",
            "kind": "LimitRange",
            "metadata": metadata("limits", namespace),
            "spec": {"limits": [container, claim]},
        },
    ]


def no_system_priority(namespace: str) -> Manifest:
    """Return the limit of pods with the priority of the system: none.

    Kubernetes gives it to whoever asks, and such a pod drives those of other teams from a node that is full.
    https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
    """
    system = {
        "scopeName": "PriorityClass",
        "operator": "In",
        "values": ["system-cluster-critical", "system-node-critical"],
    }
    return {
        "apiVersion": "v1",
        "kind": "ResourceQuota",
        "metadata": metadata("no-system-priority", namespace),
        "spec": {"hard": {"pods": "0"}, "scopeSelector": {"matchExpressions": [system]}},
    }
