"""Audit logs outlive the rest, and what is only read after a failure costs little."""

from collections.abc import Mapping
from typing import Any, TypedDict

from pulumi import ComponentResource, Input, ResourceOptions
from pulumi_azure_native import resources

from components.versions import LOG_TABLES

AUDIT_TABLES = (
    "AKSAudit",
    "AKSAuditAdmin",
    "AKSControlPlane",
    "AZKVAuditLogs",
    "ContainerRegistryLoginEvents",
    "ContainerRegistryRepositoryEvents",
    "LAQueryLogs",
)
AUDIT_DAYS = 365
CONTAINER_LOG_TABLE = "ContainerLogV2"
_ANALYTICS = "Analytics"


class LogTablesArgs(TypedDict):
    """What the tables need from their caller."""

    resource_group_name: Input[str]
    """Resource group of the workspace."""
    workspace_name: str
    """Workspace the tables are in."""
    retention_days: int
    """Days a log line can be queried: 30 to 730."""
    container_log_plan: str
    """Analytics, or Basic: cheap to keep, paid for by the query."""
    tags: Input[Mapping[str, str]]
    """Tags of the template's deployment."""


class LogTables(ComponentResource):
    """Retention of the audit tables, a year at least, and the plan of the containers' own output.

    A template of Azure's, since the tables are there from the start and the provider adopts nothing that it did not
    make: pulumi/pulumi-azure-native, provider/pkg/azure/client_azcore.go, CanCreate.

    Pass in `depends_on` what waits for the workspace and takes minutes: for a while after its creation Azure answers
    *Workspace not active*, https://github.com/hashicorp/terraform-provider-azurerm/issues/30069.
    """

    def __init__(self, name: str, args: LogTablesArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:LogTables", name, {**args}, opts)
        resources.Deployment(
            name,
            deployment_name="log-retention",
            resource_group_name=args["resource_group_name"],
            properties={
                "mode": resources.DeploymentMode.INCREMENTAL,
                "template": template(args["workspace_name"], args["retention_days"], args["container_log_plan"]),
            },
            tags=args["tags"],
            # Components do not hand this down to their children.
            opts=ResourceOptions(parent=self, depends_on=opts.depends_on if opts else None),
        )
        self.register_outputs({})


def template(workspace: str, retention_days: int, container_log_plan: str) -> dict[str, Any]:
    """Return the template: one resource a table; see https://learn.microsoft.com/rest/api/loganalytics/tables."""
    kept = max(retention_days, AUDIT_DAYS)
    audit = {"plan": _ANALYTICS, "retentionInDays": retention_days, "totalRetentionInDays": kept}
    output: dict[str, Any] = {"plan": container_log_plan, "totalRetentionInDays": retention_days}
    if container_log_plan == _ANALYTICS:
        # Azure sets how long a table of the Basic plan can be queried.
        output["retentionInDays"] = retention_days
    properties = {**dict.fromkeys(AUDIT_TABLES, audit), CONTAINER_LOG_TABLE: output}
    return {
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "resources": [
            {
                "type": "Microsoft.OperationalInsights/workspaces/tables",
                "apiVersion": LOG_TABLES.value,
                "name": f"{workspace}/{table}",
                "properties": wanted,
            }
            for table, wanted in properties.items()
        ],
    }
