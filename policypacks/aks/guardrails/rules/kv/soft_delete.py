"""A deleted vault must be recoverable."""

from collections.abc import Mapping
from typing import Any

from guardrails.checks import must_be, number
from guardrails.frameworks import azure_policy, checkov, cis_azure, mcsb, psrule
from guardrails.guardrail import Example, Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import VAULT


def check(vault: Props, values: Mapping[str, Any]) -> Problems:
    """Azure itself takes 7 to 90 days."""
    yield from decided(must_be("properties.enableSoftDelete", expected=True, absent=True), vault)
    if number(vault, "properties.softDeleteRetentionInDays", 90) < values["days"]:
        yield f"must set properties.softDeleteRetentionInDays to {values['days']} or more"


GUARDRAIL = Guardrail(
    title="A deleted vault or secret can be recovered",
    applies_to=VAULT,
    severity=Severity.HIGH,
    why="Without soft delete a slip or an intruder destroys keys for good, and with them all that they encrypt.",
    fix="Leave enable_soft_delete on in the properties of the Vault, and soft_delete_retention_in_days at"
    " the configured minimum or more.",
    link="https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview",
    absent="Azure turns soft delete on and keeps for 90 days, so absent passes.",
    requirements=("004-7",),
    controls=(
        cis_azure("3.3.5"),
        mcsb("DP-8"),
        azure_policy("1e66c121-a66a-4b1f-9b83-0fd99bf0fc2d"),
        checkov("CKV_AZURE_111"),
        checkov("CKV_AZURE_42"),
        psrule("Azure.KeyVault.SoftDelete"),
    ),
    check=check,
    parameters={
        "days": {
            "type": "integer",
            "minimum": 7,
            "maximum": 90,
            "default": 7,
            "description": "The fewest days that what is deleted is kept.",
        }
    },
    passing={
        "soft delete is on": {"properties": {"enableSoftDelete": True, "softDeleteRetentionInDays": 90}},
        "soft delete is left at Azure's default": {"properties": {"enableRbacAuthorization": True}},
        "what is deleted is kept for a week": {"properties": {"softDeleteRetentionInDays": 7}},
        "the days are left at Azure's default, the most there are": Example(
            {"properties": {"enableSoftDelete": True}}, settings={"days": 90}
        ),
    },
    failing={
        "soft delete is off": {"properties": {"enableSoftDelete": False}},
        "what is deleted is kept for a day": {"properties": {"softDeleteRetentionInDays": 1}},
        "a day less than the setting": Example(
            {"properties": {"softDeleteRetentionInDays": 89}}, settings={"days": 90}
        ),
    },
)
