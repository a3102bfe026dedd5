"""Changes to policies, network rules and security solutions must raise alerts."""

from guardrails.examples import SUBSCRIPTION, ExampleResource
from guardrails.frameworks import azure_policy, cis_azure, mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.props import Problems, Props, all_of, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import ACTIVITY_LOG_ALERT

_OPERATIONS = tuple(
    f"{kind}/{verb}"
    for kind in (
        "Microsoft.Authorization/policyAssignments",
        "Microsoft.Network/networkSecurityGroups",
        "Microsoft.Network/publicIPAddresses",
        "Microsoft.Security/securitySolutions",
    )
    for verb in ("write", "delete")
)


def check(alert: Resource, stack: Stack) -> Problems:
    """Said of the first alert that watches an operation: a stack that watches some must watch these."""
    if not _operations(alert):
        return
    watching = [one for one in stack.all(ACTIVITY_LOG_ALERT) if _operations(one)]
    if alert.urn != min(one.urn for one in watching):
        return
    for operation in _OPERATIONS:
        if not select(watching, lambda one, operation=operation: _watches(one, operation.lower())):  # type: ignore[misc]
            yield f"must not be without an enabled ActivityLogAlert on {operation} beside it"


def _watches(alert: Resource, operation: str) -> bool:
    return all_of(
        lambda: alert.get("enabled", default=True) is True,
        lambda: operation in _operations(alert),
    )


def _operations(alert: Props) -> set[str]:
    found: set[str] = set()
    for condition in alert.objects("condition.allOf"):
        for leaf in (condition, *condition.objects("anyOf")):
            if leaf.text("field").lower() == "operationname":
                found |= {leaf.text("equals").lower(), *(one.lower() for one in leaf.texts("containsAny"))}
    return found - {""}


def _alert(*operations: str, enabled: bool = True) -> ExampleResource:
    category = {"field": "category", "equals": "Administrative"}
    named = {"anyOf": [{"field": "operationName", "equals": operation} for operation in operations]}
    return ExampleResource(
        ACTIVITY_LOG_ALERT.token,
        {"enabled": enabled, "scopes": [SUBSCRIPTION], "condition": {"allOf": [category, named]}},
    )


GUARDRAIL = StackGuardrail(
    title="Activity log alerts watch policies, network rules, public addresses and security solutions",
    applies_to=ACTIVITY_LOG_ALERT,
    severity=Severity.MEDIUM,
    why="Who takes over a subscription first removes what would stop or show it; an alert on those operations tells "
    "within minutes.",
    fix="Add an ActivityLogAlert on the subscription whose condition names the operation in operationName.",
    link="https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-create-activity-log-alert-rule",
    absent="Azure alerts on no operation of its own accord: a stack without such alerts leaves them to another, one "
    "that watches any operation must watch these.",
    requirements=("000-11", "004-8"),
    controls=(
        cis_azure("6.2.1"),
        cis_azure("6.2.2"),
        cis_azure("6.2.3"),
        cis_azure("6.2.4"),
        cis_azure("6.2.5"),
        cis_azure("6.2.6"),
        cis_azure("6.2.9"),
        cis_azure("6.2.10"),
        mcsb("LT-3"),
        azure_policy("b954148f-4c11-4c38-8221-be76711e194a"),
        azure_policy("3b980d31-7904-4bb7-8575-5665739a8052"),
        azure_policy("c5447c04-a4d7-4ba8-a263-c9ee321a6858"),
    ),
    check=check,
    passing={
        "two alerts watch all": {"some": _alert(*_OPERATIONS[:3]), "others": _alert(*_OPERATIONS[3:])},
        "one alert watches a list": {
            "all": ExampleResource(
                ACTIVITY_LOG_ALERT.token,
                {"condition": {"allOf": [{"field": "operationName", "containsAny": list(_OPERATIONS)}]}},
            )
        },
        "the stack watches no operation": {
            "health": ExampleResource(
                ACTIVITY_LOG_ALERT.token,
                {"condition": {"allOf": [{"field": "category", "equals": "ServiceHealth"}]}},
            )
        },
        "an operation is asked for, and none is named": {
            "none": ExampleResource(ACTIVITY_LOG_ALERT.token, {"condition": {"allOf": [{"field": "operationName"}]}})
        },
    },
    failing={
        "one operation is not watched": {"all": _alert(*_OPERATIONS[1:])},
        "the alert is off": {"all": _alert(*_OPERATIONS, enabled=False)},
        "one operation is missing in the list": {
            "all": ExampleResource(
                ACTIVITY_LOG_ALERT.token,
                {"condition": {"allOf": [{"field": "operationName", "containsAny": list(_OPERATIONS[1:])}]}},
            )
        },
    },
)
