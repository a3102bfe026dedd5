"""Storage accounts must be watched where there are any."""

from guardrails.defender import IN_A_TEMPLATE, plan_problems
from guardrails.examples import ExampleResource
from guardrails.frameworks import azure_policy, checkov, cis_azure, mcsb, psrule
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.props import Problems
from guardrails.stack import Resource, Stack
from guardrails.subjects import DEFENDER_PLAN, STORAGE_ACCOUNT

_SCAN = "OnUploadMalwareScanning"


def check(plan: Resource, stack: Stack) -> Problems:
    """The older sub-plans, paid by transaction or account, know neither scans nor sensitive data."""
    yield from plan_problems(
        plan,
        stack,
        "StorageAccounts",
        extensions={_SCAN},
        sub_plans={"DefenderForStorageV2"},
        needed_by={STORAGE_ACCOUNT.token},
    )


def _plan(tier: str = "Standard", sub_plan: str = "DefenderForStorageV2", *, scan: str = "True") -> ExampleResource:
    return ExampleResource(
        DEFENDER_PLAN.token,
        {
            "pricingName": "StorageAccounts",
            "pricingTier": tier,
            "subPlan": sub_plan,
            "extensions": [{"name": _SCAN, "isEnabled": scan}],
        },
    )


_ACCOUNT = ExampleResource(STORAGE_ACCOUNT.token)
_OTHER = ExampleResource(DEFENDER_PLAN.token, {"pricingName": "Containers", "pricingTier": "Standard"})

GUARDRAIL = StackGuardrail(
    title="Defender for Storage is on, with malware scans, where the stack has storage accounts",
    applies_to=DEFENDER_PLAN,
    severity=Severity.MEDIUM,
    why="Without it uploads are not scanned, and nobody is told when a signature is used to copy everything.",
    fix="Set the plan StorageAccounts to the tier Standard and the sub-plan DefenderForStorageV2, with the extension "
    f"OnUploadMalwareScanning, {IN_A_TEMPLATE}.",
    link="https://learn.microsoft.com/azure/defender-for-cloud/defender-for-storage-introduction",
    absent="Plans belong to the subscription: a stack without any leaves them to another, one that sets any and has "
    "accounts must set this one. What Azure makes of an extension that is left out is not documented, so absent fails.",
    requirements=(),
    controls=(
        cis_azure("3.1.5.1"),
        mcsb("LT-1"),
        mcsb("LT-2"),
        mcsb("DP-2"),
        azure_policy("640d2586-54d2-465f-877f-9ffc1d2109f4"),
        checkov("CKV_AZURE_84"),
        psrule("Azure.Defender.Storage"),
        psrule("Azure.Defender.Storage.MalwareScan"),
    ),
    check=check,
    passing={
        "the plan is on with scans": {"account": _ACCOUNT, "plan": _plan()},
        "the stack has no accounts": {"plan": _plan("Free")},
        "the stack sets no plans": {"account": _ACCOUNT},
    },
    failing={
        "only another plan is set": {"account": _ACCOUNT, "containers": _OTHER},
        "the plan is Free": {"account": _ACCOUNT, "plan": _plan("Free")},
        "the sub-plan is an old one": {"account": _ACCOUNT, "plan": _plan(sub_plan="PerTransaction")},
        "uploads are not scanned": {"account": _ACCOUNT, "plan": _plan(scan="False")},
    },
)
