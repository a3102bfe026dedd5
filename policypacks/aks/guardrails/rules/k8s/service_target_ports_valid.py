"""A service should lead to an open port."""

from functools import partial

from guardrails.checks import placed
from guardrails.examples import ExampleResource
from guardrails.frameworks import kube_linter
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.kinds import SERVICE
from guardrails.pods import LONG_RUNNING, containers_of
from guardrails.props import Problems, Props
from guardrails.selectors import a_deployment, an_object, map_selects, workloads_meant
from guardrails.stack import Resource, Stack


def check(service: Resource, stack: Stack) -> Problems:
    """Pods that list no ports may listen on any number, but not on a name."""
    if not service.names("spec.selector"):
        return
    for workload in workloads_meant(service, stack, lambda pod: map_selects(service, "spec.selector", pod)):
        ports = [port for container in containers_of(workload, LONG_RUNNING) for port in container.objects("ports")]
        known = [value for port in ports for value in (port.get("name"), port.get("containerPort")) if value]
        yield from service.each("spec.ports", partial(_placed, known))


def _placed(known: list[object], port: Props) -> Problems:
    yield from placed(_port, port, known)


def _port(port: Props, known: list[object]) -> Problems:
    target = port.get("targetPort") or port.get("port")
    if target not in known and (known or isinstance(target, str)):
        yield f"must set targetPort to a port of its pods, not to {target}"


def _service(**port: object) -> ExampleResource:
    return an_object(SERVICE.token, "web", spec={"selector": {"app": "web"}, "ports": [port]})


_WEB = a_deployment(containers=[{"name": "app", "ports": [{"name": "http", "containerPort": 8080}]}])

GUARDRAIL = StackGuardrail(
    title="Services lead to ports that their pods list",
    applies_to=SERVICE,
    severity=Severity.LOW,
    why="A port that nobody listens on refuses every request.",
    fix="Set target_port to the name or number of a container's port.",
    link="https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports",
    absent="target_port is then the port of the service itself.",
    requirements=(),
    controls=(kube_linter("invalid-target-ports"),),
    check=check,
    passing={
        "by its name": {"web": _WEB, "service": _service(port=80, targetPort="http")},
        "by its number": {"web": _WEB, "service": _service(port=80, targetPort=8080)},
        "pods that list none": {"web": a_deployment(), "service": _service(port=80)},
        "by the number that it has itself": {"web": _WEB, "service": _service(port=8080)},
        "others have other ports": {
            "web": _WEB,
            "api": a_deployment(
                "api", containers=[{"name": "app", "ports": [{"name": "grpc", "containerPort": 9090}]}]
            ),
            "service": _service(port=80, targetPort="http"),
        },
    },
    failing={
        "another name": {"web": _WEB, "service": _service(port=80, targetPort="https")},
        "its own number": {"web": _WEB, "service": _service(port=80)},
        "a name, and pods list no ports": {"web": a_deployment(), "service": _service(port=80, targetPort="http")},
    },
)
