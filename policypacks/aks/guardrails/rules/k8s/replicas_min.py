"""A service should outlive a node."""

from guardrails.checks import number
from guardrails.frameworks import gatekeeper, kube_linter, kyverno, polaris
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.kinds import AUTOSCALER, SCALED
from guardrails.props import Problems
from guardrails.selectors import a_deployment, an_object, scalers_of
from guardrails.stack import Resource, Stack


def check(workload: Resource, stack: Stack) -> Problems:
    """An autoscaler's own minimum is judged by `k8s-hpa-target-exists`."""
    if number(workload, "spec.replicas", 1) < 2 and not scalers_of(workload, stack):  # noqa: PLR2004 - two are a pair
        yield "must set spec.replicas to 2 or more"


GUARDRAIL = StackGuardrail(
    title="Deployments and stateful sets have two replicas at least",
    applies_to=SCALED,
    severity=Severity.LOW,
    why="A single replica is gone with its node, and during every upgrade of the nodes.",
    fix="Set replicas=2 or more, or add a HorizontalPodAutoscaler with min_replicas of 2.",
    link="https://learn.microsoft.com/azure/aks/deployment-safeguards",
    absent="Kubernetes runs one, so absent fails unless an autoscaler decides.",
    requirements=(),
    controls=(
        gatekeeper("replicalimits"),
        kyverno("require-deployments-have-multiple-replicas"),
        kube_linter("minimum-three-replicas"),
        polaris("deploymentMissingReplicas"),
    ),
    check=check,
    passing={
        "two": {"web": a_deployment(replicas=2)},
        "an autoscaler decides": {
            "web": an_object(SCALED.token, "web", spec={"template": {}}),
            "scaler": an_object(
                AUTOSCALER.token, "web", spec={"scaleTargetRef": {"kind": "Deployment", "name": "web"}}
            ),
        },
    },
    failing={
        "one": {"web": a_deployment(replicas=1)},
        "it is left at Kubernetes' default": {"web": an_object(SCALED.token, "web", spec={"template": {}})},
    },
)
