"""What the logs say about health and attacks becomes an alert."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import monitor

from components.alerts.health_queries import HEALTH_QUERIES, silence
from components.alerts.queries import Detection, HealthQuery
from components.naming import Kind
from components.naming import name as azure_name
from components.security.detections import CLUSTER_CHANGES, DETECTIONS

_SEVERITIES = {"High": 0, "Medium": 1}
_DETECTION_WINDOW = "PT1H"


class LogAlertsArgs(TypedDict):
    """What the alerts need from their caller."""

    stem: str
    """What all names of the stack have in common."""
    resource_group_name: Input[str]
    """Resource group that owns the alerts."""
    workspace_id: Input[str]
    """ARM id of the workspace that is asked."""
    cluster_names: Sequence[str]
    """Names of the clusters that must be heard of."""
    action_group_id: Input[str]
    """ARM id of who is told."""
    audit_reads: bool
    """Whether the audit log has reads, which some detections need."""
    activity_logged: bool
    """Whether the workspace has the subscription's activity log."""
    deployer_id: Input[str]
    """Object id of who deploys, whose changes of a cluster were reviewed."""
    tags: Input[Mapping[str, str]]
    """Tags of the alerts."""


class LogAlerts(ComponentResource):
    """A rule for each question in `health_queries` and `detections`, and each tells somebody.

    Alerts on health resolve themselves; those on an attack stay until a person closes them.
    """

    def __init__(self, name: str, args: LogAlertsArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:LogAlerts", name, {**args}, opts)
        self._args = args
        for health in (*HEALTH_QUERIES, silence(args["cluster_names"])):
            self._health(health)
        for detection in usable(DETECTIONS, audit_reads=args["audit_reads"]):
            self._detection(detection)
        if args["activity_logged"]:
            self._cluster_changes()
        self.register_outputs({})

    def _health(self, health: HealthQuery) -> None:
        self._rule(
            health.name,
            title=health.title,
            severity=health.severity,
            query=health.query,
            window=f"PT{health.minutes}M",
            auto_mitigate=True,
        )

    def _detection(self, detection: Detection) -> None:
        self._rule(
            detection.name,
            title=detection.title,
            severity=_SEVERITIES[detection.severity],
            query=detection.query,
            window=_DETECTION_WINDOW,
            auto_mitigate=False,
        )

    def _cluster_changes(self) -> None:
        # An alert on the activity log itself cannot leave anybody out.
        self._rule(
            "cluster-changed",
            title="Somebody who does not deploy changed a cluster in Azure",
            severity=_SEVERITIES["High"],
            query=Output.format(CLUSTER_CHANGES, self._args["resource_group_name"], self._args["deployer_id"]),
            window=_DETECTION_WINDOW,
            auto_mitigate=False,
        )

    def _rule(  # noqa: PLR0913 - a rule is these things
        self, role: str, *, title: str, severity: int, query: Input[str], window: str, auto_mitigate: bool
    ) -> None:
        monitor.ScheduledQueryRule(
            role,
            rule_name=azure_name(Kind.ALERT_RULE, self._args["stem"], role),
            resource_group_name=self._args["resource_group_name"],
            display_name=title,
            description=f"{title}. What to look at first: the troubleshooting workbook of the platform.",
            kind=monitor.Kind.LOG_ALERT,
            scopes=[self._args["workspace_id"]],
            severity=severity,
            enabled=True,
            evaluation_frequency=window,
            window_size=window,
            auto_mitigate=auto_mitigate,
            # A table that nothing has written to yet is no reason to do without the alert.
            skip_query_validation=True,
            criteria={
                "all_of": [
                    {
                        "query": query,
                        "time_aggregation": monitor.TimeAggregation.COUNT,
                        "operator": "GreaterThan",
                        "threshold": 0,
                        "failing_periods": {"number_of_evaluation_periods": 1, "min_failing_periods_to_alert": 1},
                    }
                ]
            },
            actions={"action_groups": [self._args["action_group_id"]]},
            tags=self._args["tags"],
            opts=ResourceOptions(parent=self),
        )


def usable(detections: Iterable[Detection], *, audit_reads: bool) -> list[Detection]:
    """Return the detections whose events are logged."""
    return [one for one in detections if audit_reads or not one.needs_reads]
