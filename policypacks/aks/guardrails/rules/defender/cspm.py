"""The posture of the subscription must be assessed."""

from guardrails.defender import IN_A_TEMPLATE, plan_problems
from guardrails.examples import ExampleResource
from guardrails.frameworks import azure_policy, mcsb, psrule
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.props import Problems
from guardrails.stack import Resource, Stack
from guardrails.subjects import DEFENDER_PLAN, MANAGED_CLUSTER


def check(plan: Resource, stack: Stack) -> Problems:
    """The plan covers the subscription, whatever is in it."""
    yield from plan_problems(plan, stack, "CloudPosture")


def _plan(name: str, tier: str = "Standard") -> ExampleResource:
    return ExampleResource(DEFENDER_PLAN.token, {"pricingName": name, "pricingTier": tier})


GUARDRAIL = StackGuardrail(
    title="Defender CSPM is on",
    applies_to=DEFENDER_PLAN,
    severity=Severity.MEDIUM,
    why="Without it attack paths, exposed secrets and risky identities are not found before somebody uses them.",
    fix=f"Set the plan CloudPosture to the tier Standard {IN_A_TEMPLATE}.",
    link="https://learn.microsoft.com/azure/defender-for-cloud/concept-cloud-security-posture-management",
    absent="Plans belong to the subscription: a stack without any leaves them to another, one that sets any must set "
    "this one.",
    requirements=("001-21",),
    controls=(
        mcsb("LT-1"),
        mcsb("LT-2"),
        azure_policy("1f90fc71-a595-4066-8974-d4d0802e8ef0"),
        psrule("Azure.Defender.Cspm"),
    ),
    check=check,
    passing={
        "the plan is on": {"plan": _plan("CloudPosture"), "containers": _plan("Containers")},
        "the stack sets no plans": {"cluster": ExampleResource(MANAGED_CLUSTER.token)},
    },
    failing={
        "only another plan is set": {"containers": _plan("Containers")},
        "the plan is Free": {"plan": _plan("CloudPosture", "Free")},
    },
)
