"""Logs are kept in one workspace that only signed-in identities read and write."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import monitor, operationalinsights

from components.monitoring.diagnostics import Diagnostics
from components.naming import Kind
from components.naming import name as azure_name

CONTAINER_STREAMS = (
    "Microsoft-ContainerLogV2",
    "Microsoft-KubeEvents",
    "Microsoft-KubePodInventory",
    "Microsoft-KubeNodeInventory",
    "Microsoft-KubePVInventory",
    "Microsoft-KubeServices",
    "Microsoft-KubeMonAgentEvents",
    "Microsoft-InsightsMetrics",
    "Microsoft-ContainerInventory",
    "Microsoft-ContainerNodeInventory",
    "Microsoft-Perf",
)
"""What Container Insights collects; see
https://learn.microsoft.com/azure/azure-monitor/containers/kubernetes-monitoring-enable-arm."""


class MonitoringArgs(TypedDict):
    """What the log store needs from its caller."""

    stem: str
    """What all names of the stack have in common."""
    resource_group_name: Input[str]
    """Resource group that owns the workspace."""
    retention_days: int
    """Days a log line can be queried: 30 to 730."""
    private: bool
    """Whether agents send and people read logs from connected networks only."""
    daily_cap_gb: float | None
    """Gigabytes a day after which no more logs are taken; None takes all."""
    protect_data: bool
    """Whether Pulumi refuses to delete the workspace."""
    tags: Input[Mapping[str, str]]
    """Tags of the workspace and the collection rule."""


class Monitoring(ComponentResource):
    """Log Analytics workspace without shared keys that logs its own queries, and the rule for container logs."""

    workspace_id: Output[str]
    """ARM id, for diagnostic settings and add-ons."""
    workspace_name: Output[str]
    """Name, for what lives inside the workspace."""
    container_rule_id: Output[str]
    """ARM id of the data collection rule that a cluster is associated with."""

    def __init__(self, name: str, args: MonitoringArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:Monitoring", name, {**args}, opts)
        access = operationalinsights.PublicNetworkAccessType
        public_access = access.DISABLED if args["private"] else access.ENABLED
        workspace = operationalinsights.Workspace(
            name,
            workspace_name=azure_name(Kind.WORKSPACE, args["stem"]),
            resource_group_name=args["resource_group_name"],
            sku={"name": operationalinsights.WorkspaceSkuNameEnum.PER_GB2018},
            retention_in_days=args["retention_days"],
            # Azure's own resources do not come by the public endpoint:
            # https://learn.microsoft.com/azure/azure-monitor/logs/private-link-design
            public_network_access_for_ingestion=public_access,
            public_network_access_for_query=public_access,
            features={
                "disable_local_auth": True,
                "enable_log_access_using_only_resource_permissions": True,
                "immediate_purge_data_on30_days": False,
            },
            workspace_capping={"daily_quota_gb": args["daily_cap_gb"]} if args["daily_cap_gb"] else None,
            tags=args["tags"],
            opts=ResourceOptions(parent=self, protect=args["protect_data"]),
        )
        Diagnostics(
            f"{name}-queries",
            {"resource_id": workspace.id, "workspace_id": workspace.id, "categories": ["Audit"]},
            ResourceOptions(parent=self),
        )
        container_rule = monitor.DataCollectionRule(
            f"{name}-containers",
            data_collection_rule_name=azure_name(Kind.DATA_COLLECTION_RULE, args["stem"], "containers"),
            resource_group_name=args["resource_group_name"],
            kind=monitor.KnownDataCollectionRuleResourceKind.LINUX,
            data_sources={
                "extensions": [
                    {
                        "name": "ContainerInsightsExtension",
                        "extension_name": "ContainerInsights",
                        "streams": CONTAINER_STREAMS,
                        "extension_settings": {
                            "dataCollectionSettings": {
                                "interval": "1m",
                                "namespaceFilteringMode": "Off",
                                "enableContainerLogV2": True,
                            }
                        },
                    }
                ]
            },
            destinations={"log_analytics": [{"name": "workspace", "workspace_resource_id": workspace.id}]},
            data_flows=[{"streams": CONTAINER_STREAMS, "destinations": ["workspace"]}],
            tags=args["tags"],
            opts=ResourceOptions(parent=self),
        )
        self.workspace_id = workspace.id
        self.workspace_name = workspace.name
        self.container_rule_id = container_rule.id
        self.register_outputs(
            {
                "workspaceId": self.workspace_id,
                "workspaceName": self.workspace_name,
                "containerRuleId": self.container_rule_id,
            }
        )
