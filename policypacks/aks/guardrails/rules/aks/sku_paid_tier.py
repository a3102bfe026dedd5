"""A cluster in production must have an agreed availability."""

from guardrails.checks import must_be_one_of, unless_automatic
from guardrails.frameworks import checkov, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import MANAGED_CLUSTER

GUARDRAIL = Guardrail(
    title="The cluster is in the Standard or Premium tier",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.MEDIUM,
    why="The free tier promises no availability, and its API server slows down and drops requests in a "
    "cluster of some size.",
    fix='Set sku with name="Base" and tier="Standard" (or "Premium" for long-term support).',
    link="https://learn.microsoft.com/azure/aks/free-standard-pricing-tiers",
    absent="Azure takes the free tier, so absent fails; AKS Automatic presets Standard and passes.",
    requirements=(),
    controls=(checkov("CKV_AZURE_170"), psrule("Azure.AKS.UptimeSLA")),
    check=unless_automatic(must_be_one_of("sku.tier", ("Standard", "Premium"))),
    passing={
        "Standard": {"sku": {"name": "Base", "tier": "Standard"}},
        "Premium": {"sku": {"name": "Base", "tier": "Premium"}},
        "AKS Automatic presets it": {"sku": {"name": "Automatic"}},
    },
    failing={
        "Free": {"sku": {"name": "Base", "tier": "Free"}},
        "the tier is left at Azure's default": {},
    },
)
