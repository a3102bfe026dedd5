"""Nodes must not run Flatcar."""

from datetime import date

from guardrails.checks import must_not_be
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import AGENT_POOL

GUARDRAIL = Guardrail(
    title="Nodes do not run Flatcar Container Linux",
    applies_to=AGENT_POOL,
    severity=Severity.HIGH,
    why="AKS has not supported Flatcar since 2026-06-08; its images are gone since 2026-09-08, so the "
    "pool cannot grow.",
    fix='Set os_sku="AzureLinux" or "Ubuntu" on a new pool and move the pods there.',
    link="https://learn.microsoft.com/azure/aks/flatcar-container-linux-for-aks",
    absent="Azure takes another system, so absent passes.",
    requirements=("003-4",),
    retires=date(2026, 6, 8),
    check=must_not_be("osSKU", "Flatcar"),
    passing={
        "Azure Linux": {"osSKU": "AzureLinux"},
        "it is left at Azure's default": {"count": 3},
    },
    failing={
        "Flatcar is asked for": {"osSKU": "Flatcar"},
    },
)
