"""A registry must not rely on content trust."""

from datetime import date

from guardrails.checks import must_not_be
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import REGISTRY

GUARDRAIL = Guardrail(
    title="The registry does not rely on content trust",
    applies_to=REGISTRY,
    severity=Severity.HIGH,
    why="Azure removes content trust on 2028-03-31, and has let no further registry enable it since 2026-05-31.",
    fix="Leave trust_policy out of policies, sign with Notation and verify in the cluster.",
    link="https://learn.microsoft.com/azure/container-registry/container-registry-content-trust-deprecation",
    absent="Azure leaves content trust off, so absent passes.",
    requirements=("000-3",),
    retires=date(2028, 3, 31),
    check=must_not_be("policies.trustPolicy.status", "enabled"),
    remedy={"policies.trustPolicy.status": "disabled"},
    passing={
        "content trust is off": {"policies": {"trustPolicy": {"type": "Notary", "status": "disabled"}}},
        "content trust is left at Azure's default": {"sku": {"name": "Premium"}},
    },
    failing={
        "content trust is on": {"policies": {"trustPolicy": {"type": "Notary", "status": "enabled"}}},
    },
)
