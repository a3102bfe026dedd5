"""Nodes must not run Windows Server 2022."""

from datetime import date

from guardrails.checks import must_not_be
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import AGENT_POOL

GUARDRAIL = Guardrail(
    title="Nodes do not run Windows Server 2022",
    applies_to=AGENT_POOL,
    severity=Severity.HIGH,
    why="AKS ends its support of Windows Server 2022 on 2028-06-30 and deletes its images on 2029-06-30; "
    "Kubernetes 1.37 cannot run on it.",
    fix='Set os_sku="Windows2025" on a new pool and move the pods there.',
    link="https://learn.microsoft.com/azure/aks/upgrade-windows-os",
    absent="What Azure takes for Windows moves with Kubernetes, so absent passes.",
    requirements=("003-4",),
    retires=date(2028, 6, 30),
    check=must_not_be("osSKU", "Windows2022"),
    passing={
        "Windows Server 2025": {"osType": "Windows", "osSKU": "Windows2025"},
        "it is left at Azure's default": {"count": 3},
    },
    failing={
        "Windows2022 is asked for": {"osSKU": "Windows2022"},
    },
)
