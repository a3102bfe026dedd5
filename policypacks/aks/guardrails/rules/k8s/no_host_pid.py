"""A pod must not see the processes of its node."""

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
from guardrails.pods import in_pod, must_not_be_true, pod_with

GUARDRAIL = Guardrail(
    title="No pod sees the processes of its node",
    applies_to=POD,
    severity=Severity.HIGH,
    why="Whoever sees the processes of the node reads their environment and, as root, their memory.",
    fix="Leave host_pid out of the pod's spec, or set it to False.",
    link="https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    absent="Kubernetes gives pods namespaces of their own, so absent passes.",
    requirements=("002-6",),
    controls=(
        cis_aks("4.2.2"),
        pod_security("baseline: Host Namespaces"),
        mcsb("PV-2"),
        azure_policy("47a1ee2f-2a2a-4576-bf2a-e0e36709c2b8"),
        checkov("CKV_K8S_17"),
        checkov("CKV_K8S_1"),
        gatekeeper("host-namespaces"),
        kyverno("disallow-host-namespaces"),
        trivy("KSV-0010"),
        kube_linter("host-pid"),
        polaris("hostPIDSet"),
    ),
    check=in_pod(must_not_be_true("hostPID")),
    passing={
        "it has its own": pod_with(hostPID=False),
        "it is left at Kubernetes' default": pod_with(containers=[]),
    },
    failing={
        "it shares that of the node": pod_with(hostPID=True),
    },
)
