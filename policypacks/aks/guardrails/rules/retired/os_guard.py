"""Nodes must not run Azure Linux with OS Guard."""

from datetime import date

from guardrails.checks import must_not_be
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import AGENT_POOL

GUARDRAIL = Guardrail(
    title="Nodes do not run Azure Linux with OS Guard",
    applies_to=AGENT_POOL,
    severity=Severity.HIGH,
    why="AKS ends the preview of OS Guard on 2026-12-10 and deletes its images on 2027-03-10.",
    fix='Set os_sku="AzureContainerLinux" or "AzureLinux" on a new pool and move the pods there.',
    link="https://learn.microsoft.com/azure/aks/azure-container-linux-overview",
    absent="Azure takes another system, so absent passes.",
    requirements=("003-4",),
    retires=date(2026, 12, 10),
    check=must_not_be("osSKU", "AzureLinuxOSGuard"),
    passing={
        "Azure Linux": {"osSKU": "AzureLinux"},
        "it is left at Azure's default": {"count": 3},
    },
    failing={
        "AzureLinuxOSGuard is asked for": {"osSKU": "AzureLinuxOSGuard"},
    },
)
