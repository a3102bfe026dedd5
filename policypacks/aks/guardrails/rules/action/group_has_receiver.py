"""An action group must reach somebody."""

from guardrails.checks import must_be
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import ACTION_GROUP

_RECEIVERS = (
    "armRoleReceivers",
    "automationRunbookReceivers",
    "azureAppPushReceivers",
    "azureFunctionReceivers",
    "emailReceivers",
    "eventHubReceivers",
    "incidentReceivers",
    "itsmReceivers",
    "logicAppReceivers",
    "smsReceivers",
    "voiceReceivers",
    "webhookReceivers",
)
_on = must_be("enabled", expected=True, absent=True)


def check(group: Props) -> Problems:
    """Any kind of receiver counts; hooks must be encrypted, for alerts name what is wrong and where."""
    yield from decided(_on, group)
    if not any(group.has(kind) for kind in _RECEIVERS):
        yield f"must have a receiver: one of {', '.join(_RECEIVERS)}"
    yield from group.each("webhookReceivers", _encrypted)


def _encrypted(hook: Props) -> Problems:
    if hook.text("serviceUri").lower().startswith("http://"):
        yield f"must set {hook.path}.serviceUri to an https address"


GUARDRAIL = Guardrail(
    title="The action group is on and has a receiver",
    applies_to=ACTION_GROUP,
    severity=Severity.MEDIUM,
    why="Alerts that end in a group without receivers fire, are recorded as handled, and wake nobody.",
    fix="Add one of the receivers, such as email_receivers or arm_role_receivers, and set enabled=True on the "
    "ActionGroup.",
    link="https://learn.microsoft.com/azure/azure-monitor/alerts/action-groups",
    absent="A group without receivers reaches nobody, so absent fails; a group is on unless it is switched off.",
    requirements=("000-11",),
    controls=(mcsb("IR-2"),),
    check=check,
    passing={
        "mail reaches the team": {"emailReceivers": [{"name": "platform", "emailAddress": "platform@example.com"}]},
        **{
            f"{kind} are enough": {kind: [{"name": "platform"}]}
            for kind in (
                "armRoleReceivers",
                "automationRunbookReceivers",
                "azureAppPushReceivers",
                "azureFunctionReceivers",
                "eventHubReceivers",
                "incidentReceivers",
                "itsmReceivers",
                "logicAppReceivers",
                "smsReceivers",
                "voiceReceivers",
            )
        },
        "a hook is called, encrypted": {
            "enabled": True,
            "webhookReceivers": [{"name": "pager", "serviceUri": "https://pager.example.com"}],
        },
    },
    failing={
        "nobody is reached": {"groupShortName": "platform"},
        "the group is off": {
            "enabled": False,
            "emailReceivers": [{"name": "platform", "emailAddress": "platform@example.com"}],
        },
        "a hook is called in the clear": {
            "webhookReceivers": [{"name": "pager", "serviceUri": "http://pager.example.com"}]
        },
    },
)
