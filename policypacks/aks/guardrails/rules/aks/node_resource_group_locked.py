"""Nobody must change the resources that AKS manages."""

from guardrails.checks import must_be, unless_automatic
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import MANAGED_CLUSTER

GUARDRAIL = Guardrail(
    title="The node resource group is read-only",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.MEDIUM,
    why="Whoever changes a load balancer, scale set or security group there by hand breaks the cluster or "
    "opens it, and AKS does not undo it.",
    fix='Set node_resource_group_profile with restriction_level="ReadOnly".',
    link="https://learn.microsoft.com/azure/aks/node-resource-group-lockdown",
    absent="Azure leaves it unrestricted, so absent fails; AKS Automatic presets it and passes.",
    requirements=(),
    controls=(mcsb("PA-7"), mcsb("AM-4")),
    check=unless_automatic(must_be("nodeResourceGroupProfile.restrictionLevel", "ReadOnly")),
    remedy={"nodeResourceGroupProfile.restrictionLevel": "ReadOnly"},
    passing={
        "it is read-only": {"nodeResourceGroupProfile": {"restrictionLevel": "ReadOnly"}},
        "AKS Automatic presets it": {"sku": {"name": "Automatic", "tier": "Standard"}},
    },
    failing={
        "it is unrestricted": {"nodeResourceGroupProfile": {"restrictionLevel": "Unrestricted"}},
        "it is left at Azure's default": {},
    },
)
