"""A pod must not share the inter-process communication of its node."""

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
    title="No pod shares the inter-process communication of its node",
    applies_to=POD,
    severity=Severity.HIGH,
    why="Shared memory of the node carries data of other containers, to read and to change.",
    fix="Leave host_ipc out of the pod's spec, or set it to False.",
    link="https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    absent="Kubernetes gives pods namespaces of their own, so absent passes.",
    requirements=("002-6",),
    controls=(
        cis_aks("4.2.3"),
        pod_security("baseline: Host Namespaces"),
        mcsb("PV-2"),
        azure_policy("47a1ee2f-2a2a-4576-bf2a-e0e36709c2b8"),
        checkov("CKV_K8S_18"),
        checkov("CKV_K8S_3"),
        gatekeeper("host-namespaces"),
        kyverno("disallow-host-namespaces"),
        trivy("KSV-0008"),
        kube_linter("host-ipc"),
        polaris("hostIPCSet"),
    ),
    check=in_pod(must_not_be_true("hostIPC")),
    passing={
        "it has its own": pod_with(hostIPC=False),
        "it is left at Kubernetes' default": pod_with(containers=[]),
    },
    failing={
        "it shares that of the node": pod_with(hostIPC=True),
    },
)
