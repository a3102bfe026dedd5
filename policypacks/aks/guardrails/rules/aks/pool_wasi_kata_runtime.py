"""Pods that nobody vouches for should run in a virtual machine each."""

from guardrails.checks import must_be_one_of, on_linux, where
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Props, all_of
from guardrails.subjects import AGENT_POOL


def runs_users(pool: Props) -> bool:
    """Tell whether users' pods run there, on Linux."""
    return all_of(lambda: on_linux(pool), lambda: pool.text("mode", "User").lower() == "user")


GUARDRAIL = Guardrail(
    title="User pools can run pods in a virtual machine each",
    applies_to=AGENT_POOL,
    severity=Severity.LOW,
    why="Containers share their node's kernel: one hole in it lets untrusted code reach every pod beside it.",
    fix='Set workload_runtime="KataVmIsolation" and os_sku="AzureLinux" on the pool; exempt pools that run '
    "trusted code only.",
    link="https://learn.microsoft.com/azure/aks/use-pod-sandboxing",
    absent="Azure runs pods on the node's own kernel, so absent fails; system, gateway and Windows pools pass.",
    requirements=("002-8",),
    check=where(runs_users, must_be_one_of("workloadRuntime", ("KataVmIsolation", "KataMshvVmIsolation"))),
    passing={
        "sandboxes": {"mode": "User", "workloadRuntime": "KataVmIsolation"},
        "sandboxes by their former name": {"workloadRuntime": "KataMshvVmIsolation"},
        "a system pool": {"mode": "System"},
        "a Windows pool": {"osType": "Windows"},
    },
    failing={
        "ordinary containers": {"mode": "User", "workloadRuntime": "OCIContainer"},
        "it is left at Azure's default": {"count": 3},
    },
)
