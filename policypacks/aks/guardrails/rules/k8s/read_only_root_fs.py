"""A container should not write into its own file system."""

from guardrails.checks import must_be
from guardrails.frameworks import azure_policy, checkov, cis_aks, gatekeeper, kube_linter, kyverno, mcsb, polaris, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, in_containers, pod_with, unless_windows

GUARDRAIL = Guardrail(
    title="The root file systems of containers are read-only",
    applies_to=POD,
    severity=Severity.MEDIUM,
    why="Who breaks in cannot place tools or change the program.",
    fix="Set read_only_root_filesystem=True in every container's security_context, and mount an empty_dir where "
    "it writes.",
    link="https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
    absent="Kubernetes leaves it writable, so absent fails.",
    requirements=("002-12",),
    controls=(
        cis_aks("4.6.2"),
        mcsb("PV-2"),
        azure_policy("df49d893-a74c-421d-bc95-c663042e5b80"),
        checkov("CKV_K8S_22"),
        gatekeeper("read-only-root-filesystem"),
        kyverno("require-ro-rootfs"),
        trivy("KSV-0014"),
        kube_linter("no-read-only-root-fs"),
        polaris("notReadOnlyRootFilesystem"),
    ),
    check=unless_windows(in_containers(must_be("securityContext.readOnlyRootFilesystem", expected=True))),
    passing={
        "it is read-only": container_with(securityContext={"readOnlyRootFilesystem": True}),
        "Windows has no such thing": pod_with(os={"name": "windows"}, containers=[{"name": "app"}]),
    },
    failing={
        "it is writable": container_with(securityContext={"readOnlyRootFilesystem": False}),
        "it is left at Kubernetes' default": container_with(),
    },
)
