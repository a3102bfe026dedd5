"""A container should listen on high ports."""

from guardrails.checks import number
from guardrails.frameworks import kube_linter, mcsb, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, in_containers, in_ports
from guardrails.props import Problems, Props

_LOWEST = 1024


def _check(port: Props) -> Problems:
    if number(port, "containerPort", _LOWEST) < _LOWEST:
        yield f"must listen on a port from {_LOWEST}, not on {port.get('containerPort')}"


GUARDRAIL = Guardrail(
    title="Containers listen on ports from 1024",
    applies_to=POD,
    severity=Severity.LOW,
    why="Ports below 1024 take root or a capability that the container does not need otherwise.",
    fix="Listen on 8080, say, and let the Service map port 80 to it.",
    link="https://kubernetes.io/docs/concepts/services-networking/service/",
    absent="A port that is not listed is not judged, so absent passes.",
    requirements=("002-2",),
    controls=(mcsb("PV-2"), trivy("KSV-0117"), kube_linter("privileged-ports")),
    check=in_containers(in_ports(_check)),
    passing={
        "a high port": container_with(ports=[{"containerPort": 8080}]),
        "none is listed": container_with(),
        "the lowest of the high ports": container_with(ports=[{"containerPort": 1024}]),
    },
    failing={
        "a low port": container_with(ports=[{"containerPort": 8080}, {"containerPort": 80}]),
        "the highest of the low ports": container_with(ports=[{"containerPort": 1023}]),
    },
)
