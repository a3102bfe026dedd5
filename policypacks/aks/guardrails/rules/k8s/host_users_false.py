"""A pod should have a user namespace of its own."""

from guardrails.checks import must_be
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import in_pod, pod_with, unless_windows

GUARDRAIL = Guardrail(
    title="Pods have a user namespace of their own",
    applies_to=POD,
    severity=Severity.LOW,
    why="Root in a container is then nobody on the node, so that breaking out of the container wins nothing.",
    fix="Set host_users=False in the pod's spec; nodes need Kubernetes 1.33 or later.",
    link="https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/",
    absent="Kubernetes shares the users of the node, so absent fails.",
    requirements=("002-7",),
    controls=(mcsb("PV-2"),),
    check=unless_windows(in_pod(must_be("hostUsers", expected=False))),
    passing={
        "it has its own": pod_with(hostUsers=False),
        "Windows has none": pod_with(os={"name": "windows"}),
    },
    failing={
        "it shares those of the node": pod_with(hostUsers=True),
        "it is left at Kubernetes' default": pod_with(containers=[]),
    },
)
