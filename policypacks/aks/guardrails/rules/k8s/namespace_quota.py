"""A namespace should have an end."""

from guardrails.checks import is_present
from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import cis_aks, kyverno, trivy
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.kinds import LIMIT_RANGE, NAMESPACE, RESOURCE_QUOTA
from guardrails.props import Problems, decided, select
from guardrails.selectors import a_namespace, an_object, stands_in
from guardrails.stack import Resource, Stack
from guardrails.subjects import Subject


def check(namespace: Resource, stack: Stack) -> Problems:
    """Each kind on its own."""
    for subject, content in ((RESOURCE_QUOTA, "spec.hard"), (LIMIT_RANGE, "spec.limits")):
        yield from decided(_one, namespace, stack, subject, content)


def _one(namespace: Resource, stack: Stack, subject: Subject, content: str) -> Problems:
    if not select(stack.all(subject), lambda one: is_present(one, content) and stands_in(one, namespace)):
        yield f"must have a {subject.token.rpartition(':')[2]}"


def _nameless(name: str) -> ExampleResource:
    return ExampleResource(NAMESPACE.token, reported={"metadata": {"name": name}})


def _in(token: str, namespace: str, **spec: object) -> ExampleResource:
    return ExampleResource(token, {"metadata": {"namespace": Output(namespace, "name")}, "spec": spec})


GUARDRAIL = StackGuardrail(
    title="Every namespace has a ResourceQuota and a LimitRange",
    applies_to=NAMESPACE,
    severity=Severity.LOW,
    why="One team's mistake then takes the nodes of all; without defaults a quota refuses pods that ask for nothing.",
    fix="Add a ResourceQuota with spec.hard and a LimitRange with spec.limits to the namespace.",
    link="https://kubernetes.io/docs/concepts/policy/resource-quotas/",
    absent="Kubernetes limits nothing, so absent fails.",
    requirements=(),
    controls=(cis_aks("4.6.1"), kyverno("add-ns-quota"), trivy("KSV-0039"), trivy("KSV-0040")),
    check=check,
    passing={
        "both": {
            "shop": a_namespace(),
            "quota": an_object(RESOURCE_QUOTA.token, "quota", spec={"hard": {"pods": "20"}}),
            "range": an_object(LIMIT_RANGE.token, "range", spec={"limits": [{"type": "Container"}]}),
        },
        "both, in a namespace that Kubernetes names": {
            "shop": _nameless("shop"),
            "quota": _in(RESOURCE_QUOTA.token, "shop", hard={"pods": "20"}),
            "range": _in(LIMIT_RANGE.token, "shop", limits=[{"type": "Container"}]),
        },
    },
    failing={
        "neither": {"shop": a_namespace()},
        "a quota only": {
            "shop": a_namespace(),
            "quota": an_object(RESOURCE_QUOTA.token, "quota", spec={"hard": {"pods": "20"}}),
        },
        "defaults only": {
            "shop": a_namespace(),
            "range": an_object(LIMIT_RANGE.token, "range", spec={"limits": [{"type": "Container"}]}),
        },
        "a quota of nothing": {
            "shop": a_namespace(),
            "quota": an_object(RESOURCE_QUOTA.token, "quota", spec={}),
            "range": an_object(LIMIT_RANGE.token, "range", spec={"limits": [{"type": "Container"}]}),
        },
        "the quota of another namespace": {
            "shop": a_namespace(),
            "quota": an_object(RESOURCE_QUOTA.token, "quota", "other", spec={"hard": {"pods": "20"}}),
            "range": an_object(LIMIT_RANGE.token, "range", spec={"limits": [{"type": "Container"}]}),
        },
        "both, in another namespace that Kubernetes names": {
            "shop": _nameless("shop"),
            "quota": _in(RESOURCE_QUOTA.token, "other", hard={"pods": "20"}),
            "range": _in(LIMIT_RANGE.token, "other", limits=[{"type": "Container"}]),
            "other": _nameless("other"),
        },
    },
)
