"""A container must not serve SSH."""

from guardrails.checks import must_not_be
from guardrails.frameworks import kube_linter, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, in_containers, in_ports

GUARDRAIL = Guardrail(
    title="No container serves SSH",
    applies_to=POD,
    severity=Severity.MEDIUM,
    why="An SSH server in a container is a way in with keys and passwords that nobody rotates, past the API "
    "server's log.",
    fix="Remove port 22 and the server behind it; use kubectl exec or debug where the role allows it.",
    link="https://learn.microsoft.com/azure/aks/developer-best-practices-pod-security",
    absent="A port that is not listed is not judged, so absent passes.",
    requirements=("002-2",),
    controls=(mcsb("PV-2"), kube_linter("ssh-port")),
    check=in_containers(in_ports(must_not_be("containerPort", 22))),
    passing={
        "another port": container_with(ports=[{"containerPort": 8080}]),
        "none is listed": container_with(),
    },
    failing={
        "SSH": container_with(ports=[{"containerPort": 22}]),
    },
)
