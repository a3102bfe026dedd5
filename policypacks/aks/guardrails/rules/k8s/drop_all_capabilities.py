"""A container must drop all capabilities."""

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
from guardrails.pods import container_with, in_containers, must_list, pod_with, unless_windows

GUARDRAIL = Guardrail(
    title="Containers drop all capabilities",
    applies_to=POD,
    severity=Severity.MEDIUM,
    why="The capabilities that a runtime leaves by default suffice for forging packets and changing the owners of "
    "files.",
    fix='Set capabilities={"drop": ["ALL"]} in every container\'s security_context; "add" takes what is really needed.',
    link="https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    absent="The runtime leaves some, so absent fails.",
    requirements=("002-11",),
    controls=(
        cis_aks("4.6.2"),
        pod_security("restricted: Capabilities"),
        mcsb("PV-2"),
        azure_policy("c26596ff-4d70-4e6a-9a30-c2506bd2f80c"),
        checkov("CKV_K8S_37"),
        checkov("CKV_K8S_36"),
        gatekeeper("capabilities"),
        kyverno("disallow-capabilities-strict"),
        trivy("KSV-0003"),
        polaris("linuxHardening"),
    ),
    check=unless_windows(in_containers(must_list("securityContext.capabilities.drop", "ALL"))),
    passing={
        "all are dropped": container_with(securityContext={"capabilities": {"drop": ["ALL"]}}),
        "Windows has no such thing": pod_with(os={"name": "windows"}, containers=[{"name": "app"}]),
    },
    failing={
        "some are dropped": container_with(securityContext={"capabilities": {"drop": ["NET_RAW"]}}),
        "it is left to the runtime": container_with(),
        "Kubernetes does not know it in lower case": container_with(
            securityContext={"capabilities": {"drop": ["all"]}}
        ),
    },
)
