"""A registry must not keep what nobody can name."""

from collections.abc import Mapping
from typing import Any

from guardrails.checks import number
from guardrails.frameworks import checkov, psrule
from guardrails.guardrail import Example, Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import REGISTRY


def check(registry: Props, values: Mapping[str, Any]) -> Problems:
    """A registry with soft delete cannot have retention: it is judged by `acr-soft-delete-policy`."""
    retention = _enabled(registry, "retentionPolicy")
    if _enabled(registry, "softDeletePolicy"):
        if retention:
            yield "must not enable both policies.retentionPolicy and policies.softDeletePolicy, which Azure refuses"
    elif not retention:
        yield "must set policies.retentionPolicy.status to enabled"
    if retention and number(registry, "policies.retentionPolicy.days", 7) > values["days"]:
        yield f"must set policies.retentionPolicy.days to {values['days']} or less"


def _enabled(registry: Props, policy: str) -> bool:
    return registry.text(f"policies.{policy}.status").lower() == "enabled"


def _policies(**policies: dict[str, object]) -> dict[str, object]:
    return {"policies": policies}


_ON: dict[str, object] = {"status": "enabled"}

GUARDRAIL = Guardrail(
    title="The registry deletes untagged images after a while",
    applies_to=REGISTRY,
    severity=Severity.LOW,
    why="Images whose tag has moved on stay pullable by digest, with every hole that the rebuild closed. Who pulls by "
    "digest loses what the policy deletes, for good, unless each image has a tag of its own that never moves.",
    fix="Give each image a tag of its own, such as its build's number, and set policies={'retention_policy': "
    "{'status': 'enabled', 'days': 30}} on the Registry; or use soft_delete_policy, from which images come back. Azure "
    "takes one of the two.",
    link="https://learn.microsoft.com/azure/container-registry/container-registry-retention-policy",
    absent="Azure keeps everything, so absent fails; without a number of days it keeps untagged images for 7.",
    requirements=("000-4",),
    controls=(checkov("CKV_AZURE_167"), psrule("Azure.ACR.Retention")),
    check=check,
    parameters={
        "days": {
            "type": "integer",
            "minimum": 0,
            "maximum": 365,
            "default": 30,
            "description": "How long untagged images may stay, in days.",
        }
    },
    passing={
        "untagged images stay for 30 days": _policies(retentionPolicy={"status": "enabled", "days": 30}),
        "the number of days is left at Azure's default": _policies(retentionPolicy=_ON),
        "soft delete instead": _policies(softDeletePolicy=_ON),
        "soft delete instead of a retention that is off": _policies(
            retentionPolicy={"status": "disabled", "days": 365}, softDeletePolicy=_ON
        ),
        "Azure's default is short enough": Example(_policies(retentionPolicy=_ON), settings={"days": 7}),
    },
    failing={
        "untagged images stay for good": {"sku": {"name": "Premium"}},
        "retention is off": _policies(retentionPolicy={"status": "disabled", "days": 7}),
        "untagged images stay for a year": _policies(retentionPolicy={"status": "enabled", "days": 365}),
        "both policies": _policies(retentionPolicy=_ON, softDeletePolicy=_ON),
        "Azure's default is too long": Example(_policies(retentionPolicy=_ON), settings={"days": 6}),
    },
)
