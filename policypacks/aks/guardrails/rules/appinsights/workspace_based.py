"""Telemetry must lie in the organisation's workspace."""

from guardrails.checks import must_be, must_be_present
from guardrails.frameworks import azure_policy, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import APPLICATION_INSIGHTS

_WORKSPACE = "/subscriptions/example/resourceGroups/example/providers/Microsoft.OperationalInsights/workspaces/logs"
_named = must_be_present("workspaceResourceId")
_mode = must_be("ingestionMode", "LogAnalytics", absent="LogAnalytics")


def check(component: Props) -> Problems:
    """Workspace and mode are two properties that can contradict each other."""
    yield from decided(_named, component)
    yield from decided(_mode, component)


GUARDRAIL = Guardrail(
    title="Application Insights keeps its telemetry in a named workspace",
    applies_to=APPLICATION_INSIGHTS,
    severity=Severity.MEDIUM,
    why="Classic Application Insights is retired; without a named workspace telemetry lies apart from the "
    "audit logs, under another retention and other access rights.",
    fix="Set workspace_resource_id on the Component to the Workspace's id.",
    link="https://learn.microsoft.com/azure/azure-monitor/app/create-workspace-resource",
    absent="Azure then refuses the resource or makes a workspace of its own, so absent fails; the ingestion mode "
    "follows the workspace.",
    requirements=("000-11",),
    controls=(
        mcsb("LT-5"),
        azure_policy("d550e854-df1a-4de9-bf44-cd894b39a95e"),
        psrule("Azure.AppInsights.Workspace"),
    ),
    check=check,
    passing={
        "a workspace is named": {"workspaceResourceId": _WORKSPACE},
        "the mode says so too": {"workspaceResourceId": _WORKSPACE, "ingestionMode": "LogAnalytics"},
    },
    failing={
        "no workspace is named": {"kind": "web"},
        "the classic mode is asked for": {"workspaceResourceId": _WORKSPACE, "ingestionMode": "ApplicationInsights"},
    },
)
