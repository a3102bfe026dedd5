"""Metrics must be watched by rules that raise alerts."""

from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.props import Problems, Props, all_of, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import MONITOR_WORKSPACE, PROMETHEUS_RULES


def check(workspace: Resource, stack: Stack) -> Problems:
    """A group's scopes name the workspace, and often the cluster beside it."""
    if not select(stack.all(PROMETHEUS_RULES), lambda group: _watches(group, workspace)):
        yield "must have an enabled PrometheusRuleGroup with alert rules whose scopes name it"


def _watches(group: Resource, workspace: Resource) -> bool:
    return all_of(
        lambda: group.get("enabled", default=True) is True,
        lambda: group.points_at("scopes", workspace),
        lambda: bool(select(group.objects("rules"), _alerts)),
    )


def _alerts(rule: Props) -> bool:
    """Tell whether the rule raises an alert; one that records only writes a metric."""
    return rule.has("alert") and rule.get("enabled", default=True) is True


_WORKSPACE = ExampleResource(MONITOR_WORKSPACE.token)
_ALERT = {"alert": "NodeNotReady", "expression": "up == 0"}
_RECORD = {"record": "job:up:sum", "expression": "sum by (job) (up)"}
_RULES = {"scopes": [Output("workspace")], "rules": [_RECORD, _ALERT]}

GUARDRAIL = StackGuardrail(
    title="Prometheus alert rules watch the Azure Monitor workspace",
    applies_to=MONITOR_WORKSPACE,
    severity=Severity.LOW,
    why="Metrics that no rule alerts on are read after an outage, not before it.",
    fix="Add a PrometheusRuleGroup with rules that have an alert, and the workspace's id in scopes.",
    link="https://learn.microsoft.com/azure/azure-monitor/metrics/prometheus-rule-groups",
    absent="Azure adds no rules for a workspace that is declared by itself, so a missing group fails.",
    requirements=("000-11",),
    controls=(mcsb("LT-3"),),
    check=check,
    passing={
        "a group watches the workspace": {
            "workspace": _WORKSPACE,
            "rules": ExampleResource(PROMETHEUS_RULES.token, _RULES),
        },
    },
    failing={
        "no group": {"workspace": _WORKSPACE},
        "the group is off": {
            "workspace": _WORKSPACE,
            "rules": ExampleResource(PROMETHEUS_RULES.token, {**_RULES, "enabled": False}),
        },
        "the group is empty": {
            "workspace": _WORKSPACE,
            "rules": ExampleResource(PROMETHEUS_RULES.token, {**_RULES, "rules": []}),
        },
        "the group only records": {
            "workspace": _WORKSPACE,
            "rules": ExampleResource(PROMETHEUS_RULES.token, {**_RULES, "rules": [_RECORD]}),
        },
        "the alert is off": {
            "workspace": _WORKSPACE,
            "rules": ExampleResource(
                PROMETHEUS_RULES.token, {**_RULES, "rules": [_RECORD, {**_ALERT, "enabled": False}]}
            ),
        },
        "the group watches another workspace": {
            "workspace": _WORKSPACE,
            "other": _WORKSPACE,
            "rules": ExampleResource(PROMETHEUS_RULES.token, {**_RULES, "scopes": [Output("other")]}),
        },
    },
)
