"""Outages and retirements of Azure's own services must reach the team."""

from guardrails.examples import SUBSCRIPTION, ExampleResource
from guardrails.frameworks import mcsb, psrule
from guardrails.guardrail import Severity, StackGuardrail, Values
from guardrails.props import Problems, all_of, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import ACTIVITY_LOG_ALERT, MANAGED_CLUSTER


def check(_cluster: Resource, stack: Stack) -> Problems:
    """One alert in the stack is enough for all its clusters."""
    if not select(stack.all(ACTIVITY_LOG_ALERT), _on_service_health):
        yield "must not be without an enabled ActivityLogAlert on the category ServiceHealth beside it"


def _on_service_health(alert: Resource) -> bool:
    return all_of(
        lambda: alert.get("enabled", default=True) is True,
        lambda: any(
            condition.text("field").lower() == "category" and condition.text("equals").lower() == "servicehealth"
            for condition in alert.objects("condition.allOf")
        ),
    )


def _alert(category: str, *more: Values, **switch: bool) -> ExampleResource:
    return ExampleResource(
        ACTIVITY_LOG_ALERT.token,
        {
            "scopes": [SUBSCRIPTION],
            "condition": {"allOf": [{"field": "category", "equals": category}, *more]},
            **switch,
        },
    )


_CLUSTER = ExampleResource(MANAGED_CLUSTER.token)

GUARDRAIL = StackGuardrail(
    title="An alert tells of Azure's own outages and planned changes",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.LOW,
    why="Without it the team searches its own systems for an outage of Azure, and misses the dates of retirements.",
    fix="Add an ActivityLogAlert on the subscription with the condition category equals ServiceHealth, "
    "and an ActionGroup with location='Global': from another region it does not answer to Service Health.",
    link="https://learn.microsoft.com/azure/service-health/alerts-activity-log-service-notifications-portal",
    absent="Azure tells nobody of its own accord, so a missing alert fails.",
    requirements=("000-11",),
    controls=(mcsb("LT-3"), psrule("Azure.Monitor.ServiceHealth")),
    check=check,
    passing={
        "an alert on service health": {"cluster": _CLUSTER, "health": _alert("ServiceHealth")},
        "the stack has no cluster": {"changes": _alert("Administrative")},
        "an alert on service health of one region": {
            "cluster": _CLUSTER,
            "health": _alert("ServiceHealth", {"field": "properties.region", "equals": "westeurope"}, enabled=True),
        },
    },
    failing={
        "no alert": {"cluster": _CLUSTER},
        "an alert on something else": {"cluster": _CLUSTER, "changes": _alert("Administrative")},
        "the alert is off": {"cluster": _CLUSTER, "health": _alert("ServiceHealth", enabled=False)},
        "the word in another field": {
            "cluster": _CLUSTER,
            "changes": _alert("Administrative", {"field": "caller", "equals": "ServiceHealth"}),
        },
    },
)
