"""A workspace must not drop its logs at once."""

from guardrails.checks import must_be
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import WORKSPACE

GUARDRAIL = Guardrail(
    title="Logs outlive a lowered retention for a while",
    applies_to=WORKSPACE,
    severity=Severity.MEDIUM,
    why="When retention is lowered to 30 days, by mistake or malice, everything older is then deleted at once and "
    "cannot be brought back.",
    fix="Set features with immediate_purge_data_on30_days=False on the Workspace, or leave it out.",
    link="https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure",
    absent="Azure does not purge immediately by default, so absent passes.",
    requirements=(),
    controls=(mcsb("LT-6"),),
    check=must_be("features.immediatePurgeDataOn30Days", expected=False, absent=False),
    remedy={"features.immediatePurgeDataOn30Days": False},
    passing={
        "logs are not purged immediately": {"features": {"immediatePurgeDataOn30Days": False}},
        "purging is left at Azure's default": {"retentionInDays": 90},
    },
    failing={"logs are purged immediately": {"features": {"immediatePurgeDataOn30Days": True}}},
)
