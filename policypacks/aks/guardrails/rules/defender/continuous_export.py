"""Defender's findings must reach the organisation's own store."""

from guardrails.defender import in_a_template, is_first_plan
from guardrails.examples import ExampleResource
from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.props import Problems, all_of, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import DEFENDER_EXPORT, DEFENDER_PLAN


def check(plan: Resource, stack: Stack) -> Problems:
    """A logic app acts on findings but keeps none."""
    if not is_first_plan(plan, stack):
        return
    if not select(stack.all(DEFENDER_EXPORT), _exports):
        yield "must not be without an Automation that sends findings to a workspace or an event hub"


def _exports(export: Resource) -> bool:
    return all_of(
        lambda: export.get("isEnabled", default=True) is True,
        lambda: bool(
            select(
                export.objects("actions"), lambda action: action.text("actionType").lower() in {"workspace", "eventhub"}
            )
        ),
    )


def _export(kind: str, *, enabled: bool = True) -> ExampleResource:
    return ExampleResource(DEFENDER_EXPORT.token, {"isEnabled": enabled, "actions": [{"actionType": kind}]})


_PLAN = ExampleResource(DEFENDER_PLAN.token, {"pricingName": "Containers", "pricingTier": "Standard"})

GUARDRAIL = StackGuardrail(
    title="Defender's findings are exported to a workspace or an event hub",
    applies_to=DEFENDER_PLAN,
    severity=Severity.LOW,
    why="Defender keeps alerts for 90 days and cannot join them with the audit logs; exported, they can be kept and "
    "correlated.",
    fix="Add an Automation whose actions have the type Workspace or EventHub.",
    link="https://learn.microsoft.com/azure/defender-for-cloud/continuous-export",
    absent="Azure exports nothing of its own accord: a stack that sets plans must add the export.",
    requirements=("004-8",),
    controls=(mcsb("LT-5"), azure_policy("ffb6f416-7bd2-4488-8828-56585fef2be9")),
    check=check,
    passing={
        "findings go to a workspace": {"plan": _PLAN, "export": _export("Workspace")},
        "findings go to an event hub": {"plan": _PLAN, "export": _export("EventHub")},
        "a template sets the plan": {"template": in_a_template(_PLAN.properties), "export": _export("Workspace")},
        "the stack sets no plans": {"export": _export("LogicApp")},
        "the switch is left at Azure's default": {
            "plan": _PLAN,
            "export": ExampleResource(DEFENDER_EXPORT.token, {"actions": [{"actionType": "Workspace"}]}),
        },
    },
    failing={
        "nothing is exported": {"plan": _PLAN},
        "nothing is exported of what a template turns on": {"template": in_a_template(_PLAN.properties)},
        "the export is off": {"plan": _PLAN, "export": _export("Workspace", enabled=False)},
        "findings only start a logic app": {"plan": _PLAN, "export": _export("LogicApp")},
    },
)
