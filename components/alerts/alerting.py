"""Whatever goes wrong with the platform, somebody hears of it, and only once it matters."""

from collections.abc import Mapping, Sequence
from typing import TypedDict

from pulumi import ComponentResource, Input, ResourceOptions

from components.alerts.activity_alerts import ActivityAlerts
from components.alerts.alert_pause import AlertPause
from components.alerts.compliance_alert import ComplianceAlert
from components.alerts.log_alerts import LogAlerts
from components.cluster.maintenance import MaintenanceWindow


class AlertingArgs(TypedDict):
    """What all alerts need from their caller."""

    stem: str
    """What all names of the stack have in common."""
    resource_group_name: Input[str]
    """Resource group that owns the alerts."""
    resource_group_id: Input[str]
    """ARM id of the resource group that is watched."""
    subscription_id: Input[str]
    """Subscription of the resource group."""
    workspace_id: Input[str]
    """ARM id of the workspace that is asked."""
    cluster_names: Sequence[str]
    """Names of the clusters that write to it."""
    action_group_id: Input[str]
    """ARM id of who is told."""
    audit_reads: bool
    """Whether the audit log has reads, which some detections need."""
    activity_logged: bool
    """Whether the workspace has the subscription's activity log."""
    deployer_id: Input[str]
    """Object id of who deploys."""
    maintenance: MaintenanceWindow
    """When upgrades may run, and minor alerts pause."""
    tags: Input[Mapping[str, str]]
    """Tags of the alerts."""


class Alerting(ComponentResource):
    """Alerts on logs, on the activity of Azure and on compliance, and their pause while upgrades run."""

    def __init__(self, name: str, args: AlertingArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:Alerting", name, {**args}, opts)
        options = ResourceOptions(parent=self)
        LogAlerts(
            f"{name}-logs",
            {
                "stem": args["stem"],
                "resource_group_name": args["resource_group_name"],
                "workspace_id": args["workspace_id"],
                "cluster_names": args["cluster_names"],
                "action_group_id": args["action_group_id"],
                "audit_reads": args["audit_reads"],
                "activity_logged": args["activity_logged"],
                "deployer_id": args["deployer_id"],
                "tags": args["tags"],
            },
            options,
        )
        ActivityAlerts(
            f"{name}-activity",
            {
                "stem": args["stem"],
                "resource_group_name": args["resource_group_name"],
                "resource_group_id": args["resource_group_id"],
                "subscription_id": args["subscription_id"],
                "action_group_id": args["action_group_id"],
                "tags": args["tags"],
            },
            options,
        )
        ComplianceAlert(
            f"{name}-compliance",
            {
                "stem": args["stem"],
                "resource_group_name": args["resource_group_name"],
                "resource_group_id": args["resource_group_id"],
                "subscription_id": args["subscription_id"],
                "workspace_id": args["workspace_id"],
                "action_group_id": args["action_group_id"],
                "tags": args["tags"],
            },
            options,
        )
        AlertPause(
            f"{name}-pause",
            {
                "stem": args["stem"],
                "resource_group_name": args["resource_group_name"],
                "resource_group_id": args["resource_group_id"],
                "window": args["maintenance"],
                "tags": args["tags"],
            },
            options,
        )
        self.register_outputs({})
