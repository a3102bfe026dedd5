"""A pushed image must wait until it is scanned."""

from guardrails.checks import must_be
from guardrails.frameworks import checkov, cis_aks, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import REGISTRY

GUARDRAIL = Guardrail(
    title="The registry holds images back until they are scanned",
    applies_to=REGISTRY,
    severity=Severity.LOW,
    why="Without quarantine an image can be pulled in the moment it is pushed, before any scanner has "
    "seen it. The policy is a preview and needs a scanner that releases images.",
    fix="Set policies={'quarantine_policy': {'status': 'enabled'}} on the Registry, once a scanner "
    "releases what it has passed.",
    link="https://learn.microsoft.com/azure/container-registry/container-registry-faq",
    absent="Azure leaves quarantine off, so absent fails.",
    requirements=("000-2", "002-5"),
    controls=(cis_aks("5.1.1"), mcsb("DS-6"), mcsb("PV-5"), checkov("CKV_AZURE_166"), psrule("Azure.ACR.Quarantine")),
    check=must_be("policies.quarantinePolicy.status", "enabled", absent="disabled"),
    passing={
        "quarantine is on": {"policies": {"quarantinePolicy": {"status": "enabled"}}},
    },
    failing={
        "quarantine is off": {"policies": {"quarantinePolicy": {"status": "disabled"}}},
        "quarantine is left at Azure's default": {"sku": {"name": "Premium"}},
    },
)
