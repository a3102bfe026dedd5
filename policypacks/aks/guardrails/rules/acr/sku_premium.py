"""A registry must be of the tier that can be private."""

from guardrails.checks import must_be
from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import REGISTRY

GUARDRAIL = Guardrail(
    title="The registry is of the Premium tier",
    applies_to=REGISTRY,
    severity=Severity.HIGH,
    why="Private endpoints, customer-managed keys, network rules and retention exist in the Premium tier only.",
    fix="Set sku={'name': 'Premium'} on the Registry.",
    link="https://learn.microsoft.com/azure/container-registry/container-registry-skus",
    absent="Azure requires a tier, so absent fails.",
    requirements=("004-2", "004-3"),
    controls=(mcsb("NS-2"), azure_policy("bd560fc0-3c69-498a-ae9f-aa8eb7de0e13")),
    check=must_be("sku.name", "Premium"),
    passing={
        "the tier is Premium": {"sku": {"name": "Premium"}},
    },
    failing={
        "the tier is Standard": {"sku": {"name": "Standard"}},
        "the tier is left out": {"adminUserEnabled": False},
    },
)
