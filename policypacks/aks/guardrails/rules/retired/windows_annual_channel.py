"""Nodes must not run Windows Server of the annual channel."""

from datetime import date

from guardrails.checks import must_not_be
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import AGENT_POOL

GUARDRAIL = Guardrail(
    title="Nodes do not run Windows Server of the annual channel",
    applies_to=AGENT_POOL,
    severity=Severity.HIGH,
    why="AKS has not supported the annual channel since 2026-05-15 and deletes its images on 2027-05-15.",
    fix='Set os_sku="Windows2025" on a new pool and move the pods there.',
    link="https://learn.microsoft.com/azure/aks/upgrade-windows-os",
    absent="Azure takes another system, so absent passes.",
    requirements=("003-4",),
    retires=date(2026, 5, 15),
    check=must_not_be("osSKU", "WindowsAnnual"),
    passing={
        "Windows Server 2025": {"osType": "Windows", "osSKU": "Windows2025"},
        "it is left at Azure's default": {"count": 3},
    },
    failing={
        "WindowsAnnual is asked for": {"osSKU": "WindowsAnnual"},
    },
)
