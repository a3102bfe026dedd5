"""A container must not be privileged."""

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
from guardrails.pods import container_with, in_containers, must_not_be_true, pod_with

GUARDRAIL = Guardrail(
    title="No container is privileged",
    applies_to=POD,
    severity=Severity.CRITICAL,
    why="A privileged container has every capability and every device of the node: what breaks into it owns the node.",
    fix="Leave privileged out of the container's security_context, or set it to False.",
    link="https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    absent="Kubernetes runs containers unprivileged, so absent passes.",
    requirements=("002-11", "003-1"),
    controls=(
        cis_aks("4.2.1"),
        pod_security("baseline: Privileged Containers"),
        mcsb("PV-2"),
        azure_policy("95edb821-ddaf-4404-9732-666045e056b4"),
        checkov("CKV_K8S_16"),
        checkov("CKV_K8S_2"),
        gatekeeper("privileged-containers"),
        kyverno("disallow-privileged-containers"),
        trivy("KSV-0017"),
        kube_linter("privileged-container"),
        polaris("runAsPrivileged"),
    ),
    check=in_containers(must_not_be_true("securityContext.privileged")),
    passing={
        "it is said to be unprivileged": container_with(securityContext={"privileged": False}),
        "it is left at Kubernetes' default": container_with(),
    },
    failing={
        "a container is privileged": container_with(securityContext={"privileged": True}),
        "an init container is privileged": pod_with(
            initContainers=[{"name": "init", "securityContext": {"privileged": True}}]
        ),
        "a debug container is privileged": pod_with(
            ephemeralContainers=[{"name": "debug", "securityContext": {"privileged": True}}]
        ),
    },
)
