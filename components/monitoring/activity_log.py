"""Who did what in the subscription is kept beside the platform's own logs."""

from typing import TypedDict

from pulumi import ComponentResource, Input, ResourceOptions
from pulumi_azure_native import monitor

CATEGORIES = (
    "Administrative",
    "Alert",
    "Autoscale",
    "Policy",
    "Recommendation",
    "ResourceHealth",
    "Security",
    "ServiceHealth",
)


class ActivityLogArgs(TypedDict):
    """What the activity log needs from its caller."""

    workspace_id: Input[str]
    """ARM id of the workspace."""


class ActivityLog(ComponentResource):
    """Every category of the subscription's activity log to one workspace."""

    def __init__(self, name: str, args: ActivityLogArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:ActivityLog", name, {**args}, opts)
        monitor.SubscriptionDiagnosticSetting(
            name,
            name="to-workspace",
            workspace_id=args["workspace_id"],
            logs=[{"category": category, "enabled": True} for category in CATEGORIES],
            opts=ResourceOptions(parent=self),
        )
        self.register_outputs({})
