"""A pod must stay off the nodes of the system."""

from guardrails.frameworks import azure_policy, kyverno, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, in_pod, pod_with
from guardrails.props import Problems, Props

_SYSTEM = {"CriticalAddonsOnly", "node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master"}


def _check(spec: Props) -> Problems:
    def judge(toleration: Props) -> Problems:
        key = toleration.text("key")
        if key in _SYSTEM:
            yield f"must not tolerate the taint {key}"
        if not key and toleration.get("operator") == "Exists":
            yield "must not tolerate every taint"

    yield from spec.each("tolerations", judge)


GUARDRAIL = Guardrail(
    title="No pod tolerates the taints of system nodes",
    applies_to=POD,
    severity=Severity.MEDIUM,
    why="What runs beside CoreDNS and the tunnel to the API server can take the cluster down with it.",
    fix="Remove the toleration; name the key of your own pool's taint.",
    link="https://learn.microsoft.com/azure/aks/use-system-pools",
    absent="Then the scheduler keeps it off, so absent passes.",
    requirements=("002-6",),
    controls=(
        mcsb("PV-2"),
        azure_policy("e16d171b-bfe5-4d79-a525-19736b396e92"),
        kyverno("restrict-controlplane-scheduling"),
    ),
    check=in_pod(_check),
    passing={
        "a pool of its own": pod_with(tolerations=[{"key": "team", "operator": "Equal", "value": "shop"}]),
        "none": container_with(),
        "a pool of its own, whatever the value": pod_with(tolerations=[{"key": "team", "operator": "Exists"}]),
        "nothing, which Kubernetes refuses itself": pod_with(tolerations=[{"operator": "Equal"}]),
    },
    failing={
        "the taint of system pools": pod_with(tolerations=[{"key": "CriticalAddonsOnly", "operator": "Exists"}]),
        "every taint": pod_with(tolerations=[{"operator": "Exists"}]),
        **{
            f"the taint {key}": pod_with(tolerations=[{"key": key, "operator": "Exists"}])
            for key in ("node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master")
        },
    },
)
