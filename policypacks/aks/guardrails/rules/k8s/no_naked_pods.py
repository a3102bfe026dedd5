"""A pod should be kept alive by a controller."""

from guardrails.frameworks import azure_policy, kyverno
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import NAKED_POD
from guardrails.pods import container_with
from guardrails.props import Problems, Props


def _check(pod: Props) -> Problems:
    if not pod.objects("metadata.ownerReferences"):
        yield "must be declared by a controller, not as a Pod"


GUARDRAIL = Guardrail(
    title="Pods belong to a controller",
    applies_to=NAKED_POD,
    severity=Severity.MEDIUM,
    why="Nobody starts a pod of its own again when its node goes, and no update replaces it bit by bit.",
    fix="Declare a Deployment, StatefulSet, DaemonSet or Job with this pod as template.",
    link="https://kubernetes.io/docs/concepts/workloads/controllers/",
    absent="A Pod is one whatever it sets; one that names its owner passes.",
    requirements=(),
    controls=(azure_policy("65280eef-c8b4-425e-9aec-af55e55bf581"), kyverno("prevent-bare-pods")),
    check=_check,
    passing={
        "a controller owns it": {
            "metadata": {
                "ownerReferences": [{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "api", "uid": "0"}]
            }
        },
    },
    failing={
        "a Pod": container_with(),
    },
)
