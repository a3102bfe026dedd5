"""A service should lead somewhere."""

from guardrails.frameworks import kube_linter
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.kinds import SERVICE
from guardrails.props import Problems
from guardrails.selectors import a_deployment, an_object, map_selects, workloads_meant
from guardrails.stack import Resource, Stack


def check(service: Resource, stack: Stack) -> Problems:
    """In its own namespace."""
    if service.names("spec.selector") and not workloads_meant(
        service, stack, lambda pod: map_selects(service, "spec.selector", pod)
    ):
        yield "must select a workload of its namespace with spec.selector"


GUARDRAIL = StackGuardrail(
    title="Services select workloads that exist",
    applies_to=SERVICE,
    severity=Severity.LOW,
    why="A service that selects nothing answers nobody, and waits for whoever takes the label.",
    fix="Mend the selector, or remove the service.",
    link="https://kubernetes.io/docs/concepts/services-networking/service/",
    absent="Without a selector endpoints are made by hand, so absent passes.",
    requirements=(),
    controls=(kube_linter("dangling-service"), kube_linter("mismatching-selector")),
    check=check,
    passing={
        "a workload": {
            "web": a_deployment(),
            "service": an_object(SERVICE.token, "web", spec={"selector": {"app": "web"}}),
        },
        "endpoints made by hand": {"service": an_object(SERVICE.token, "db", spec={"ports": [{"port": 443}]})},
    },
    failing={
        "nothing": {
            "web": a_deployment(),
            "service": an_object(SERVICE.token, "web", spec={"selector": {"app": "wbe"}}),
        },
        "in another namespace": {
            "web": a_deployment(),
            "service": an_object(SERVICE.token, "web", "other", spec={"selector": {"app": "web"}}),
        },
    },
)
