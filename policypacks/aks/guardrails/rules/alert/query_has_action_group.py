"""An alert on logs must reach somebody."""

from guardrails.checks import must_be_present
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import QUERY_ALERT

GUARDRAIL = Guardrail(
    title="The log search alert calls an action group",
    applies_to=QUERY_ALERT,
    severity=Severity.MEDIUM,
    why="An alert that calls nobody is seen by whoever happens to open the portal.",
    fix="Set actions with an action group on the ScheduledQueryRule.",
    link="https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-overview",
    absent="An alert calls nobody of its own accord, so absent fails; exempt it where an alert processing rule adds "
    "the group.",
    requirements=("000-11",),
    controls=(mcsb("IR-2"),),
    check=must_be_present("actions.actionGroups"),
    passing={"it calls an action group": {"actions": {"actionGroups": ["/subscriptions/example"]}}},
    failing={"it calls nobody": {"actions": {}}, "no action is set": {"enabled": True}},
)
