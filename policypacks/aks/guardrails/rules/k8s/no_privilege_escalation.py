"""A container must not be able to gain privileges."""

from guardrails.checks import must_be
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
from guardrails.pods import container_with, in_containers, pod_with, unless_windows

GUARDRAIL = Guardrail(
    title="No container can gain more privileges than it starts with",
    applies_to=POD,
    severity=Severity.HIGH,
    why="A setuid binary in the image makes a harmless user root.",
    fix="Set allow_privilege_escalation=False in the security_context of every container.",
    link="https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    absent="Kubernetes allows it, so absent fails.",
    requirements=("002-11",),
    controls=(
        cis_aks("4.2.5"),
        pod_security("restricted: Privilege Escalation"),
        mcsb("PV-2"),
        azure_policy("1c6e92c9-99f0-4e55-9cf2-0c234dc48f99"),
        checkov("CKV_K8S_20"),
        checkov("CKV_K8S_5"),
        gatekeeper("allow-privilege-escalation"),
        kyverno("disallow-privilege-escalation"),
        trivy("KSV-0001"),
        kube_linter("privilege-escalation-container"),
        polaris("privilegeEscalationAllowed"),
    ),
    check=unless_windows(in_containers(must_be("securityContext.allowPrivilegeEscalation", expected=False))),
    passing={
        "it is forbidden": container_with(securityContext={"allowPrivilegeEscalation": False}),
        "Windows has no such thing": pod_with(os={"name": "windows"}, containers=[{"name": "app"}]),
    },
    failing={
        "it is allowed": container_with(securityContext={"allowPrivilegeEscalation": True}),
        "it is left at Kubernetes' default": container_with(),
        "one of two containers may": pod_with(
            containers=[{"name": "app", "securityContext": {"allowPrivilegeEscalation": False}}, {"name": "proxy"}]
        ),
        "an init container may": pod_with(initContainers=[{"name": "init"}]),
    },
)
