"""Deleted blobs and containers must be recoverable."""

from collections.abc import Mapping
from typing import Any

from guardrails.checks import number
from guardrails.frameworks import checkov, cis_azure, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import BLOB_SERVICE


def check(service: Props, values: Mapping[str, Any]) -> Problems:
    """Blobs and containers have a policy each; one does not stand for the other."""
    for policy in ("deleteRetentionPolicy", "containerDeleteRetentionPolicy"):
        yield from decided(_kept, service, policy, values["days"])


def _kept(service: Props, policy: str, least: int) -> Problems:
    if service.get(f"{policy}.enabled") is not True or number(service, f"{policy}.days") < least:
        yield f"must enable {policy} for at least {least} days"


GUARDRAIL = Guardrail(
    title="Blobs and containers can be restored for days after their deletion",
    applies_to=BLOB_SERVICE,
    severity=Severity.MEDIUM,
    why="A script's mistake, or an attacker with write access, otherwise deletes backups and state for good.",
    fix="Set delete_retention_policy and container_delete_retention_policy with enabled=True and days=7 or "
    "more on the BlobServiceProperties.",
    link="https://learn.microsoft.com/azure/storage/blobs/soft-delete-blob-overview",
    absent="Azure restores nothing unless it is enabled, so absent fails.",
    requirements=(),
    controls=(
        cis_azure("4.10"),
        mcsb("BR-2"),
        checkov("CKV2_AZURE_38"),
        psrule("Azure.Storage.SoftDelete"),
        psrule("Azure.Storage.ContainerSoftDelete"),
    ),
    parameters={
        "days": {
            "type": "integer",
            "minimum": 1,
            "maximum": 365,
            "default": 7,
            "description": "Least days a deleted blob or container can be restored.",
        }
    },
    check=check,
    passing={
        "both are kept for a week": {
            "deleteRetentionPolicy": {"enabled": True, "days": 7},
            "containerDeleteRetentionPolicy": {"enabled": True, "days": 7},
        }
    },
    failing={
        "blobs are not kept": {
            "deleteRetentionPolicy": {"enabled": False, "days": 7},
            "containerDeleteRetentionPolicy": {"enabled": True, "days": 7},
        },
        "containers are kept too shortly": {
            "deleteRetentionPolicy": {"enabled": True, "days": 30},
            "containerDeleteRetentionPolicy": {"enabled": True, "days": 1},
        },
        "the number of days is missing": {
            "deleteRetentionPolicy": {"enabled": True},
            "containerDeleteRetentionPolicy": {"enabled": True, "days": 7},
        },
        "both are left at Azure's default": {"isVersioningEnabled": True},
    },
)
