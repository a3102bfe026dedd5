"""A container must not reach into the kernel."""

from guardrails.frameworks import azure_policy, mcsb, pod_security, polaris, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, in_containers, must_not_add

GUARDRAIL = Guardrail(
    title="No container may load kernel modules, trace processes or load BPF programs",
    applies_to=POD,
    severity=Severity.HIGH,
    why="SYS_MODULE and BPF run code in the node's kernel, SYS_PTRACE in other processes.",
    fix="Remove SYS_MODULE, SYS_PTRACE, BPF and ALL from capabilities.add.",
    link="https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    absent="Then they are not added, so absent passes.",
    requirements=("002-11",),
    controls=(
        pod_security("baseline: Capabilities"),
        mcsb("PV-2"),
        azure_policy("a27c700f-8a22-44ec-961c-41625264370b"),
        trivy("KSV-0120"),
        polaris("dangerousCapabilities"),
    ),
    check=in_containers(must_not_add("SYS_MODULE", "SYS_PTRACE", "BPF")),
    passing={
        "another capability": container_with(securityContext={"capabilities": {"add": ["NET_BIND_SERVICE"]}}),
        "none": container_with(),
    },
    failing={
        "kernel modules": container_with(securityContext={"capabilities": {"add": ["SYS_MODULE"]}}),
        **{
            f"the capability {one}": container_with(securityContext={"capabilities": {"add": [one]}})
            for one in ("BPF", "bpf", "CAP_SYS_MODULE", "CAP_SYS_PTRACE", "CAP_BPF", "ALL")
        },
        "other processes": container_with(securityContext={"capabilities": {"add": ["SYS_PTRACE"]}}),
    },
)
