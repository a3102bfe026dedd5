"""An autoscaler should have something to scale."""

from guardrails.checks import number
from guardrails.examples import ExampleResource
from guardrails.frameworks import gatekeeper, kube_linter, kyverno, polaris
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.kinds import AUTOSCALER, SCALED
from guardrails.props import Problems, all_of, select
from guardrails.selectors import a_deployment, an_object, named, same_namespace
from guardrails.stack import Resource, Stack


def check(scaler: Resource, stack: Stack) -> Problems:
    """Targets of other kinds than the built-in ones are not looked for."""
    fewest, most = number(scaler, "spec.minReplicas", 1), number(scaler, "spec.maxReplicas", 1)
    if fewest < 2:  # noqa: PLR2004 - two are a pair
        yield "must set spec.minReplicas to 2 or more"
    if most <= fewest:
        yield "must set spec.maxReplicas above spec.minReplicas"
    kind, name = scaler.text("spec.scaleTargetRef.kind"), scaler.text("spec.scaleTargetRef.name")
    if kind in {"Deployment", "StatefulSet"} and not select(
        stack.all(SCALED),
        lambda one: all_of(
            lambda: one.token.endswith(f":{kind}"), lambda: named(one, name), lambda: same_namespace(one, scaler)
        ),
    ):
        yield f"must aim at a {kind} of its namespace: there is no {name}"


def _scaler(name: str, fewest: int, most: int, kind: str = "Deployment") -> ExampleResource:
    target = {"apiVersion": "apps/v1", "kind": kind, "name": name}
    spec = {"scaleTargetRef": target, "minReplicas": fewest, "maxReplicas": most}
    return an_object(AUTOSCALER.token, "web", spec=spec)


GUARDRAIL = StackGuardrail(
    title="Autoscalers aim at a workload that exists and keep two replicas at least",
    applies_to=AUTOSCALER,
    severity=Severity.LOW,
    why="One that misses its target scales nothing; one that goes down to a single replica removes the other in "
    "the quiet hour.",
    fix="Mend scale_target_ref; set min_replicas=2 and a higher max_replicas.",
    link="https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/",
    absent="min_replicas is then 1, so absent fails.",
    requirements=(),
    controls=(
        gatekeeper("horizontalpodautoscaler"),
        kyverno("check-hpa-exists"),
        kube_linter("dangling-horizontalpodautoscaler"),
        kube_linter("hpa-minimum-three-replicas"),
        polaris("hpaMinAvailability"),
    ),
    check=check,
    passing={
        "a workload": {"web": a_deployment(), "scaler": _scaler("web", 2, 5)},
        "something of another kind": {"scaler": _scaler("web", 2, 5, "Rollout")},
    },
    failing={
        "nothing": {"web": a_deployment(), "scaler": _scaler("wbe", 2, 5)},
        "down to one": {"web": a_deployment(), "scaler": _scaler("web", 1, 5)},
        "no room": {"web": a_deployment(), "scaler": _scaler("web", 2, 2)},
        "nothing of the kind": {"web": a_deployment(), "scaler": _scaler("web", 2, 5, "StatefulSet")},
    },
)
