"""Metrics of cluster, nodes and pods are kept in a store that answers inside the network only."""

from collections.abc import Mapping, Sequence
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import alertsmanagement, monitor

from components.monitoring.prometheus_rules import CLUSTER_ALERTS, NODE_ALERTS, POD_ALERTS, RECORDINGS, MetricAlert
from components.naming import Kind
from components.naming import name as azure_name
from components.network.private_dns_zone import PrivateDnsZone
from components.network.private_endpoint import PrivateEndpoint

_STREAM = "Microsoft-PrometheusMetrics"


class MetricsArgs(TypedDict):
    """What the metrics need from their caller."""

    stem: str
    """What all names of the stack have in common."""
    location: str
    """Azure region, part of the private zone's name."""
    resource_group_name: Input[str]
    """Resource group that owns store and rules."""
    zones_group_name: Input[str]
    """Resource group that owns the private zone; it holds each name once."""
    virtual_network_id: Input[str]
    """ARM id of the network that asks for metrics."""
    hub_network_id: Input[str] | None
    """ARM id of the hub whose DNS server answers that network's machines, or None."""
    subnet_id: Input[str]
    """ARM id of the subnet of the private endpoint."""
    collection_endpoint_id: Input[str] | None
    """ARM id of the data collection endpoint in a private link scope; None makes one that is reached publicly."""
    cluster_id: Input[str]
    """ARM id of the cluster, with its metrics add-on on."""
    cluster_name: Input[str]
    """Name of the cluster, which its metrics carry."""
    action_group_id: Input[str]
    """ARM id of who is told."""
    tags: Input[Mapping[str, str]]
    """Tags of store, endpoints and rules."""


class Metrics(ComponentResource):
    """Managed Prometheus: a store without a public endpoint, what the cluster sends to it, recordings and alerts."""

    workspace_id: Output[str]
    """ARM id of the Azure Monitor workspace, for Grafana."""

    def __init__(self, name: str, args: MetricsArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:Metrics", name, {**args}, opts)
        workspace = monitor.AzureMonitorWorkspace(
            name,
            azure_monitor_workspace_name=azure_name(Kind.MONITOR_WORKSPACE, args["stem"]),
            resource_group_name=args["resource_group_name"],
            public_network_access=monitor.PublicNetworkAccess.DISABLED,
            tags=args["tags"],
            opts=ResourceOptions(parent=self),
        )
        self.workspace_id = workspace.id
        self._args = args
        self._private_answers(name)
        self._collect(name, args["collection_endpoint_id"] or self._endpoint(name))
        self._rules(f"{name}-recordings", [{"record": one.record, "expression": one.expression} for one in RECORDINGS])
        for level, alerts in (("cluster", CLUSTER_ALERTS), ("nodes", NODE_ALERTS), ("pods", POD_ALERTS)):
            self._rules(f"{name}-{level}", [self._alert(alert) for alert in alerts])
        self.register_outputs({"workspaceId": self.workspace_id})

    def _private_answers(self, name: str) -> None:
        args = self._args
        zone = PrivateDnsZone(
            name,
            {
                # https://learn.microsoft.com/azure/private-link/private-endpoint-dns#management-and-governance
                "zone_name": f"privatelink.{args['location']}.prometheus.monitor.azure.com",
                "resource_group_name": args["zones_group_name"],
                "virtual_network_id": args["virtual_network_id"],
                "hub_network_id": args["hub_network_id"],
                "tags": args["tags"],
            },
            ResourceOptions(parent=self),
        )
        PrivateEndpoint(
            name,
            {
                "stem": args["stem"],
                "role": "metrics",
                "resource_group_name": args["resource_group_name"],
                "resource_id": self.workspace_id,
                "group_id": "prometheusMetrics",
                "subnet_id": args["subnet_id"],
                "zone_id": zone.zone_id,
                "tags": args["tags"],
            },
            ResourceOptions(parent=self),
        )

    def _endpoint(self, name: str) -> Output[str]:
        """Return where metrics arrive."""
        args = self._args
        endpoint = monitor.DataCollectionEndpoint(
            name,
            data_collection_endpoint_name=azure_name(Kind.DATA_COLLECTION_ENDPOINT, args["stem"], "metrics"),
            resource_group_name=args["resource_group_name"],
            kind=monitor.KnownDataCollectionEndpointResourceKind.LINUX,
            tags=args["tags"],
            opts=ResourceOptions(parent=self),
        )
        return endpoint.id

    def _collect(self, name: str, endpoint_id: Input[str]) -> None:
        """Send the cluster's metrics to the store.

        Source: https://learn.microsoft.com/azure/azure-monitor/containers/kubernetes-monitoring-enable-arm.
        """
        args = self._args
        rule = monitor.DataCollectionRule(
            name,
            data_collection_rule_name=azure_name(Kind.DATA_COLLECTION_RULE, args["stem"], "metrics"),
            resource_group_name=args["resource_group_name"],
            kind=monitor.KnownDataCollectionRuleResourceKind.LINUX,
            data_collection_endpoint_id=endpoint_id,
            data_sources={"prometheus_forwarder": [{"name": "prometheus", "streams": [_STREAM]}]},
            destinations={
                "monitoring_accounts": [{"name": "metrics", "account_resource_id": self.workspace_id}],
            },
            data_flows=[{"streams": [_STREAM], "destinations": ["metrics"]}],
            tags=args["tags"],
            opts=ResourceOptions(parent=self),
        )
        monitor.DataCollectionRuleAssociation(
            name,
            association_name="ContainerInsightsMetricsExtension",
            resource_uri=args["cluster_id"],
            data_collection_rule_id=rule.id,
            opts=ResourceOptions(parent=self),
        )

    def _alert(self, alert: MetricAlert) -> alertsmanagement.PrometheusRuleArgsDict:
        return {
            "alert": alert.name,
            "expression": alert.expression,
            "for_": f"PT{alert.minutes}M",
            "severity": alert.severity,
            "annotations": {"summary": alert.summary},
            "enabled": True,
            "resolve_configuration": {"auto_resolved": True, "time_to_resolve": "PT15M"},
            "actions": [{"action_group_id": self._args["action_group_id"]}],
        }

    def _rules(self, name: str, rules: Sequence[alertsmanagement.PrometheusRuleArgsDict]) -> None:
        args = self._args
        alertsmanagement.PrometheusRuleGroup(
            name,
            rule_group_name=azure_name(Kind.PROMETHEUS_RULE_GROUP, args["stem"], name),
            resource_group_name=args["resource_group_name"],
            cluster_name=args["cluster_name"],
            # The cluster beside the store makes its rules part of the cluster's own page:
            # https://learn.microsoft.com/azure/azure-monitor/metrics/prometheus-rule-groups#limiting-rules-to-a-specific-cluster
            scopes=[self.workspace_id, args["cluster_id"]],
            enabled=True,
            interval="PT1M",
            rules=rules,
            tags=args["tags"],
            opts=ResourceOptions(parent=self),
        )
