"""A pod must not set kernel parameters that reach others."""

from guardrails.frameworks import azure_policy, gatekeeper, kube_linter, kyverno, mcsb, pod_security, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, in_pod, pod_with
from guardrails.props import Problems, Props

_SAFE = {
    "kernel.shm_rmid_forced",
    "net.ipv4.ip_local_port_range",
    "net.ipv4.ip_local_reserved_ports",
    "net.ipv4.ip_unprivileged_port_start",
    "net.ipv4.ping_group_range",
    "net.ipv4.tcp_fin_timeout",
    "net.ipv4.tcp_keepalive_intvl",
    "net.ipv4.tcp_keepalive_probes",
    "net.ipv4.tcp_keepalive_time",
    "net.ipv4.tcp_rmem",
    "net.ipv4.tcp_syncookies",
    "net.ipv4.tcp_wmem",
}


def _check(spec: Props) -> Problems:
    def judge(sysctl: Props) -> Problems:
        if sysctl.text("name") not in _SAFE:
            yield f"must not set the sysctl {sysctl.text('name')}"

    yield from spec.each("securityContext.sysctls", judge)


_EACH = (
    "kernel.shm_rmid_forced",
    "net.ipv4.ip_local_port_range",
    "net.ipv4.ip_local_reserved_ports",
    "net.ipv4.ip_unprivileged_port_start",
    "net.ipv4.ping_group_range",
    "net.ipv4.tcp_fin_timeout",
    "net.ipv4.tcp_keepalive_intvl",
    "net.ipv4.tcp_keepalive_probes",
    "net.ipv4.tcp_rmem",
    "net.ipv4.tcp_syncookies",
    "net.ipv4.tcp_wmem",
)

GUARDRAIL = Guardrail(
    title="Pods set only kernel parameters that are safe",
    applies_to=POD,
    severity=Severity.MEDIUM,
    why="Other parameters hold for the whole node: one pod slows, opens or breaks all others.",
    fix="Remove the sysctl from the pod's security_context.",
    link="https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    absent="Then none is set, so absent passes.",
    requirements=("002-6",),
    controls=(
        pod_security("baseline: Sysctls"),
        mcsb("PV-2"),
        azure_policy("56d0a13f-712f-466b-8416-56fb354fb823"),
        gatekeeper("forbidden-sysctls"),
        kyverno("restrict-sysctls"),
        trivy("KSV-0026"),
        kube_linter("unsafe-sysctls"),
    ),
    check=in_pod(_check),
    passing={
        "every safe one": pod_with(securityContext={"sysctls": [{"name": name, "value": "1"} for name in _EACH]}),
        "a safe one": pod_with(securityContext={"sysctls": [{"name": "net.ipv4.tcp_keepalive_time", "value": "60"}]}),
        "none": container_with(),
    },
    failing={
        "one of the node": pod_with(securityContext={"sysctls": [{"name": "kernel.msgmax", "value": "65536"}]}),
    },
)
