"""Pods and containers must say what they may do."""

from guardrails.checks import must_be_present
from guardrails.frameworks import checkov, cis_aks, mcsb, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, in_containers, in_pod, pod_with, unless_windows
from guardrails.props import Problems, Props, decided


def check(pod: Props) -> Problems:
    """Both, for each has settings that the other does not."""
    yield from decided(in_pod(must_be_present("securityContext")), pod)
    yield from in_containers(must_be_present("securityContext"))(pod)


GUARDRAIL = Guardrail(
    title="Pods and containers have a security context",
    applies_to=POD,
    severity=Severity.MEDIUM,
    why="Without one everything is as Kubernetes and the image have it: often root, writable, with capabilities.",
    fix="Set security_context on the pod's spec and on every container.",
    link="https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
    absent="Then there is none, so absent fails.",
    requirements=("002-11", "003-1"),
    controls=(cis_aks("4.6.2"), mcsb("PV-2"), checkov("CKV_K8S_29"), checkov("CKV_K8S_30"), trivy("KSV-0118")),
    check=unless_windows(check),
    passing={
        "both have one": pod_with(
            securityContext={"runAsNonRoot": True},
            containers=[{"name": "app", "securityContext": {"allowPrivilegeEscalation": False}}],
        ),
    },
    failing={
        "neither has one": container_with(),
        "the container has none": pod_with(securityContext={"runAsNonRoot": True}, containers=[{"name": "app"}]),
        "the pod has none": container_with(securityContext={"privileged": False}),
    },
)
