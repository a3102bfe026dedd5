"""Probes must not call other hosts."""

from guardrails.checks import must_be_unset
from guardrails.frameworks import gatekeeper, mcsb, pod_security
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, in_containers
from guardrails.props import Problems, Props, decided

_CALLS = ("livenessProbe", "readinessProbe", "startupProbe", "lifecycle.postStart", "lifecycle.preStop")


def _check(container: Props) -> Problems:
    for call in _CALLS:
        for kind in ("httpGet", "tcpSocket"):
            yield from decided(must_be_unset(f"{call}.{kind}.host"), container)


GUARDRAIL = Guardrail(
    title="Probes and lifecycle hooks call the pod itself only",
    applies_to=POD,
    severity=Severity.LOW,
    why="The node sends probes: with another host they reach what only the node may reach, such as the metadata "
    "service.",
    fix="Leave host out of http_get and tcp_socket.",
    link="https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    absent="Kubernetes calls the pod itself, so absent passes.",
    requirements=(),
    controls=(
        pod_security("baseline: Host Probes / Lifecycle Hooks"),
        mcsb("PV-2"),
        gatekeeper("host-probes-lifecycle"),
    ),
    check=in_containers(_check),
    passing={
        "the pod itself": container_with(livenessProbe={"httpGet": {"path": "/live", "port": 8080}}),
        "no probes": container_with(),
    },
    failing={
        "a probe calls another host": container_with(
            livenessProbe={"httpGet": {"host": "169.254.169.254", "port": 80}}
        ),
        **{
            f"the {probe} does": container_with(**{probe: {"tcpSocket": {"host": "169.254.169.254", "port": 80}}})
            for probe in ("readinessProbe", "startupProbe")
        },
        "a hook does at the start": container_with(
            lifecycle={"postStart": {"httpGet": {"host": "example.com", "port": 80}}}
        ),
        "a hook does": container_with(lifecycle={"preStop": {"httpGet": {"host": "example.com", "port": 80}}}),
    },
)
