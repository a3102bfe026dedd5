"""What goes wrong in clusters and their logs, as questions to the workspace that all of them write to.

Tables: https://learn.microsoft.com/azure/azure-monitor/reference/tables-category
"""

import json
from collections.abc import Sequence

from components.alerts.log_sources import AUDIT
from components.alerts.queries import HealthQuery

_REFUSED = f"""{AUDIT}| where toint(ResponseStatus.code) == 403
| where tostring(ResponseStatus.message)
    has_any ("admission webhook", "ValidatingAdmissionPolicy", "violates PodSecurity")
"""
"""What Gatekeeper, the API server's own policies and Pod Security refuse."""

HEALTH_QUERIES = (
    HealthQuery(
        name="nodes-not-ready",
        title="A node is not ready",
        severity=1,
        query="""KubeNodeInventory
| summarize arg_max(TimeGenerated, Status) by Computer, ClusterName
| where Status !has "Ready" """,
    ),
    HealthQuery(
        name="oom-kills",
        title="A container was killed for its memory",
        severity=2,
        # The last status outlives the kill: only one that ended within the window is new.
        query="""KubePodInventory
| extend Last = parse_json(ContainerLastStatus)
| where Last.reason == "OOMKilled" and todatetime(Last.finishedAt) > ago(15m)
| summarize Kills = dcount(tostring(Last.finishedAt)) by ClusterName, Namespace, Name, ContainerName""",
    ),
    HealthQuery(
        name="failed-pulls",
        title="An image cannot be pulled",
        severity=2,
        query="""KubeEvents
| where Reason in ("Failed", "BackOff", "InspectFailed")
| where Message has_any ("pull image", "ErrImagePull", "ImagePullBackOff", "pulling image")
| summarize Failures = count(), Message = take_any(Message) by ClusterName, Namespace, Name""",
    ),
    HealthQuery(
        name="crash-loops",
        title="A container keeps crashing",
        severity=2,
        query="""KubePodInventory
| where ContainerStatusReason == "CrashLoopBackOff"
| summarize Restarts = max(ContainerRestartCount) by ClusterName, Namespace, Name, ContainerName""",
    ),
    HealthQuery(
        name="pods-pending",
        title="A pod has waited for a node for 15 minutes",
        severity=2,
        query="""KubePodInventory
| summarize arg_max(TimeGenerated, PodStatus, PodCreationTimeStamp) by ClusterName, Namespace, Name
| where PodStatus == "Pending" and PodCreationTimeStamp < ago(15m)""",
        minutes=30,
    ),
    HealthQuery(
        name="node-disks-full",
        title="A node's disk is nearly full",
        severity=2,
        query="""InsightsMetrics
| where Namespace == "container.azm.ms/disk" and Name == "used_percent"
| extend About = parse_json(Tags)
| summarize Used = avg(Val) by Cluster = tostring(About["container.azm.ms/clusterName"]), Computer,
    Device = tostring(About.device)
| where Used > 85""",
        minutes=30,
    ),
    HealthQuery(
        name="no-capacity",
        title="The autoscaler cannot add a node",
        severity=1,
        query="""KubeEvents
| where Reason == "NotTriggerScaleUp" or Reason == "FailedScaleUp" or Reason == "ScaleUpFailed"
| where Message has_any ("max node group size reached", "quota", "AllocationFailed", "not enough")
| summarize Refusals = count(), Message = take_any(Message) by ClusterName, Namespace, Name""",
    ),
    HealthQuery(
        name="pod-ranges-scarce",
        title="Nodes or pods find no address",
        severity=1,
        query="""KubeEvents
| where Message has_any ("failed to allocate for range", "no available IP", "SubnetIsFull", "NoAvailableAddresses")
| summarize Failures = count(), Message = take_any(Message) by ClusterName, Namespace, Name""",
    ),
    HealthQuery(
        name="delivery-fails",
        title="Flux cannot fetch or apply what the repository says",
        severity=1,
        # Its controllers say so in events of Kubernetes: https://fluxcd.io/flux/monitoring/events/.
        query="""KubeEvents
| where KubeEventType == "Warning" and ObjectKind in ("GitRepository", "Kustomization")
| summarize Failures = count(), Message = take_any(Message) by ClusterName, Namespace, Name""",
        minutes=30,
    ),
    HealthQuery(
        name="admission-refusals",
        title="A policy refuses what somebody deploys",
        severity=3,
        query=f"""{_REFUSED}| extend Namespace = tostring(ObjectRef.namespace)
| summarize Refusals = dcount(AuditId) by Cluster = Resource, Namespace, Account""",
        minutes=60,
    ),
    HealthQuery(
        name="ingestion-stopped",
        title="The workspace takes no more logs",
        severity=0,
        # https://learn.microsoft.com/azure/azure-monitor/logs/daily-cap#alert-when-daily-cap-is-reached
        query="""_LogOperation
| where Category =~ "Ingestion"
| where Detail contains "OverQuota" """,
        minutes=5,
    ),
)


def silence(clusters: Sequence[str]) -> HealthQuery:
    """Return the question which of the clusters, by their names, says nothing any more.

    An alert on no rows at all would wait for the last of several to fall silent.
    """
    return HealthQuery(
        name="no-telemetry",
        title="A cluster sends no telemetry",
        severity=1,
        query=f"""datatable(ClusterName: string) {json.dumps([*clusters])}
| join kind=leftanti (KubeNodeInventory | distinct ClusterName) on ClusterName""",
        minutes=30,
    )
