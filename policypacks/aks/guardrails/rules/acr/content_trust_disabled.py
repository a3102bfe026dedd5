"""A registry must not count on Docker Content Trust."""

from guardrails.checks import must_not_be
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import REGISTRY

GUARDRAIL = Guardrail(
    title="The registry does not use Docker Content Trust",
    applies_to=REGISTRY,
    severity=Severity.MEDIUM,
    why="Since 2026-05-31 Azure lets no further registry enable content trust, on 2028-03-31 it removes it, and it "
    "never allowed it with a customer-managed key; a signature nobody will be able to check protects nothing.",
    fix="Leave trust_policy out of policies, sign with Notation and a Key Vault certificate, and verify "
    "in the cluster.",
    link="https://learn.microsoft.com/azure/container-registry/container-registry-content-trust-deprecation",
    absent="Azure leaves content trust off, so absent passes.",
    requirements=("000-3", "004-4", "002-3"),
    controls=(mcsb("DS-6"),),
    check=must_not_be("policies.trustPolicy.status", "enabled"),
    remedy={"policies.trustPolicy.status": "disabled"},
    passing={
        "content trust is off": {"policies": {"trustPolicy": {"type": "Notary", "status": "disabled"}}},
        "content trust is left at Azure's default": {"policies": {"exportPolicy": {"status": "disabled"}}},
    },
    failing={
        "content trust is on": {"policies": {"trustPolicy": {"type": "Notary", "status": "enabled"}}},
    },
)
