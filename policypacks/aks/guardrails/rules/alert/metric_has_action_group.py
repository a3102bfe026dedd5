"""An alert on a metric must reach somebody."""

from guardrails.checks import must_be_present
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import METRIC_ALERT

GUARDRAIL = Guardrail(
    title="The metric alert calls an action group",
    applies_to=METRIC_ALERT,
    severity=Severity.MEDIUM,
    why="An alert that calls nobody is seen by whoever happens to open the portal.",
    fix="Set actions with an action_group_id on the MetricAlert.",
    link="https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-overview",
    absent="An alert calls nobody of its own accord, so absent fails; exempt it where an alert processing rule adds "
    "the group.",
    requirements=("000-11",),
    controls=(mcsb("IR-2"),),
    check=must_be_present("actions"),
    passing={"it calls an action group": {"actions": [{"actionGroupId": "/subscriptions/example"}]}},
    failing={"it calls nobody": {"actions": []}, "no action is set": {"enabled": True}},
)
