"""A Windows container must not run on the node itself."""

from guardrails.frameworks import azure_policy, gatekeeper, kyverno, mcsb, pod_security, polaris, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, everywhere, must_not_be_true, pod_with

GUARDRAIL = Guardrail(
    title="No Windows container runs as a process of its node",
    applies_to=POD,
    severity=Severity.HIGH,
    why="A HostProcess container has the rights of the node.",
    fix="Leave host_process out of windows_options, or set it to False.",
    link="https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    absent="Kubernetes runs containers isolated, so absent passes.",
    requirements=("002-6",),
    controls=(
        pod_security("baseline: HostProcess"),
        mcsb("PV-2"),
        azure_policy("077f0ce1-86d6-4058-bc60-de05067e8622"),
        gatekeeper("host-process"),
        kyverno("disallow-host-process"),
        trivy("KSV-0103"),
        polaris("hostProcess"),
    ),
    check=everywhere(must_not_be_true("securityContext.windowsOptions.hostProcess")),
    passing={
        "it does not": container_with(securityContext={"windowsOptions": {"hostProcess": False}}),
        "it is left at Kubernetes' default": container_with(),
    },
    failing={
        "a container does": container_with(securityContext={"windowsOptions": {"hostProcess": True}}),
        "the pod does": pod_with(securityContext={"windowsOptions": {"hostProcess": True}}),
    },
)
