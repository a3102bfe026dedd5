"""The system's own pods must not stand on nodes that Azure takes back."""

from guardrails.checks import must_not_be, where
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import AGENT_POOL

GUARDRAIL = Guardrail(
    title="System pools are not spot pools",
    applies_to=AGENT_POOL,
    severity=Severity.LOW,
    why="Azure takes spot nodes back at half a minute's notice; DNS and admission webhooks would go with them.",
    fix='Remove scale_set_priority from pools with mode="System".',
    link="https://learn.microsoft.com/azure/aks/use-system-pools",
    absent="Azure takes regular nodes, so absent passes.",
    requirements=(),
    check=where(lambda pool: pool.text("mode").lower() == "system", must_not_be("scaleSetPriority", "Spot")),
    passing={
        "a regular system pool": {"mode": "System", "scaleSetPriority": "Regular"},
        "the priority is left at Azure's default": {"mode": "System"},
        "a spot pool for users": {"mode": "User", "scaleSetPriority": "Spot"},
    },
    failing={
        "a spot system pool": {"mode": "System", "scaleSetPriority": "Spot"},
    },
)
