"""Nodes must not run Windows Server 2019."""

from datetime import date

from guardrails.checks import must_not_be
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import AGENT_POOL

GUARDRAIL = Guardrail(
    title="Nodes do not run Windows Server 2019",
    applies_to=AGENT_POOL,
    severity=Severity.HIGH,
    why="AKS has not supported Windows Server 2019 since 2026-03-01 and deletes its images on 2027-04-01.",
    fix='Set os_sku="Windows2025" on a new pool and move the pods there.',
    link="https://learn.microsoft.com/azure/aks/upgrade-windows-os",
    absent="Azure takes another system, so absent passes.",
    requirements=("003-4",),
    retires=date(2026, 3, 1),
    check=must_not_be("osSKU", "Windows2019"),
    passing={
        "Windows Server 2025": {"osType": "Windows", "osSKU": "Windows2025"},
        "it is left at Azure's default": {"count": 3},
    },
    failing={
        "Windows2019 is asked for": {"osSKU": "Windows2019"},
    },
)
