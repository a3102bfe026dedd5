"""Key vaults must be watched."""

from guardrails.defender import IN_A_TEMPLATE, plan_problems
from guardrails.examples import ExampleResource
from guardrails.frameworks import azure_policy, checkov, cis_azure, mcsb, psrule
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.props import Problems
from guardrails.stack import Resource, Stack
from guardrails.subjects import DEFENDER_PLAN, VAULT


def check(plan: Resource, stack: Stack) -> Problems:
    """The plan has no extensions; each of its sub-plans only differs in how it is billed."""
    yield from plan_problems(plan, stack, "KeyVaults")


def _plan(name: str, tier: str = "Standard") -> ExampleResource:
    return ExampleResource(DEFENDER_PLAN.token, {"pricingName": name, "pricingTier": tier})


GUARDRAIL = StackGuardrail(
    title="Defender for Key Vault is on",
    applies_to=DEFENDER_PLAN,
    severity=Severity.HIGH,
    why="Without it nobody is told when an unusual address or application starts to read keys and secrets.",
    fix=f"Set the plan KeyVaults to the tier Standard {IN_A_TEMPLATE}.",
    link="https://learn.microsoft.com/azure/defender-for-cloud/defender-for-key-vault-introduction",
    absent="Plans belong to the subscription: a stack without any leaves them to another, one that sets any must set "
    "this one.",
    requirements=("001-9", "001-12"),
    controls=(
        cis_azure("3.1.8.1"),
        mcsb("LT-1"),
        mcsb("DP-8"),
        mcsb("LT-2"),
        azure_policy("0e6763cc-5078-4e64-889d-ff4d9a839047"),
        checkov("CKV_AZURE_87"),
        psrule("Azure.Defender.KeyVault"),
    ),
    check=check,
    passing={
        "the plan is on": {"vaults": _plan("KeyVaults"), "containers": _plan("Containers")},
        "the stack sets no plans": {"vault": ExampleResource(VAULT.token)},
        "the plan names how it is paid": {
            "vaults": ExampleResource(
                DEFENDER_PLAN.token,
                {"pricingName": "KeyVaults", "pricingTier": "Standard", "subPlan": "PerKeyVault"},
            )
        },
    },
    failing={
        "only another plan is set": {"containers": _plan("Containers")},
        "the plan is Free": {"vaults": _plan("KeyVaults", "Free")},
    },
)
