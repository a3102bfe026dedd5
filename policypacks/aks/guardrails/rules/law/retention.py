"""Logs must be kept long enough to look back."""

from collections.abc import Mapping
from typing import Any

from guardrails.checks import number
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import WORKSPACE


def check(workspace: Props, values: Mapping[str, Any]) -> Problems:
    """A table may keep its logs longer; the workspace is what the others fall back to."""
    if number(workspace, "retentionInDays") < values["days"]:
        yield f"must set retentionInDays to at least {values['days']}"


GUARDRAIL = Guardrail(
    title="The workspace keeps logs for months",
    applies_to=WORKSPACE,
    severity=Severity.MEDIUM,
    why="Break-ins are often found months later; logs that are gone by then cannot show what was taken.",
    fix="Set retention_in_days=90 or more on the Workspace.",
    link="https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure",
    absent="Azure keeps logs for 30 days by default, so absent fails.",
    requirements=("001-18", "004-8"),
    controls=(mcsb("LT-6"),),
    parameters={
        "days": {
            "type": "integer",
            "minimum": 30,
            "maximum": 730,
            "default": 90,
            "description": "Least days that logs can be queried.",
        }
    },
    check=check,
    passing={
        "logs are kept for ninety days": {"retentionInDays": 90},
        "logs are kept for two years": {"retentionInDays": 730},
    },
    failing={
        "logs are kept for a month": {"retentionInDays": 30},
        "retention is left at Azure's default": {"features": {"disableLocalAuth": True}},
    },
)
