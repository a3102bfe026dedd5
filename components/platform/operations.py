"""What happens on the platform is written down in one place, and somebody hears of it."""

from pulumi import ComponentResource, Output, ResourceOptions

from components.alerts.action_group import ActionGroup
from components.alerts.alerting import Alerting
from components.monitoring.activity_log import ActivityLog
from components.monitoring.monitoring import Monitoring
from components.monitoring.saved_queries import SavedQueries
from components.naming import Kind
from components.naming import name as azure_name
from components.platform.place import Place
from components.security.defender import Defender
from components.security.security_findings import SecurityFindings
from components.security.sentinel import Sentinel


class Operations(ComponentResource):
    """Logs of all stamps, alerts on them, saved queries, Sentinel, and Defender where the subscription is ours."""

    workspace_id: Output[str]
    """ARM id of the workspace that keeps the logs."""
    container_rule_id: Output[str]
    """ARM id of the data collection rule that clusters are associated with."""
    action_group_id: Output[str]
    """ARM id of who is told."""

    def __init__(self, name: str, here: Place) -> None:
        super().__init__("hardened-aks:index:Operations", name, {}, here.options)
        child = ResourceOptions(parent=self)
        settings, chosen = here.settings, here.settings.monitoring
        logs = Monitoring(
            "monitoring",
            {
                **here.named,
                "retention_days": settings.log_retention_days,
                "private": settings.network.private_monitoring,
                "daily_cap_gb": chosen.daily_cap_gb,
                "protect_data": settings.protect_data,
            },
            child,
        )
        told = ActionGroup("alerts", {**here.named, "emails": chosen.alert_emails}, child)
        Alerting(
            "alerting",
            {
                **here.named,
                "resource_group_id": here.group.id,
                "subscription_id": here.subscription_id,
                "workspace_id": logs.workspace_id,
                "cluster_names": [azure_name(Kind.CLUSTER, plan.stem) for plan in settings.plans],
                "action_group_id": told.action_group_id,
                "audit_reads": chosen.audit_reads,
                "activity_logged": settings.owns_subscription,
                "deployer_id": here.deployer_id,
                "maintenance": settings.maintenance.window,
            },
            child,
        )
        SavedQueries("troubleshooting", {**here.named, "workspace_id": logs.workspace_id}, child)
        if chosen.sentinel:
            Sentinel(
                "sentinel",
                {
                    "resource_group_name": here.group.name,
                    "workspace_name": logs.workspace_name,
                    "subscription_id": here.subscription_id,
                    "owns_subscription": settings.owns_subscription,
                    "audit_reads": chosen.audit_reads,
                },
                child,
            )
        self.workspace_id = logs.workspace_id
        self.container_rule_id = logs.container_rule_id
        self.action_group_id = told.action_group_id
        if settings.owns_subscription:
            self._watch_subscription(here, child)
        self.register_outputs({})

    def _watch_subscription(self, here: Place, child: ResourceOptions) -> None:
        settings = here.settings
        Defender(
            "defender",
            {"stem": here.stamp.stem, "emails": settings.monitoring.alert_emails, "tags": settings.all_tags},
            child,
        )
        ActivityLog("activity-log", {"workspace_id": self.workspace_id}, child)
        SecurityFindings(
            "security-findings",
            {
                "resource_group_name": here.group.name,
                "subscription_id": here.subscription_id,
                "workspace_id": self.workspace_id,
                "exports_alerts": not settings.monitoring.sentinel,
                "tags": settings.all_tags,
            },
            child,
        )
