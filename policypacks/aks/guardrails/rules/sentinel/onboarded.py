"""The workspace with the audit logs must be watched by Sentinel where the profile asks for it."""

from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.props import Problems, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import SENTINEL, WORKSPACE


def check(workspace: Resource, stack: Stack) -> Problems:
    """Azure knows one onboarding state, by the name `default`."""
    states = select(stack.all(SENTINEL), lambda state: state.points_at("workspaceName", workspace))
    if not states:
        yield "must have a SentinelOnboardingState whose workspace_name is its name"
    elif not select(states, lambda state: state.text("sentinelOnboardingStateName").lower() == "default"):
        yield "must have its SentinelOnboardingState named default"


_WORKSPACE = ExampleResource(WORKSPACE.token)


def _state(workspace: str, name: str = "default") -> ExampleResource:
    return ExampleResource(
        SENTINEL.token, {"workspaceName": Output(workspace, "name"), "sentinelOnboardingStateName": name}
    )


GUARDRAIL = StackGuardrail(
    title="Sentinel watches the workspace",
    applies_to=WORKSPACE,
    severity=Severity.LOW,
    why="Logs that no rule reads show an attack only to those who already know of it.",
    fix="Add a SentinelOnboardingState with workspace_name and sentinel_onboarding_state_name='default'.",
    link="https://learn.microsoft.com/azure/sentinel/quickstart-onboard",
    absent="Sentinel watches no workspace of its own accord, so a missing state fails.",
    requirements=("001-19",),
    controls=(mcsb("LT-1"), mcsb("LT-5")),
    check=check,
    passing={
        "the workspace is onboarded": {"workspace": _WORKSPACE, "sentinel": _state("workspace")},
    },
    failing={
        "no state": {"workspace": _WORKSPACE},
        "the state is another workspace's": {
            "workspace": _WORKSPACE,
            "other": _WORKSPACE,
            "sentinel": _state("other"),
        },
        "the state has another name": {"workspace": _WORKSPACE, "sentinel": _state("workspace", "sentinel")},
    },
)
