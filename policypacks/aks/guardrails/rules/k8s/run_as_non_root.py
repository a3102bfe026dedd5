"""A container must not run as root."""

from guardrails.frameworks import (
    azure_policy,
    checkov,
    cis_aks,
    gatekeeper,
    kube_linter,
    kyverno,
    mcsb,
    pod_security,
    polaris,
    trivy,
)
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, in_containers_of_pod, in_pod, inherited, pod_with, unless_own_users
from guardrails.props import Problems, Props, decided


def check(pod: Props) -> Problems:
    """The pod's word holds for containers that have none of their own, and must not be the wrong one."""
    yield from decided(in_pod(_said), pod)
    yield from in_containers_of_pod(_inherited)(pod)


def _said(spec: Props) -> Problems:
    if spec.get("securityContext.runAsNonRoot") is False:
        yield "must not set securityContext.runAsNonRoot to false"


def _inherited(container: Props, spec: Props) -> Problems:
    if inherited(container, spec, "securityContext.runAsNonRoot") is not True:
        yield "must set securityContext.runAsNonRoot to true"


GUARDRAIL = Guardrail(
    title="No container runs as root",
    applies_to=POD,
    severity=Severity.HIGH,
    why="Root in a container is root on the node as soon as anything leads out of the container.",
    fix="Set run_as_non_root=True in the pod's security_context, and False nowhere.",
    link="https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    absent="Kubernetes runs what the image says, often root, so absent fails.",
    requirements=("002-12",),
    controls=(
        cis_aks("4.6.2"),
        pod_security("restricted: Running as Non-root"),
        mcsb("PV-2"),
        azure_policy("f06ddb64-5fa3-4b77-b166-acb36f7f6042"),
        checkov("CKV_K8S_23"),
        checkov("CKV_K8S_6"),
        gatekeeper("users"),
        kyverno("require-run-as-nonroot"),
        trivy("KSV-0012"),
        kube_linter("run-as-non-root"),
        polaris("runAsRootAllowed"),
    ),
    check=unless_own_users(check),
    passing={
        "the pod says it for all": pod_with(securityContext={"runAsNonRoot": True}, containers=[{"name": "app"}]),
        "every container says it": container_with(securityContext={"runAsNonRoot": True}),
        "the pod has a user namespace of its own": pod_with(hostUsers=False, containers=[{"name": "app"}]),
    },
    failing={
        "nobody says it": container_with(),
        "a container says the opposite": pod_with(
            securityContext={"runAsNonRoot": True},
            containers=[{"name": "app", "securityContext": {"runAsNonRoot": False}}],
        ),
        "the pod says the opposite": pod_with(
            securityContext={"runAsNonRoot": False},
            containers=[{"name": "app", "securityContext": {"runAsNonRoot": True}}],
        ),
        "an init container is forgotten": pod_with(
            containers=[{"name": "app", "securityContext": {"runAsNonRoot": True}}], initContainers=[{"name": "init"}]
        ),
    },
)
