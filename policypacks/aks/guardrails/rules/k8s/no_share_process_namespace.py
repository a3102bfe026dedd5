"""Containers of a pod should not see one another's processes."""

from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, in_pod, must_not_be_true, pod_with

GUARDRAIL = Guardrail(
    title="Containers of a pod do not see one another's processes",
    applies_to=POD,
    severity=Severity.MEDIUM,
    why="A sidecar that is taken over reads secrets from the environment and memory of the others.",
    fix="Leave share_process_namespace out of the pod's spec.",
    link="https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/",
    absent="Kubernetes keeps them apart, so absent passes.",
    requirements=("002-6",),
    controls=(mcsb("PV-2"),),
    check=in_pod(must_not_be_true("shareProcessNamespace")),
    passing={
        "apart": pod_with(shareProcessNamespace=False),
        "it is left at Kubernetes' default": container_with(),
    },
    failing={
        "shared": pod_with(shareProcessNamespace=True),
    },
)
