"""Retention must not be set where Azure no longer keeps it."""

from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import DIAGNOSTIC_SETTING


def check(setting: Props) -> Problems:
    """Logs and metrics carry the same retired property."""
    for prop in ("logs", "metrics"):
        yield from setting.each(prop, _kept_apart)


def _kept_apart(collected: Props) -> Problems:
    if collected.get("retentionPolicy.enabled") is True:
        yield f"must not enable {collected.path}.retentionPolicy"


GUARDRAIL = Guardrail(
    title="Diagnostic settings set no retention of their own",
    applies_to=DIAGNOSTIC_SETTING,
    severity=Severity.LOW,
    why="Azure retired retention in diagnostic settings: who relies on it believes that logs are kept, or "
    "deleted, and they are not.",
    fix="Remove retention_policy from logs and metrics; set retention on the Workspace or a lifecycle rule on "
    "the storage account.",
    link="https://learn.microsoft.com/azure/azure-monitor/essentials/migrate-to-azure-storage-lifecycle-policy",
    absent="Without it workspace and storage decide, so absent passes; a policy that is off passes too.",
    requirements=(),
    controls=(),
    check=check,
    passing={
        "no retention is set": {"logs": [{"category": "AuditEvent", "enabled": True}]},
        "retention is off": {
            "logs": [{"category": "AuditEvent", "enabled": True, "retentionPolicy": {"enabled": False, "days": 0}}]
        },
    },
    failing={
        "logs have a retention": {
            "logs": [{"category": "AuditEvent", "enabled": True, "retentionPolicy": {"enabled": True, "days": 365}}]
        },
        "metrics have a retention": {
            "metrics": [{"category": "AllMetrics", "enabled": True, "retentionPolicy": {"enabled": True, "days": 30}}]
        },
    },
)
