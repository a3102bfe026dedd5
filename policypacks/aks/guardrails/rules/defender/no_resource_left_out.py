"""No resource must be taken out of the plans that its subscription has."""

from guardrails.defender import is_of_one_resource
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, all_of, decided
from guardrails.subjects import DEFENDER_OF_ONE


def check(setting: Props) -> Problems:
    """Machines, clusters and registries have a Pricing of their own for it, storage accounts a DefenderForStorage."""
    yield from decided(_plan, setting)
    yield from decided(_account, setting)


def _plan(plan: Props) -> Problems:
    if all_of(lambda: plan.text("pricingTier").lower() == "free", lambda: is_of_one_resource(plan)):
        yield "must not set pricingTier to Free for one resource"


def _account(setting: Props) -> Problems:
    if all_of(
        lambda: setting.get("properties.isEnabled") is False,
        lambda: setting.get("properties.overrideSubscriptionLevelSettings") is True,
    ):
        yield "must not set properties.isEnabled to false for one storage account"


_MACHINE = "subscriptions/one/resourceGroups/apps/providers/Microsoft.Compute/virtualMachines/one"

GUARDRAIL = Guardrail(
    title="No resource is taken out of the Defender plans of its subscription",
    applies_to=DEFENDER_OF_ONE,
    severity=Severity.MEDIUM,
    why="What happens on the one that is left out raises no alert, while the subscription's plan reads as on.",
    fix="Remove the Pricing, or the DefenderForStorage that overrides the subscription's settings; exempt the one that "
    "is meant to be left out.",
    link="https://learn.microsoft.com/rest/api/defenderforcloud/pricings/update",
    absent="Without a setting of its own a resource has the subscription's plan, so absent passes.",
    requirements=(),
    controls=(mcsb("LT-1"),),
    check=check,
    passing={
        "one machine has the plan": {"scopeId": _MACHINE, "pricingName": "VirtualMachines", "pricingTier": "Standard"},
        "the subscription's plan is another guardrail's": {"scopeId": "subscriptions/one", "pricingTier": "Free"},
        "one account has settings of its own": {
            "properties": {"isEnabled": True, "overrideSubscriptionLevelSettings": True}
        },
        "the subscription's settings hold": {
            "properties": {"isEnabled": False, "overrideSubscriptionLevelSettings": False}
        },
        "nothing is set": {"pricingName": "VirtualMachines"},
    },
    failing={
        "one machine is left out": {"scopeId": _MACHINE, "pricingName": "VirtualMachines", "pricingTier": "free"},
        "one account is left out": {"properties": {"isEnabled": False, "overrideSubscriptionLevelSettings": True}},
    },
)
