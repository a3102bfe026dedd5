"""Pods must not change the kernel of their node."""

from guardrails.checks import must_be_unset
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import AGENT_POOL

GUARDRAIL = Guardrail(
    title="No unsafe sysctls are allowed",
    applies_to=AGENT_POOL,
    severity=Severity.MEDIUM,
    why="An unsafe sysctl reaches beyond its pod: it can starve or weaken every other pod on the node.",
    fix="Leave kubelet_config.allowed_unsafe_sysctls unset on the pool.",
    link="https://learn.microsoft.com/azure/aks/custom-node-configuration",
    absent="Azure allows none, so absent passes.",
    requirements=("002-6",),
    controls=(mcsb("PV-4"),),
    check=must_be_unset("kubeletConfig.allowedUnsafeSysctls"),
    passing={
        "none": {"kubeletConfig": {"allowedUnsafeSysctls": []}},
        "it is left at Azure's default": {"count": 3},
    },
    failing={
        "a pattern": {"kubeletConfig": {"allowedUnsafeSysctls": ["net.*"]}},
    },
)
