"""A host should have one answer."""

from collections.abc import Iterator
from typing import Any

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


def _ingress(path: str, namespace: str = "shop", host: str = "shop.example.com") -> ExampleResource:
    return an_object(INGRESS.token, "web", namespace, spec=_spec(host, path=path))


def _spec(host: str, **path: str) -> dict[str, Any]:
    return {"rules": [{"host": host, "http": {"paths": [{**path, "pathType": "Prefix"}]}}]}


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
        "two hosts": {"one": _ingress("/"), "two": _ingress("/", "other", "www.example.com")},
    },
    failing={
        "the same path": {"one": _ingress("/api"), "two": _ingress("/api", "other")},
        "the path of one is left at Kubernetes' default": {
            "one": _ingress("/"),
            "two": an_object(INGRESS.token, "web", "other", spec=_spec("shop.example.com")),
        },
        "both are of one list": {
            "list": ExampleResource(
                f"{INGRESS.token}List", {"items": [{"spec": _spec("shop.example.com", path="/api")}] * 2}
            )
        },
    },
)
