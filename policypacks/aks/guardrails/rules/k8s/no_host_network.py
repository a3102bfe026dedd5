"""A pod must not use the network of its node."""

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
    title="No pod uses the network of its node",
    applies_to=POD,
    severity=Severity.HIGH,
    why="On the network of the node no NetworkPolicy holds, services on its loopback are open, and traffic of "
    "others can be read.",
    fix="Leave host_network out of the pod's spec, or set it to False.",
    link="https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    absent="Kubernetes gives pods a network of their own, so absent passes.",
    requirements=("002-6",),
    controls=(
        cis_aks("4.2.4"),
        pod_security("baseline: Host Namespaces"),
        mcsb("PV-2"),
        azure_policy("82985f06-dc18-4a48-bc1c-b9f4f0098cfe"),
        checkov("CKV_K8S_19"),
        checkov("CKV_K8S_4"),
        gatekeeper("host-network-ports"),
        kyverno("disallow-host-namespaces"),
        trivy("KSV-0009"),
        kube_linter("host-network"),
        polaris("hostNetworkSet"),
    ),
    check=in_pod(must_not_be_true("hostNetwork")),
    passing={
        "it has its own": pod_with(hostNetwork=False),
        "it is left at Kubernetes' default": pod_with(containers=[]),
    },
    failing={
        "it shares that of the node": pod_with(hostNetwork=True),
    },
)
