"""Nodes should start from a disk that is gone with them."""

from guardrails.checks import must_not_be
from guardrails.frameworks import checkov, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import AGENT_POOL

GUARDRAIL = Guardrail(
    title="The operating system lies on an ephemeral disk",
    applies_to=AGENT_POOL,
    severity=Severity.LOW,
    why="A managed disk keeps what was written to it across restarts, an attacker's tools included, and is "
    "slower to replace.",
    fix='Set os_disk_type="Ephemeral" on the pool, with a VM size whose cache or temporary disk is large enough.',
    link="https://learn.microsoft.com/azure/aks/concepts-storage",
    absent="Azure takes an ephemeral disk where the VM size has room for it, so absent passes.",
    requirements=("002-10",),
    controls=(checkov("CKV_AZURE_226"), psrule("Azure.AKS.EphemeralOSDisk")),
    check=must_not_be("osDiskType", "Managed"),
    passing={
        "ephemeral": {"osDiskType": "Ephemeral"},
        "it is left at Azure's default": {"count": 3},
    },
    failing={
        "managed": {"osDiskType": "Managed"},
    },
)
