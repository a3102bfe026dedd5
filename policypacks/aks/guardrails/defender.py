"""Plans of Microsoft Defender for Cloud, as the stack that sets them for its subscription declares them."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from guardrails.examples import ExampleResource
from guardrails.props import Problems, Props, all_of, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import DEFENDER_PLAN

IN_A_TEMPLATE: Final = (
    "in a template that a DeploymentAtSubscriptionScope deploys; Azure has every plan from the start, and the provider "
    "creates no Pricing that is there"
)
"""How a program turns a plan on: pulumi/pulumi-azure-native, provider/pkg/azure/client_azcore.go, CanCreate."""


def in_a_template(*plans: Mapping[str, Any]) -> ExampleResource:
    """Return an example's deployment that sets plans, each with its name and properties as a Pricing has them."""
    resources = [
        {
            "type": "Microsoft.Security/pricings",
            "apiVersion": "2024-01-01",
            "name": plan["pricingName"],
            "properties": {key: value for key, value in plan.items() if key != "pricingName"},
        }
        for plan in plans
    ]
    return ExampleResource(
        "azure-native:resources:DeploymentAtSubscriptionScope",
        {"properties": {"mode": "Incremental", "template": {"resources": resources}}},
    )


def plan_problems(  # noqa: PLR0913 - what a plan is
    plan: Resource,
    stack: Stack,
    name: str,
    *,
    extensions: Collection[str] = (),
    sub_plans: Collection[str] = (),
    needed_by: Collection[str] = (),
) -> Problems:
    """Yield what keeps the plan `name` from being on in full.

    What the plan itself has wrong is said of it; that it is missing is said of the stack's first plan. `sub_plans` are
    the accepted ones; a plan without a sub-plan is the full one. With `needed_by` the plan matters only where the stack
    holds a resource of one of those types.
    """
    if needed_by and not any(one.token in needed_by for one in stack.resources):
        return
    if _is(plan, name):
        yield from _weak(plan, name, extensions, sub_plans)
    if is_first_plan(plan, stack) and not select(stack.all(DEFENDER_PLAN), lambda one: _is(one, name)):
        yield f"must not be without a Pricing '{name}' beside it"


def _weak(plan: Resource, name: str, extensions: Collection[str], sub_plans: Collection[str]) -> Problems:
    if plan.text("pricingTier").lower() != "standard":
        yield f"must set pricingTier of the plan {name} to Standard"
    given = plan.text("subPlan")
    if sub_plans and given and given.lower() not in {one.lower() for one in sub_plans}:
        yield f"must set subPlan of the plan {name} to one of {', '.join(sorted(sub_plans))}"
    on = {one.text("name").lower() for one in plan.objects("extensions") if _enabled(one)}
    for extension in extensions:
        if extension.lower() not in on:
            yield f"must enable the extension {extension} of the plan {name}"


def is_first_plan(plan: Resource, stack: Stack) -> bool:
    """Tell whether what is said of the stack's plans as a whole is said of this one, the first by URN in every run."""
    return min(one.urn for one in stack.all(DEFENDER_PLAN)) == plan.urn


def is_of_one_resource(plan: Props) -> bool:
    """Tell whether the plan holds for one machine, cluster or registry, not for the subscription; raises as `text`."""
    return "/providers/" in plan.text("scopeId").lower()


def _is(plan: Props, name: str) -> bool:
    return all_of(lambda: plan.text("pricingName").lower() == name.lower(), lambda: not is_of_one_resource(plan))


def _enabled(extension: Props) -> bool:
    return extension.text("isEnabled").lower() == "true"
