"""Where a person looks first: one question to the logs a step, from the cluster as a whole down to one container."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SavedQuery:
    """A query a person picks by its title."""

    title: str
    purpose: str
    query: str
    category: str = "containers"
    """containers, audit or resources, by the names query packs know."""


TROUBLESHOOTING = (
    SavedQuery(
        "Pods by namespace and state",
        "Is it one application, or everything?",
        """KubePodInventory
| summarize arg_max(TimeGenerated, PodStatus) by ClusterName, Namespace, Name
| summarize Pods = count() by ClusterName, Namespace, PodStatus
| order by ClusterName asc, Namespace asc""",
    ),
    SavedQuery(
        "Pods that failed or keep restarting",
        "Which pods, and why does Kubernetes say so?",
        """KubePodInventory
| summarize arg_max(TimeGenerated, PodStatus, ContainerStatusReason, ContainerRestartCount)
    by ClusterName, Namespace, Name, ContainerName
| where PodStatus == "Failed" or ContainerRestartCount > 3 or ContainerStatusReason endswith "BackOff"
| order by ContainerRestartCount desc""",
    ),
    SavedQuery(
        "Warnings of the cluster",
        "What has Kubernetes tried in vain?",
        """KubeEvents
| where KubeEventType == "Warning"
| summarize Count = sum(Count), Last = max(TimeGenerated), Message = take_any(Message)
    by ClusterName, Namespace, Reason, Name
| order by Last desc""",
    ),
    SavedQuery(
        "Images that cannot be pulled",
        "Is it the name, the right to pull, or the way to the registry?",
        """KubeEvents
| where Message has_any ("pull image", "ErrImagePull", "ImagePullBackOff")
| project TimeGenerated, ClusterName, Namespace, Name, Message
| order by TimeGenerated desc""",
    ),
    SavedQuery(
        "Containers killed for their memory",
        "Which limits are too low?",
        """KubePodInventory
| extend Last = parse_json(ContainerLastStatus)
| where Last.reason == "OOMKilled"
| summarize Kills = dcount(tostring(Last.finishedAt)), Last = max(todatetime(Last.finishedAt))
    by ClusterName, Namespace, ControllerName, ContainerName""",
    ),
    SavedQuery(
        "Errors in the containers' own output",
        "What does the application say?",
        """ContainerLogV2
| where LogLevel in ("error", "critical") or tostring(LogMessage) has_any ("error", "exception", "fatal")
| project TimeGenerated, Cluster = _ResourceId, PodNamespace, PodName, ContainerName, LogMessage
| order by TimeGenerated desc
| take 500""",
    ),
    SavedQuery(
        "Nodes under pressure",
        "Do nodes lack memory, disk or processes?",
        """KubeNodeInventory
| summarize arg_max(TimeGenerated, Status, KubeletVersion) by ClusterName, Computer
| order by Status asc""",
    ),
    SavedQuery(
        "Decisions of the autoscaler",
        "Why is there no new node, or one node fewer?",
        """AKSControlPlane
| where Category == "cluster-autoscaler"
| where Message has_any ("scale_up", "scale_down", "max node group size", "failed")
| project TimeGenerated, Cluster = _ResourceId, Level, Message
| order by TimeGenerated desc""",
    ),
    SavedQuery(
        "Who changed what in the cluster",
        "What was different before it broke?",
        """AKSAuditAdmin
| where Stage == "ResponseComplete"
| extend Account = tostring(User.username)
| where Account !startswith "system:"
| project TimeGenerated, Account, Verb, Resource = tostring(ObjectRef.resource),
    Namespace = tostring(ObjectRef.namespace), Name = tostring(ObjectRef.name), Code = toint(ResponseStatus.code),
    Cluster = _ResourceId
| order by TimeGenerated desc""",
        "audit",
    ),
    SavedQuery(
        "What policies refuse",
        "Is it the platform that says no?",
        """union isfuzzy=true AKSAuditAdmin, AKSAudit
| where toint(ResponseStatus.code) == 403
| extend Message = tostring(ResponseStatus.message)
| where Message has_any ("admission webhook", "ValidatingAdmissionPolicy", "violates PodSecurity")
| project TimeGenerated, Account = tostring(User.username), Namespace = tostring(ObjectRef.namespace), Message,
    Cluster = _ResourceId
| order by TimeGenerated desc""",
        "audit",
    ),
    SavedQuery(
        "Sign-ins to the registry that failed",
        "May the nodes pull?",
        """ContainerRegistryLoginEvents
| where ResultDescription startswith "40"
| summarize Count = count(), Last = max(TimeGenerated) by Identity, CallerIpAddress, ResultDescription
| order by Last desc""",
        "resources",
    ),
    SavedQuery(
        "Requests the vaults refused",
        "Which identity lacks which role?",
        """AZKVAuditLogs
| where HttpStatusCode == 403
| extend Account = tostring(coalesce(Identity.claim.upn, Identity.claim.appid))
| summarize Count = count(), Last = max(TimeGenerated) by Account, OperationName, CallerIpAddress, Vault = _ResourceId
| order by Last desc""",
        "resources",
    ),
    SavedQuery(
        "What the logs cost",
        "Which table grew?",
        """Usage
| where IsBillable
| summarize GB = round(sum(Quantity) / 1000, 2) by DataType, bin(StartTime, 1d)
| order by GB desc""",
        "resources",
    ),
)
