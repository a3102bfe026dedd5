"""The subscription's activity log must reach the workspace."""

from guardrails.checks import must_be_present
from guardrails.frameworks import azure_policy, checkov, cis_azure, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import SUBSCRIPTION_DIAGNOSTIC_SETTING

_CATEGORIES = ("Administrative", "Security", "Alert", "Policy")
_sent = must_be_present("workspaceId")


def check(setting: Props) -> Problems:
    """The group allLogs stands for every category."""
    yield from decided(_sent, setting)
    yield from decided(_collected, setting)


def _collected(setting: Props) -> Problems:
    enabled = [log for log in setting.objects("logs") if log.get("enabled") is True]
    if any(log.text("categoryGroup").lower() == "alllogs" for log in enabled):
        return
    names = {log.text("category").lower() for log in enabled}
    missing = [category for category in _CATEGORIES if category.lower() not in names]
    if missing:
        yield f"must enable the log categories {', '.join(missing)}"


def _logs(*categories: str) -> list[dict[str, object]]:
    return [{"category": category, "enabled": True} for category in categories]


GUARDRAIL = Guardrail(
    title="The activity log's security categories reach the workspace",
    applies_to=SUBSCRIPTION_DIAGNOSTIC_SETTING,
    severity=Severity.MEDIUM,
    why="Who changed policies, roles and networks stands only in the activity log, which Azure keeps for 90 "
    "days and nobody can join with other logs.",
    fix="Set workspace_id on the SubscriptionDiagnosticSetting, and enable the categories Administrative, "
    "Security, Alert and Policy.",
    link="https://learn.microsoft.com/azure/azure-monitor/platform/activity-log",
    absent="A setting sends only where it says and what it lists, so absent fails.",
    requirements=("004-8",),
    controls=(
        cis_azure("6.1.1"),
        cis_azure("6.1.2"),
        mcsb("LT-3"),
        azure_policy("41388f1c-2db0-4c25-95b2-35d7f5ccbfa9"),
        checkov("CKV_AZURE_38"),
    ),
    check=check,
    passing={
        "the four categories reach the workspace": {
            "workspaceId": "/subscriptions/example",
            "logs": _logs("Administrative", "Security", "Alert", "Policy"),
        },
        "all logs reach the workspace": {
            "workspaceId": "/subscriptions/example",
            "logs": [{"categoryGroup": "allLogs", "enabled": True}],
        },
    },
    failing={
        "a category is left out": {
            "workspaceId": "/subscriptions/example",
            "logs": _logs("Administrative", "Security", "Alert"),
        },
        "they reach an archive only": {
            "storageAccountId": "/subscriptions/example",
            "logs": _logs("Administrative", "Security", "Alert", "Policy"),
        },
        "nothing is enabled": {"workspaceId": "/subscriptions/example"},
    },
)
