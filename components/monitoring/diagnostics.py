"""What a resource logs reaches the workspace, in tables of its own."""

from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import monitor


class DiagnosticsArgs(TypedDict):
    """What a diagnostic setting needs from its caller."""

    resource_id: Input[str]
    """ARM id of the resource whose logs are kept."""
    workspace_id: Input[str]
    """ARM id of the Log Analytics workspace."""
    categories: list[str]
    """Log categories, by the names of https://learn.microsoft.com/azure/azure-monitor/reference/logs-index."""


class Diagnostics(ComponentResource):
    """Diagnostic setting: named categories to one workspace, resource-specific tables."""

    setting_id: Output[str]
    """ARM id of the setting."""

    def __init__(self, name: str, args: DiagnosticsArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:Diagnostics", name, {**args}, opts)
        setting = monitor.DiagnosticSetting(
            name,
            name="to-workspace",
            resource_uri=args["resource_id"],
            workspace_id=args["workspace_id"],
            log_analytics_destination_type="Dedicated",
            logs=[{"category": category, "enabled": True} for category in args["categories"]],
            opts=ResourceOptions(parent=self),
        )
        self.setting_id = setting.id
        self.register_outputs({"settingId": self.setting_id})
