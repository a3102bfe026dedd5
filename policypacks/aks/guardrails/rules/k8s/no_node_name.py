"""A pod must not choose its node by name."""

from guardrails.checks import must_be_unset
from guardrails.frameworks import kyverno, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, in_pod, pod_with

GUARDRAIL = Guardrail(
    title="No pod chooses its node by name",
    applies_to=POD,
    severity=Severity.LOW,
    why="It goes past the scheduler, and with it past taints, resources and zones.",
    fix="Use node_selector or affinity.",
    link="https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodename",
    absent="Then the scheduler decides, so absent passes.",
    requirements=(),
    controls=(mcsb("PV-2"), kyverno("restrict-node-selection")),
    check=in_pod(must_be_unset("nodeName")),
    passing={
        "a selector": pod_with(nodeSelector={"kubernetes.io/os": "linux"}),
        "none": container_with(),
    },
    failing={
        "a node by name": pod_with(nodeName="aks-system-0"),
    },
)
