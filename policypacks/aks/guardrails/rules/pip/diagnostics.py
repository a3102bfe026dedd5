"""What DDoS protection does to a public address must reach the workspace."""

from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Severity, StackGuardrail, Values
from guardrails.links import diagnostics_problems
from guardrails.props import Problems
from guardrails.stack import Resource, Stack
from guardrails.subjects import DIAGNOSTIC_SETTING, PUBLIC_ADDRESS

_CATEGORIES = ("DDoSProtectionNotifications", "DDoSMitigationFlowLogs", "DDoSMitigationReports")


def check(address: Resource, stack: Stack) -> Problems:
    """All three categories, or a group that holds them."""
    yield from diagnostics_problems(address, stack, _CATEGORIES)


_ADDRESS = ExampleResource(PUBLIC_ADDRESS.token)
_NOTIFICATIONS = {"category": "DDoSProtectionNotifications", "enabled": True}
_ALL = {"categoryGroup": "allLogs", "enabled": True}


def _setting(*logs: Values, target: str = "address") -> ExampleResource:
    return ExampleResource(
        DIAGNOSTIC_SETTING.token, {"resourceUri": Output(target), "workspaceId": "workspace", "logs": list(logs)}
    )


GUARDRAIL = StackGuardrail(
    title="Public addresses log what DDoS protection does",
    applies_to=PUBLIC_ADDRESS,
    severity=Severity.LOW,
    why="An attack, and the good traffic that was dropped with the bad, goes by unseen.",
    fix="Add a DiagnosticSetting with workspace_id and the DDoS log categories for the PublicIPAddress.",
    link="https://learn.microsoft.com/azure/ddos-protection/ddos-view-diagnostic-logs",
    absent="Azure sends logs nowhere of its own accord, so a missing setting fails; without DDoS protection of the "
    "network or the address there are none to send.",
    requirements=(),
    controls=(mcsb("LT-4"), azure_policy("752154a7-1e0f-45c6-a880-ac75a7e4f648")),
    check=check,
    passing={
        "all categories are on": {
            "address": _ADDRESS,
            "setting": _setting(*({"category": category, "enabled": True} for category in _CATEGORIES)),
        },
        "all logs are on": {
            "address": _ADDRESS,
            "setting": _setting(_ALL),
        },
    },
    failing={
        "there is no setting": {"address": _ADDRESS},
        "two categories are missing": {"address": _ADDRESS, "setting": _setting(_NOTIFICATIONS)},
        "the setting is another address's": {
            "address": _ADDRESS,
            "other": _ADDRESS,
            "setting": _setting(_ALL, target="other"),
        },
    },
)
