"""The metrics of a cluster must be collected."""

from typing import Any

from guardrails.checks import is_present, must_be
from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.props import Problems, decided, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import DATA_COLLECTION_RULE, DATA_COLLECTION_RULE_ASSOCIATION, MANAGED_CLUSTER


def check(cluster: Resource, stack: Stack) -> Problems:
    """The agent runs without a rule too, and then sends nothing."""
    yield from decided(must_be("azureMonitorProfile.metrics.enabled", expected=True), cluster)
    if not select(stack.all(DATA_COLLECTION_RULE_ASSOCIATION), lambda one: _collects(one, cluster, stack)):
        yield "must have a DataCollectionRuleAssociation with a rule that forwards Prometheus metrics"


def _collects(association: Resource, cluster: Resource, stack: Stack) -> bool:
    if not (association.has("dataCollectionRuleId") and association.points_at("resourceUri", cluster)):
        return False
    rules = select(stack.all(DATA_COLLECTION_RULE), lambda rule: association.points_at("dataCollectionRuleId", rule))
    return not rules or bool(select(rules, lambda rule: is_present(rule, "dataSources.prometheusForwarder")))


def cluster(*, enabled: bool) -> ExampleResource:
    """Return an example's cluster."""
    return ExampleResource(MANAGED_CLUSTER.token, {"azureMonitorProfile": {"metrics": {"enabled": enabled}}})


def rule(**sources: Any) -> ExampleResource:
    """Return an example's collection rule."""
    return ExampleResource(DATA_COLLECTION_RULE.token, {"dataSources": sources})


_FORWARDER = [{"name": "metrics", "streams": ["Microsoft-PrometheusMetrics"]}]
_ASSOCIATION = ExampleResource(
    DATA_COLLECTION_RULE_ASSOCIATION.token,
    {"resourceUri": Output("cluster"), "dataCollectionRuleId": Output("rule")},
)
_ELSEWHERE = (
    "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/monitoring"
    "/providers/Microsoft.Insights/dataCollectionRules/metrics"
)

GUARDRAIL = StackGuardrail(
    title="Managed Prometheus is on and has a collection rule",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.LOW,
    why="Without metrics nobody sees a node that runs full or a pod that is killed again and again.",
    fix="Set azure_monitor_profile.metrics with enabled=True and add a DataCollectionRuleAssociation with "
    "resource_uri=cluster.id.",
    link="https://learn.microsoft.com/azure/azure-monitor/containers/kubernetes-monitoring-enable",
    absent="Azure collects no metrics, so absent fails.",
    requirements=("001-16",),
    controls=(mcsb("LT-3"),),
    check=check,
    passing={
        "metrics with a rule": {
            "cluster": cluster(enabled=True),
            "association": _ASSOCIATION,
            "rule": rule(prometheusForwarder=_FORWARDER),
        },
        "a rule outside the stack": {
            "cluster": cluster(enabled=True),
            "association": ExampleResource(
                DATA_COLLECTION_RULE_ASSOCIATION.token,
                {"resourceUri": Output("cluster"), "dataCollectionRuleId": _ELSEWHERE},
            ),
        },
    },
    failing={
        "metrics are off": {
            "cluster": cluster(enabled=False),
            "association": _ASSOCIATION,
            "rule": rule(prometheusForwarder=_FORWARDER),
        },
        "metrics are left at Azure's default": {"cluster": ExampleResource(MANAGED_CLUSTER.token)},
        "no rule": {"cluster": cluster(enabled=True)},
        "a rule for logs only": {
            "cluster": cluster(enabled=True),
            "association": _ASSOCIATION,
            "rule": rule(syslog=[{"name": "nodes", "streams": ["Microsoft-Syslog"]}]),
        },
        "another cluster's rule": {
            "cluster": cluster(enabled=True),
            "other": cluster(enabled=True),
            "association": ExampleResource(
                DATA_COLLECTION_RULE_ASSOCIATION.token,
                {"resourceUri": Output("other"), "dataCollectionRuleId": Output("rule")},
            ),
            "rule": rule(prometheusForwarder=_FORWARDER),
        },
        "an endpoint instead of a rule": {
            "cluster": cluster(enabled=True),
            "association": ExampleResource(
                DATA_COLLECTION_RULE_ASSOCIATION.token,
                {"resourceUri": Output("cluster"), "dataCollectionEndpointId": "endpoint"},
            ),
        },
    },
)
