"""A container must not unmask /proc."""

from guardrails.checks import must_not_be
from guardrails.frameworks import azure_policy, gatekeeper, kube_linter, kyverno, mcsb, pod_security, polaris, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, in_containers

GUARDRAIL = Guardrail(
    title="No container sees /proc unmasked",
    applies_to=POD,
    severity=Severity.MEDIUM,
    why="Unmasked, /proc shows and changes what belongs to the kernel.",
    fix="Leave proc_mount out of the security_context.",
    link="https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    absent="Kubernetes masks it, so absent passes.",
    requirements=("002-6",),
    controls=(
        pod_security("baseline: /proc Mount Type"),
        mcsb("PV-2"),
        azure_policy("f85eb0dd-92ee-40e9-8a76-db25a507d6d3"),
        gatekeeper("proc-mount"),
        kyverno("disallow-proc-mount"),
        trivy("KSV-0027"),
        kube_linter("unsafe-proc-mount"),
        polaris("procMount"),
    ),
    check=in_containers(must_not_be("securityContext.procMount", "Unmasked")),
    passing={
        "it is masked": container_with(securityContext={"procMount": "Default"}),
        "it is left at Kubernetes' default": container_with(),
    },
    failing={
        "it is unmasked": container_with(securityContext={"procMount": "Unmasked"}),
    },
)
