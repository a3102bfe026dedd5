"""A firewall policy must report which of its rules are used."""

from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, all_of
from guardrails.subjects import FIREWALL_POLICY

_WORKSPACE = "insights.logAnalyticsResources.defaultWorkspaceId.id"


def check(policy: Props) -> Problems:
    """A workspace that is known only after the update is one."""
    if not all_of(lambda: policy.has(_WORKSPACE), lambda: policy.get("insights.isEnabled") is True):
        yield f"must set insights.isEnabled to true and {_WORKSPACE}"


_RESOURCES = {"logAnalyticsResources": {"defaultWorkspaceId": {"id": "workspace"}}}

GUARDRAIL = Guardrail(
    title="The firewall policy has policy analytics",
    applies_to=FIREWALL_POLICY,
    severity=Severity.LOW,
    why="Rules that nothing uses any more, and rules that let too much through, stay for ever.",
    fix="Set insights with is_enabled=True and log_analytics_resources={'default_workspace_id': {'id': workspace.id}}.",
    link="https://learn.microsoft.com/azure/firewall/policy-analytics",
    absent="Azure leaves policy analytics off, so absent fails.",
    requirements=("004-8",),
    controls=(mcsb("LT-4"), azure_policy("dfb5ac92-ce74-4dbc-81fa-87243e62d5d3")),
    check=check,
    passing={"analytics are on": {"insights": {"isEnabled": True, **_RESOURCES}}},
    failing={
        "analytics are off": {"insights": {"isEnabled": False, **_RESOURCES}},
        "the workspace is missing": {"insights": {"isEnabled": True}},
        "analytics are left at Azure's default": {"threatIntelMode": "Deny"},
    },
)
