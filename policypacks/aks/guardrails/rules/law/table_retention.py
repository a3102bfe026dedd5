"""Audit tables must be kept for a year."""

from collections.abc import Mapping
from typing import Any

from guardrails.checks import number
from guardrails.frameworks import azure_policy, checkov, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import LOG_TABLE


def check(table: Props, values: Mapping[str, Any]) -> Problems:
    """Without a total, or with -1, the table's interactive retention is all."""
    days = number(table, "totalRetentionInDays", -1)
    if days == -1:
        days = number(table, "retentionInDays")
    listed = table.text("tableName").lower() in {str(one).lower() for one in values["tables"]}
    if listed and days < values["days"]:
        yield f"must set totalRetentionInDays to at least {values['days']}"


GUARDRAIL = Guardrail(
    title="Tables with audit logs are kept for a year in all",
    applies_to=LOG_TABLE,
    severity=Severity.LOW,
    why="Audits and investigations look back a year; long-term retention keeps the rows at little cost.",
    fix="Set total_retention_in_days=365 or more on the Table.",
    link="https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure",
    absent="A table falls back to the workspace's interactive retention, which is rarely a year, so absent fails "
    "for audit tables.",
    requirements=("004-8",),
    controls=(mcsb("LT-6"), azure_policy("b02aacc0-b073-424e-8298-42b22829ee0a"), checkov("CKV_AZURE_37")),
    parameters={
        "tables": {
            "type": "array",
            "items": {"type": "string"},
            "default": [
                "AKSAudit",
                "AKSAuditAdmin",
                "AZKVAuditLogs",
                "AzureActivity",
                "ContainerRegistryLoginEvents",
                "ContainerRegistryRepositoryEvents",
            ],
            "description": "Tables that hold audit logs.",
        },
        "days": {
            "type": "integer",
            "minimum": 4,
            "maximum": 4383,
            "default": 365,
            "description": "Least days that an audit table keeps its rows in all.",
        },
    },
    check=check,
    passing={
        "an audit table is kept for a year": {"tableName": "AKSAuditAdmin", "totalRetentionInDays": 365},
        "another table is kept as the workspace says": {"tableName": "Perf"},
        "an audit table can be queried for two years": {"tableName": "AKSAuditAdmin", "retentionInDays": 730},
        "an audit table can be queried for a year, which is all": {
            "tableName": "AzureActivity",
            "retentionInDays": 365,
            "totalRetentionInDays": -1,
        },
    },
    failing={
        "an audit table is kept for ninety days": {"tableName": "AKSAudit", "totalRetentionInDays": 90},
        "an audit table is kept as the workspace says": {"tableName": "AZKVAuditLogs", "totalRetentionInDays": -1},
        "retention is left at Azure's default": {"tableName": "AKSAuditAdmin"},
        "an audit table can be queried for ninety days": {"tableName": "AKSAudit", "retentionInDays": 90},
    },
)
