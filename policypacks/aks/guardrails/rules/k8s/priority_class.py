"""A workload must not push the system aside."""

from collections.abc import Mapping
from typing import Any

from guardrails.frameworks import kube_linter, kyverno, mcsb, polaris
from guardrails.guardrail import Example, Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, in_pod, pod_with
from guardrails.props import Problems, Props


def _check(spec: Props, values: Mapping[str, Any]) -> Problems:
    name = spec.text("priorityClassName")
    if name.startswith("system-"):
        yield f"must not set priorityClassName to {name}"
    elif not name and values["required"]:
        yield "must set priorityClassName"


GUARDRAIL = Guardrail(
    title="Pods do not take the priority of the system",
    applies_to=POD,
    severity=Severity.LOW,
    why="With system-cluster-critical a pod drives others from a full node, CoreDNS among them.",
    fix="Name a PriorityClass of your own in priority_class_name, or none.",
    link="https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/",
    absent="Passes, unless the setting required asks for a class.",
    requirements=(),
    controls=(
        mcsb("PV-2"),
        kyverno("allowed-pod-priorities"),
        kube_linter("priority-class-name"),
        polaris("priorityClassNotSet"),
    ),
    parameters={
        "required": {"type": "boolean", "default": False, "description": "Whether every pod must name a class."}
    },
    check=in_pod(_check),
    passing={
        "a class of its own": pod_with(priorityClassName="batch"),
        "none": container_with(),
        "a class, where one is asked for": Example(pod_with(priorityClassName="batch"), settings={"required": True}),
    },
    failing={
        "that of the system": pod_with(priorityClassName="system-node-critical"),
        "none, where one is asked for": Example(container_with(), settings={"required": True}),
    },
)
