"""A host should have one answer."""

from collections.abc import Iterator

from guardrails.examples import ExampleResource
from guardrails.frameworks import gatekeeper, kyverno
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.kinds import INGRESS
from guardrails.props import Problems
from guardrails.selectors import an_object
from guardrails.stack import Resource, Stack


def check(ingress: Resource, stack: Stack) -> Problems:
    """The second of two, by their URNs, is told."""
    mine = set(_routes(ingress))
    for other in stack.all(INGRESS):
        if (other.urn, other.path) < (ingress.urn, ingress.path):
            for host, path in sorted(mine & set(_routes(other))):
                yield f"must not answer for {host}{path}, which {other.name} does"


def _routes(ingress: Resource) -> Iterator[tuple[str, str]]:
    for rule in ingress.objects("spec.rules"):
        if rule.text("host"):
            for path in rule.objects("http.paths"):
                yield rule.text("host"), path.text("path", "/")


def _ingress(path: str, namespace: str = "shop") -> ExampleResource:
    rule = {"host": "shop.example.com", "http": {"paths": [{"path": path, "pathType": "Prefix"}]}}
    return an_object(INGRESS.token, "web", namespace, spec={"rules": [rule]})


GUARDRAIL = StackGuardrail(
    title="No two ingresses answer for the same host and path",
    applies_to=INGRESS,
    severity=Severity.LOW,
    why="Which of them answers is chance, or the choice of the team that was first.",
    fix="Change host or path of one of them.",
    link="https://kubernetes.io/docs/concepts/services-networking/ingress/",
    absent="Without a host it answers for all, which is the matter of k8s-ingress-no-wildcard-host; absent passes.",
    requirements=(),
    controls=(gatekeeper("uniqueingresshost"), kyverno("unique-ingress-host-and-path")),
    check=check,
    passing={
        "two paths": {"one": _ingress("/"), "two": _ingress("/api", "other")},
    },
    failing={
        "the same path": {"one": _ingress("/api"), "two": _ingress("/api", "other")},
    },
)
