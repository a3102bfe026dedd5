"""Containers must run under a seccomp profile."""

from guardrails.frameworks import (
    azure_policy,
    checkov,
    cis_aks,
    gatekeeper,
    kyverno,
    mcsb,
    pod_security,
    polaris,
    trivy,
)
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, in_containers_of_pod, in_pod, inherited, pod_with, unless_windows
from guardrails.props import Problems, Props, decided

_PROFILES = ("RuntimeDefault", "Localhost")
_TYPE = "securityContext.seccompProfile.type"


def check(pod: Props) -> Problems:
    """The pod's profile holds for containers that have none of their own, and must not be the wrong one."""
    yield from decided(in_pod(_said), pod)
    yield from in_containers_of_pod(_inherited)(pod)


def _said(spec: Props) -> Problems:
    if spec.get(_TYPE) is not None and spec.get(_TYPE) not in _PROFILES:
        yield f"must set {_TYPE} to RuntimeDefault or Localhost"


def _inherited(container: Props, spec: Props) -> Problems:
    if inherited(container, spec, _TYPE) not in _PROFILES:
        yield f"must set {_TYPE} to RuntimeDefault or Localhost"


GUARDRAIL = Guardrail(
    title="Containers run under a seccomp profile",
    applies_to=POD,
    severity=Severity.MEDIUM,
    why="Without a profile every system call of the kernel is open, with the holes of all of them.",
    fix='Set seccomp_profile={"type": "RuntimeDefault"} in the pod\'s security_context.',
    link="https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    absent="Kubernetes then uses none unless its nodes say otherwise, so absent fails.",
    requirements=("002-11",),
    controls=(
        cis_aks("4.6.2"),
        pod_security("baseline: Seccomp"),
        pod_security("restricted: Seccomp"),
        mcsb("PV-2"),
        azure_policy("975ce327-682c-4f2e-aa46-b9598289b86c"),
        checkov("CKV_K8S_31"),
        gatekeeper("seccompv2"),
        kyverno("restrict-seccomp-strict"),
        trivy("KSV-0030"),
        trivy("KSV-0104"),
        polaris("linuxHardening"),
    ),
    check=unless_windows(check),
    passing={
        "the pod sets it for all": pod_with(
            securityContext={"seccompProfile": {"type": "RuntimeDefault"}}, containers=[{"name": "app"}]
        ),
        "a container has its own": container_with(
            securityContext={"seccompProfile": {"type": "Localhost", "localhostProfile": "app.json"}}
        ),
        "Windows has no such thing": pod_with(os={"name": "windows"}, containers=[{"name": "app"}]),
    },
    failing={
        "nobody sets it": container_with(),
        "a container is unconfined": pod_with(
            securityContext={"seccompProfile": {"type": "RuntimeDefault"}},
            containers=[{"name": "app", "securityContext": {"seccompProfile": {"type": "Unconfined"}}}],
        ),
        "the pod is unconfined": pod_with(securityContext={"seccompProfile": {"type": "Unconfined"}}),
    },
)
