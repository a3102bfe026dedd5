"""What a resource logs reaches the workspace, in tables of its own."""

from typing import TypedDict

from pulumi import Input, ResourceOptions
from pulumi_azure_native import monitor


class DiagnosticsArgs(TypedDict):
    """What a diagnostic setting needs from its caller."""

    resource_id: Input[str]
    """ARM id of the resource whose logs are kept."""
    workspace_id: Input[str]
    """ARM id of the Log Analytics workspace."""
    categories: list[str]
    """Log categories, by the names of https://learn.microsoft.com/azure/azure-monitor/reference/logs-index."""


class Diagnostics(monitor.DiagnosticSetting):
    """Diagnostic setting: named categories to one workspace, resource-specific tables."""

    def __init__(self, name: str, args: DiagnosticsArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__(
            name,
            name="to-workspace",
            resource_uri=args["resource_id"],
            workspace_id=args["workspace_id"],
            log_analytics_destination_type="Dedicated",
            logs=[{"category": category, "enabled": True} for category in args["categories"]],
            opts=opts,
        )
