"""A debugger has no place in a declaration."""

from guardrails.checks import must_be_unset
from guardrails.frameworks import kyverno, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, in_pod, pod_with

GUARDRAIL = Guardrail(
    title="No pod declares ephemeral containers",
    applies_to=POD,
    severity=Severity.LOW,
    why="They are for a person who looks for a fault, with tools that help an attacker as well.",
    fix="Remove ephemeral_containers; use kubectl debug, which the audit log shows.",
    link="https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/",
    absent="Then there are none, so absent passes.",
    requirements=("002-11",),
    controls=(mcsb("PV-2"), kyverno("block-ephemeral-containers")),
    check=in_pod(must_be_unset("ephemeralContainers")),
    passing={
        "none": container_with(),
    },
    failing={
        "a debugger": pod_with(ephemeralContainers=[{"name": "debug", "image": "busybox:1.37"}]),
    },
)
