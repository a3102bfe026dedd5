"""Microsoft.Security/pricings: the Defender for Cloud plans."""

from simulator.azure.arm import Request, Resource, always
from simulator.azure.rules.pricings import plan_is_known, plan_is_of_one_resource
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Every plan exists, in the free tier.

    Source: https://learn.microsoft.com/rest/api/defenderforcloud/pricings/update.
    """
    return {"freeTrialRemainingTime": "PT0S", "pricingTier": "Free"}


RESOURCE = Resource(
    kind="azure-native:security:Pricing",
    path="/{scopeId}/providers/Microsoft.Security/pricings/{pricingName}",
    refuses=(plan_is_known,),
    keeps=(plan_is_of_one_resource,),
    fills=fills,
    always_exists=always,
)
