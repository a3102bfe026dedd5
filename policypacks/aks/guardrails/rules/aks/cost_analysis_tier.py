"""Cost analysis must be asked of a tier that has it."""

from guardrails.checks import must_be_one_of, unless_automatic, where
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import MANAGED_CLUSTER
from guardrails.values import UNKNOWN

GUARDRAIL = Guardrail(
    title="Cost analysis is on only in a paid tier",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.LOW,
    why="Azure refuses cost analysis in the free tier, and with it the whole update.",
    fix='Set sku.tier to "Standard" or "Premium", or turn metrics_profile.cost_analysis off.',
    link="https://learn.microsoft.com/azure/aks/cost-analysis",
    absent="Azure leaves cost analysis off, so absent passes.",
    requirements=(),
    check=where(
        lambda cluster: cluster.get("metricsProfile.costAnalysis.enabled") is True,
        unless_automatic(must_be_one_of("sku.tier", ("Standard", "Premium"))),
    ),
    passing={
        "a paid tier": {
            "metricsProfile": {"costAnalysis": {"enabled": True}},
            "sku": {"name": "Base", "tier": "Standard"},
        },
        "it is off": {"metricsProfile": {"costAnalysis": {"enabled": False}}},
        "it is left at Azure's default": {},
        "the tier with long-term support": {
            "metricsProfile": {"costAnalysis": {"enabled": True}},
            "sku": {"name": "Base", "tier": "Premium"},
        },
        "a paid tier, whether it is on or not": {
            "metricsProfile": UNKNOWN,
            "sku": {"name": "Base", "tier": "Standard"},
        },
    },
    failing={
        "the free tier": {
            "metricsProfile": {"costAnalysis": {"enabled": True}},
            "sku": {"name": "Base", "tier": "Free"},
        },
        "the tier is left at Azure's default": {"metricsProfile": {"costAnalysis": {"enabled": True}}},
    },
)
