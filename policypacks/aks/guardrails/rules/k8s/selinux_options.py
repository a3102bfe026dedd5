"""Pods must not choose SELinux labels that lead out."""

from guardrails.frameworks import azure_policy, gatekeeper, kyverno, mcsb, pod_security, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, everywhere, pod_with
from guardrails.props import Problems, Props

_OPTIONS = "securityContext.seLinuxOptions"
_TYPES = {"", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"}


def _check(holder: Props) -> Problems:
    if holder.text(f"{_OPTIONS}.type") not in _TYPES:
        yield f"must set {_OPTIONS}.type to container_t, or leave it out"
    for name in ("user", "role"):
        if holder.text(f"{_OPTIONS}.{name}"):
            yield f"must not set {_OPTIONS}.{name}"


GUARDRAIL = Guardrail(
    title="No pod or container asks for an SELinux user, role or foreign type",
    applies_to=POD,
    severity=Severity.LOW,
    why="Another type than that of containers lifts what keeps a container from the files of the node.",
    fix="Leave se_linux_options out of the security_context, or set its type to container_t.",
    link="https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    absent="The runtime chooses container_t, so absent passes.",
    requirements=("002-9",),
    controls=(
        pod_security("baseline: SELinux"),
        mcsb("PV-2"),
        azure_policy("e1e6c427-07d9-46ab-9689-bfa85431e636"),
        gatekeeper("selinux"),
        kyverno("disallow-selinux"),
        trivy("KSV-0025"),
    ),
    check=everywhere(_check),
    passing={
        **{
            f"the type {name} of containers": pod_with(
                securityContext={"seLinuxOptions": {"type": name, "level": "s0:c1,c2"}}
            )
            for name in ("container_t", "container_init_t", "container_kvm_t", "container_engine_t")
        },
        "it is left to the runtime": container_with(),
    },
    failing={
        "a type of the node": container_with(securityContext={"seLinuxOptions": {"type": "spc_t"}}),
        "a user": pod_with(securityContext={"seLinuxOptions": {"user": "system_u"}}),
        "a role": pod_with(securityContext={"seLinuxOptions": {"role": "system_r"}}),
    },
)
