"""A stack must not switch a Defender plan off that the platform relies on."""

from collections.abc import Mapping
from typing import Any

from guardrails.defender import is_of_one_resource
from guardrails.frameworks import checkov, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, all_of
from guardrails.subjects import DEFENDER_PLAN


def check(plan: Props, values: Mapping[str, Any]) -> Problems:
    """A plan that is not listed may be Free: nothing of its kind need exist. So may that of one resource, elsewhere."""
    name = plan.text("pricingName")
    if all_of(
        lambda: name.lower() in {one.lower() for one in values["plans"]},
        lambda: plan.text("pricingTier").lower() == "free",
        lambda: not is_of_one_resource(plan),
    ):
        yield f"must not set pricingTier of the plan {name} to Free"


GUARDRAIL = Guardrail(
    title="Defender plans the platform relies on are not downgraded to Free",
    applies_to=DEFENDER_PLAN,
    severity=Severity.CRITICAL,
    why="A plan in the Free tier switches protection off for the whole subscription, also for what other stacks "
    "run in it.",
    fix="Set the plan to the tier Standard, or remove it from the stack.",
    link="https://learn.microsoft.com/rest/api/defenderforcloud/pricings/update",
    absent="Azure refuses a plan without a tier, so absent says nothing.",
    requirements=("000-11", "001-9"),
    controls=(mcsb("LT-1"), checkov("CKV_AZURE_19")),
    parameters={
        "plans": {
            "type": "array",
            "items": {"type": "string"},
            "default": ["Containers", "KeyVaults", "Arm", "CloudPosture"],
            "description": "Plans that must not be Free, by pricingName.",
        }
    },
    check=check,
    passing={
        "the plan is Standard": {"pricingName": "Containers", "pricingTier": "Standard"},
        "a plan that nothing needs is Free": {"pricingName": "CosmosDbs", "pricingTier": "Free"},
        "no tier is given": {"pricingName": "Containers"},
        "one cluster is left out, which defender-no-resource-left-out refuses": {
            "scopeId": "subscriptions/one/resourceGroups/apps/providers/Microsoft.ContainerService/managedClusters/one",
            "pricingName": "Containers",
            "pricingTier": "Free",
        },
    },
    failing={
        "the plan for containers is Free": {"pricingName": "Containers", "pricingTier": "Free"},
        "the subscription's plan for containers is Free": {
            "scopeId": "subscriptions/one",
            "pricingName": "Containers",
            "pricingTier": "Free",
        },
        "the plan for vaults is free, in lower case": {"pricingName": "keyvaults", "pricingTier": "free"},
    },
)
