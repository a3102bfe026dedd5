"""What the metrics of cluster, nodes and pods mean: values worth keeping, and values worth an alert.

The names of recordings are those that common dashboards look for; metrics are of the default targets of
https://learn.microsoft.com/azure/azure-monitor/containers/prometheus-metrics-scrape-default.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Recording:
    """A value computed once and kept under a name of its own."""

    record: str
    expression: str


@dataclass(frozen=True)
class MetricAlert:
    """A condition that has held for some minutes."""

    name: str
    expression: str
    minutes: int
    severity: int
    """From 0 (critical) to 4 (verbose)."""
    summary: str


RECORDINGS = (
    Recording(
        "instance:node_num_cpu:sum", 'count without (cpu, mode) (node_cpu_seconds_total{job="node", mode="idle"})'
    ),
    Recording(
        "instance:node_cpu_utilisation:rate5m",
        '1 - avg without (cpu) (rate(node_cpu_seconds_total{job="node", mode="idle"}[5m]))',
    ),
    Recording(
        "instance:node_memory_utilisation:ratio",
        '1 - node_memory_MemAvailable_bytes{job="node"} / node_memory_MemTotal_bytes{job="node"}',
    ),
    Recording(
        "namespace_cpu:kube_pod_container_resource_requests:sum",
        'sum by (namespace, cluster) (kube_pod_container_resource_requests{resource="cpu", job="kube-state-metrics"})',
    ),
    Recording(
        "namespace_memory:kube_pod_container_resource_requests:sum",
        'sum by (namespace, cluster) (kube_pod_container_resource_requests{resource="memory",'
        ' job="kube-state-metrics"})',
    ),
    Recording(
        "cluster:node_cpu:ratio_rate5m",
        'sum by (cluster) (rate(node_cpu_seconds_total{job="node", mode!~"idle|iowait|steal"}[5m]))'
        ' / count by (cluster) (sum by (cluster, instance, cpu) (node_cpu_seconds_total{job="node"}))',
    ),
)

CLUSTER_ALERTS = (
    MetricAlert(
        "KubeCPUQuotaOvercommit",
        'sum(min without (resource) (kube_resourcequota{job="kube-state-metrics", type="hard",'
        ' resource=~"(cpu|requests.cpu)"}))'
        ' / sum(kube_node_status_allocatable{resource="cpu", job="kube-state-metrics"}) > 1.5',
        5,
        3,
        "Namespaces may ask for half as much CPU again as there is.",
    ),
    MetricAlert(
        "KubeMemoryQuotaOvercommit",
        'sum(min without (resource) (kube_resourcequota{job="kube-state-metrics", type="hard",'
        ' resource=~"(memory|requests.memory)"}))'
        ' / sum(kube_node_status_allocatable{resource="memory", job="kube-state-metrics"}) > 1.5',
        5,
        3,
        "Namespaces may ask for half as much memory again as there is.",
    ),
    MetricAlert(
        "KubePersistentVolumeFillingUp",
        'kubelet_volume_stats_available_bytes{job="kubelet"}'
        ' / kubelet_volume_stats_capacity_bytes{job="kubelet"} < 0.15',
        60,
        2,
        "A volume has less than 15 percent left.",
    ),
    MetricAlert(
        "KubeHpaMaxedOut",
        'kube_horizontalpodautoscaler_status_current_replicas{job="kube-state-metrics"}'
        ' == kube_horizontalpodautoscaler_spec_max_replicas{job="kube-state-metrics"}',
        15,
        3,
        "An application runs with all the replicas its autoscaler may make.",
    ),
)

NODE_ALERTS = (
    MetricAlert(
        "KubeNodeUnreachable",
        'kube_node_spec_taint{job="kube-state-metrics", key="node.kubernetes.io/unreachable",'
        ' effect="NoSchedule"} == 1',
        15,
        1,
        "A node cannot be reached.",
    ),
    MetricAlert(
        "KubeNodeReadinessFlapping",
        'sum by (cluster, node) (changes(kube_node_status_condition{job="kube-state-metrics", status="true",'
        ' condition="Ready"}[15m])) > 2',
        15,
        2,
        "A node is ready and not ready in turns.",
    ),
    MetricAlert(
        "NodeFilesystemSpaceFillingUp",
        'node_filesystem_avail_bytes{job="node", fstype!=""}'
        ' / node_filesystem_size_bytes{job="node", fstype!=""} < 0.15',
        15,
        2,
        "A node's disk has less than 15 percent left.",
    ),
    MetricAlert(
        "NodeCPUHigh",
        "instance:node_cpu_utilisation:rate5m > 0.95",
        15,
        3,
        "A node has had no CPU left for 15 minutes.",
    ),
    MetricAlert(
        "NodeMemoryHigh", "instance:node_memory_utilisation:ratio > 0.95", 15, 2, "A node has hardly any memory left."
    ),
)

POD_ALERTS = (
    MetricAlert(
        "KubePodCrashLooping",
        'max_over_time(kube_pod_container_status_waiting_reason{reason="CrashLoopBackOff",'
        ' job="kube-state-metrics"}[5m]) >= 1',
        15,
        2,
        "A container keeps crashing.",
    ),
    MetricAlert(
        "KubePodImagePull",
        'kube_pod_container_status_waiting_reason{reason=~"ErrImagePull|ImagePullBackOff",'
        ' job="kube-state-metrics"} >= 1',
        10,
        2,
        "An image cannot be pulled.",
    ),
    MetricAlert(
        "KubeContainerOOMKilled",
        'increase(kube_pod_container_status_restarts_total{job="kube-state-metrics"}[10m]) > 0'
        " and on (cluster, namespace, pod, container)"
        ' kube_pod_container_status_last_terminated_reason{reason="OOMKilled", job="kube-state-metrics"} == 1',
        5,
        2,
        "A container was killed for its memory.",
    ),
    MetricAlert(
        "KubePodNotReady",
        'sum by (cluster, namespace, pod) (kube_pod_status_phase{phase=~"Pending|Unknown|Failed",'
        ' job="kube-state-metrics"}) > 0',
        15,
        2,
        "A pod is not running.",
    ),
    MetricAlert(
        "KubeDeploymentReplicasMismatch",
        'kube_deployment_spec_replicas{job="kube-state-metrics"}'
        ' > kube_deployment_status_replicas_available{job="kube-state-metrics"}',
        15,
        2,
        "A deployment has fewer replicas than it should.",
    ),
    MetricAlert(
        "KubeStatefulSetReplicasMismatch",
        'kube_statefulset_status_replicas_ready{job="kube-state-metrics"}'
        ' != kube_statefulset_status_replicas{job="kube-state-metrics"}',
        15,
        2,
        "A stateful set has fewer replicas than it should.",
    ),
    MetricAlert(
        "KubeJobFailed",
        'kube_job_failed{job="kube-state-metrics",condition="true"} > 0',
        15,
        3,
        "A job has failed.",
    ),
)
