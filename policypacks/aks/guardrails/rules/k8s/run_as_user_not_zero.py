"""Nothing must ask for user 0."""

from guardrails.checks import must_not_be
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
from guardrails.pods import container_with, everywhere, pod_with, unless_own_users

GUARDRAIL = Guardrail(
    title="No pod or container asks for user 0",
    applies_to=POD,
    severity=Severity.HIGH,
    why="User 0 is root, whatever else is said.",
    fix="Set run_as_user to the number of the image's own user, or leave it to the image and set run_as_non_root=True.",
    link="https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    absent="Then run_as_non_root decides, so absent passes.",
    requirements=("002-12",),
    controls=(
        cis_aks("4.6.2"),
        pod_security("restricted: Running as Non-root user"),
        mcsb("PV-2"),
        azure_policy("f06ddb64-5fa3-4b77-b166-acb36f7f6042"),
        checkov("CKV_K8S_23"),
        gatekeeper("users"),
        kyverno("require-run-as-non-root-user"),
        trivy("KSV-0105"),
        polaris("runAsRootAllowed"),
    ),
    check=unless_own_users(everywhere(must_not_be("securityContext.runAsUser", 0))),
    passing={
        "another user": container_with(securityContext={"runAsUser": 10001}),
        "it is left to the image": container_with(),
        "the pod has a user namespace of its own": pod_with(hostUsers=False, securityContext={"runAsUser": 0}),
    },
    failing={
        "the pod asks for it": pod_with(securityContext={"runAsUser": 0}),
        "a container asks for it": container_with(securityContext={"runAsUser": 0}),
    },
)
