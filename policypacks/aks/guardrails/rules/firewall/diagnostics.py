"""A firewall must log what it allows and refuses."""

from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import mcsb
from guardrails.guardrail import Severity, StackGuardrail, Values
from guardrails.links import diagnostics_problems
from guardrails.props import Problems, each_of
from guardrails.stack import Resource, Stack
from guardrails.subjects import DIAGNOSTIC_SETTING, FIREWALL

_CATEGORIES = ("AZFWApplicationRule", "AZFWNetworkRule", "AZFWNatRule", "AZFWThreatIntel")


def check(firewall: Resource, stack: Stack) -> Problems:
    """The structured categories have tables of their own, if the setting says so."""
    yield from diagnostics_problems(firewall, stack, _CATEGORIES, ("allLogs",))
    yield from each_of(stack.all(DIAGNOSTIC_SETTING), lambda one: one.points_at("resourceUri", firewall), _mixes_tables)


def _mixes_tables(setting: Resource) -> Problems:
    if setting.has("workspaceId") and setting.text("logAnalyticsDestinationType").lower() != "dedicated":
        yield f"must set logAnalyticsDestinationType to Dedicated in the DiagnosticSetting {setting.name}"


_FIREWALL = ExampleResource(FIREWALL.token)
_DEDICATED = {"logAnalyticsDestinationType": "Dedicated"}
_ALL = {"logs": [{"categoryGroup": "allLogs", "enabled": True}]}


def _setting(properties: Values, target: str = "firewall") -> ExampleResource:
    return ExampleResource(
        DIAGNOSTIC_SETTING.token, {"resourceUri": Output(target), "workspaceId": "workspace", **properties}
    )


GUARDRAIL = StackGuardrail(
    title="Firewalls log into tables of their own",
    applies_to=FIREWALL,
    severity=Severity.MEDIUM,
    why="Without the log nobody sees what the cluster reached, or why something is refused; the old table is slow and "
    "hard to query.",
    fix="Add a DiagnosticSetting with workspace_id, log_analytics_destination_type='Dedicated' and the AZFW log "
    "categories, or the group allLogs.",
    link="https://learn.microsoft.com/azure/firewall/monitor-firewall-reference",
    absent="Azure sends logs nowhere of its own accord, and into the old table without a destination type: both fail.",
    requirements=("004-8",),
    controls=(mcsb("LT-4"),),
    check=check,
    passing={
        "all logs are on": {"firewall": _FIREWALL, "setting": _setting({**_DEDICATED, **_ALL})},
        "all categories are on": {
            "firewall": _FIREWALL,
            "setting": _setting(
                {**_DEDICATED, "logs": [{"category": category, "enabled": True} for category in _CATEGORIES]}
            ),
        },
        "an archive beside the workspace has no tables": {
            "firewall": _FIREWALL,
            "setting": _setting({**_DEDICATED, **_ALL}),
            "archive": ExampleResource(
                DIAGNOSTIC_SETTING.token, {"resourceUri": Output("firewall"), "storageAccountId": "archive", **_ALL}
            ),
        },
    },
    failing={
        "there is no setting": {"firewall": _FIREWALL},
        "one category only": {
            "firewall": _FIREWALL,
            "setting": _setting({**_DEDICATED, "logs": [{"category": "AZFWNetworkRule", "enabled": True}]}),
        },
        "the logs go to the old table": {"firewall": _FIREWALL, "setting": _setting(_ALL)},
        "the setting is another firewall's": {
            "firewall": _FIREWALL,
            "other": _FIREWALL,
            "setting": _setting({**_DEDICATED, **_ALL}, "other"),
        },
    },
)
