"""A deleted image must be recoverable."""

from collections.abc import Mapping
from typing import Any

from guardrails.checks import must_be, number
from guardrails.frameworks import mcsb, psrule
from guardrails.guardrail import Example, Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import REGISTRY


def check(registry: Props, values: Mapping[str, Any]) -> Problems:
    """Retention and soft delete exclude each other: a registry with the one passes here."""
    if registry.text("policies.retentionPolicy.status").lower() == "enabled":
        return
    yield from must_be("policies.softDeletePolicy.status", "enabled", absent="disabled")(registry)
    if number(registry, "policies.softDeletePolicy.retentionDays", 7) < values["days"]:
        yield f"must set policies.softDeletePolicy.retentionDays to {values['days']} or more"


GUARDRAIL = Guardrail(
    title="A deleted image can be restored for a while",
    applies_to=REGISTRY,
    severity=Severity.LOW,
    why="A clean-up script that is too eager, or an intruder, otherwise deletes images for good. The "
    "policy is a preview, and excludes retention and geo-replication.",
    fix="Set policies={'soft_delete_policy': {'status': 'enabled', 'retention_days': 30}} on the "
    "Registry, unless retention_policy is enabled.",
    link="https://learn.microsoft.com/azure/container-registry/container-registry-soft-delete-policy",
    absent="Azure deletes for good, so absent fails; without a number of days it keeps for 7.",
    requirements=(),
    controls=(mcsb("BR-2"), psrule("Azure.ACR.SoftDelete")),
    check=check,
    parameters={
        "days": {
            "type": "integer",
            "minimum": 1,
            "maximum": 90,
            "default": 7,
            "description": "The fewest days that a deleted image is kept.",
        }
    },
    passing={
        "deleted images are kept for 30 days": {
            "policies": {"softDeletePolicy": {"status": "enabled", "retentionDays": 30}}
        },
        "retention instead": {"policies": {"retentionPolicy": {"status": "enabled"}}},
        "deleted images are kept for a week": {
            "policies": {"softDeletePolicy": {"status": "enabled", "retentionDays": 7}}
        },
        "the number of days is left at Azure's default": {"policies": {"softDeletePolicy": {"status": "enabled"}}},
    },
    failing={
        "deleted images are gone": {"sku": {"name": "Premium"}},
        "soft delete is off": {"policies": {"softDeletePolicy": {"status": "disabled"}}},
        "deleted images are kept for a day": {
            "policies": {"softDeletePolicy": {"status": "enabled", "retentionDays": 1}}
        },
        "Azure's default is too short": Example(
            {"policies": {"softDeletePolicy": {"status": "enabled"}}}, settings={"days": 8}
        ),
    },
)
