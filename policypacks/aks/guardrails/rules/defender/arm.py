"""What is done to the subscription itself must be watched."""

from guardrails.defender import IN_A_TEMPLATE, in_a_template, plan_problems
from guardrails.examples import ExampleResource
from guardrails.frameworks import azure_policy, checkov, cis_azure, mcsb, psrule
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.props import Problems
from guardrails.stack import Resource, Stack
from guardrails.subjects import DEFENDER_PLAN, MANAGED_CLUSTER


def check(plan: Resource, stack: Stack) -> Problems:
    """The plan covers the subscription, whatever is in it."""
    yield from plan_problems(plan, stack, "Arm")


def _plan(name: str, tier: str = "Standard") -> ExampleResource:
    return ExampleResource(DEFENDER_PLAN.token, {"pricingName": name, "pricingTier": tier})


GUARDRAIL = StackGuardrail(
    title="Defender for Resource Manager is on",
    applies_to=DEFENDER_PLAN,
    severity=Severity.MEDIUM,
    why="Without it nobody is told when a stolen credential lists, changes or deletes resources through Azure's "
    "control plane.",
    fix=f"Set the plan Arm to the tier Standard {IN_A_TEMPLATE}.",
    link="https://learn.microsoft.com/azure/defender-for-cloud/defender-for-resource-manager-introduction",
    absent="Plans belong to the subscription: a stack without any leaves them to another, one that sets any must set "
    "this one.",
    requirements=("001-9",),
    controls=(
        cis_azure("3.1.9.1"),
        mcsb("LT-1"),
        mcsb("LT-2"),
        azure_policy("c3d20c29-b36d-48fe-808b-99a87530ad99"),
        checkov("CKV_AZURE_234"),
        psrule("Azure.Defender.Arm"),
    ),
    check=check,
    passing={
        "the plan is on": {"plan": _plan("Arm"), "containers": _plan("Containers")},
        "a template sets the plans": {
            "template": in_a_template(_plan("Arm").properties, _plan("Containers").properties)
        },
        "the stack sets no plans": {"cluster": ExampleResource(MANAGED_CLUSTER.token)},
    },
    failing={
        "only another plan is set": {"containers": _plan("Containers")},
        "the plan is Free": {"plan": _plan("Arm", "Free")},
        "a template sets only another": {"template": in_a_template(_plan("Containers").properties)},
        "a template sets it to Free": {"template": in_a_template(_plan("Arm", "Free").properties)},
    },
)
