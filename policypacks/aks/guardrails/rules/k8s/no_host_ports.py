"""A container must not take ports of its node."""

from guardrails.frameworks import azure_policy, checkov, gatekeeper, kyverno, mcsb, pod_security, polaris, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, in_containers, in_ports
from guardrails.props import Problems, Props


def _check(port: Props) -> Problems:
    if port.get("hostPort", 0) != 0:
        yield f"must not set hostPort to {port.get('hostPort')}"


GUARDRAIL = Guardrail(
    title="No container takes a port of its node",
    applies_to=POD,
    severity=Severity.MEDIUM,
    why="Such a port is reached past services and network policies, and keeps a second pod off the node.",
    fix="Remove host_port and use a Service.",
    link="https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    absent="Kubernetes takes no port of the node, so absent and 0 pass.",
    requirements=("002-2",),
    controls=(
        pod_security("baseline: Host Ports"),
        mcsb("PV-2"),
        azure_policy("82985f06-dc18-4a48-bc1c-b9f4f0098cfe"),
        checkov("CKV_K8S_26"),
        gatekeeper("host-network-ports"),
        kyverno("disallow-host-ports"),
        trivy("KSV-0024"),
        polaris("hostPortSet"),
    ),
    check=in_containers(in_ports(_check)),
    passing={
        "a port of its own": container_with(ports=[{"containerPort": 8080}]),
        "0 is none": container_with(ports=[{"containerPort": 8080, "hostPort": 0}]),
    },
    failing={
        "a port of the node": container_with(ports=[{"containerPort": 8080, "hostPort": 8080}]),
    },
)
