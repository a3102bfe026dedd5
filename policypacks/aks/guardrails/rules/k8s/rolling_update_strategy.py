"""An update should leave something running."""

from guardrails.checks import number
from guardrails.frameworks import kube_linter
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import DEPLOYMENT
from guardrails.props import Problems, Props


def _check(deployment: Props) -> Problems:
    if deployment.get("spec.strategy.type") == "Recreate" and number(deployment, "spec.replicas", 1) > 1:
        yield "must set spec.strategy.type to RollingUpdate"


GUARDRAIL = Guardrail(
    title="Deployments of several replicas are updated bit by bit",
    applies_to=DEPLOYMENT,
    severity=Severity.LOW,
    why="Recreate ends all pods before it starts the first new one.",
    fix="Leave strategy out, or set its type to RollingUpdate.",
    link="https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy",
    absent="Kubernetes updates bit by bit, so absent passes.",
    requirements=("004-9",),
    controls=(kube_linter("no-rolling-update-strategy"),),
    check=_check,
    passing={
        "bit by bit": {"spec": {"replicas": 3, "strategy": {"type": "RollingUpdate"}}},
        "there is only one": {"spec": {"replicas": 1, "strategy": {"type": "Recreate"}}},
        "it is left at Kubernetes' default": {"spec": {"replicas": 3}},
        "there is only one, by Kubernetes' default": {"spec": {"strategy": {"type": "Recreate"}}},
    },
    failing={
        "all at once": {"spec": {"replicas": 3, "strategy": {"type": "Recreate"}}},
        "both at once": {"spec": {"replicas": 2, "strategy": {"type": "Recreate"}}},
    },
)
