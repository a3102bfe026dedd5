"""Virtual machines must be watched where there are any."""

from guardrails.defender import IN_A_TEMPLATE, plan_problems
from guardrails.examples import ExampleResource
from guardrails.frameworks import azure_policy, checkov, cis_azure, mcsb, psrule
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.props import Problems
from guardrails.stack import Resource, Stack
from guardrails.subjects import DEFENDER_PLAN

_MACHINE = "azure-native:compute:VirtualMachine"
_MACHINES = {_MACHINE, "azure-native:compute:VirtualMachineScaleSet"}


def check(plan: Resource, stack: Stack) -> Problems:
    """A cluster's nodes are covered by the plan for containers, so only other machines ask for this one."""
    yield from plan_problems(plan, stack, "VirtualMachines", sub_plans={"P1", "P2"}, needed_by=_MACHINES)


def _plan(name: str, tier: str = "Standard", **more: str) -> ExampleResource:
    return ExampleResource(DEFENDER_PLAN.token, {"pricingName": name, "pricingTier": tier, **more})


_JUMP_HOST = ExampleResource(_MACHINE)

GUARDRAIL = StackGuardrail(
    title="Defender for Servers is on where the stack has virtual machines",
    applies_to=DEFENDER_PLAN,
    severity=Severity.MEDIUM,
    why="A jump host or build agent is a way into the platform; without the plan malware on it raises no alert.",
    fix=f"Set the plan VirtualMachines to the tier Standard and the sub-plan P2 {IN_A_TEMPLATE}.",
    link="https://learn.microsoft.com/azure/defender-for-cloud/defender-for-servers-overview",
    absent="Plans belong to the subscription: a stack without any leaves them to another, one that sets any and has "
    "machines must set this one.",
    requirements=(),
    controls=(
        cis_azure("3.1.3.1"),
        mcsb("LT-1"),
        mcsb("LT-2"),
        mcsb("ES-1"),
        azure_policy("4da35fc9-c9e7-4960-aec9-797fe7d9051d"),
        checkov("CKV_AZURE_55"),
        psrule("Azure.Defender.Servers"),
    ),
    check=check,
    passing={
        "the plan is on": {"jump-host": _JUMP_HOST, "plan": _plan("VirtualMachines", subPlan="P1")},
        "the full plan is on": {"jump-host": _JUMP_HOST, "plan": _plan("VirtualMachines")},
        "the stack has no machines": {"plan": _plan("VirtualMachines", "Free"), "containers": _plan("Containers")},
        "the stack sets no plans": {"jump-host": _JUMP_HOST},
        "the second sub-plan is on": {"jump-host": _JUMP_HOST, "plan": _plan("VirtualMachines", subPlan="P2")},
    },
    failing={
        "only another plan is set": {"jump-host": _JUMP_HOST, "containers": _plan("Containers")},
        "the plan is Free": {"jump-host": _JUMP_HOST, "plan": _plan("VirtualMachines", "Free")},
        "the sub-plan does not exist": {"jump-host": _JUMP_HOST, "plan": _plan("VirtualMachines", subPlan="P3")},
        "a scale set is not watched": {
            "runners": ExampleResource("azure-native:compute:VirtualMachineScaleSet"),
            "containers": _plan("Containers"),
        },
    },
)
