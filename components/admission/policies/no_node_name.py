"""A node by its name goes past the scheduler, and with it past the taints of system nodes."""

from components.admission.examples import cron_job, deployment, pod
from components.admission.policy import AdmissionPolicy
from components.admission.workloads import CHANGED, PODS, WORKLOADS

POLICY = AdmissionPolicy(
    title="No pod chooses its node by name.",
    fix="Use nodeSelector or affinity.",
    controls=(),
    link="https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodename",
    match=WORKLOADS,
    variables=PODS,
    # A pod that is there already has its node from the scheduler.
    conditions={**CHANGED, "chosen": "request.operation == 'CREATE' || object.kind != 'Pod'"},
    offending="variables.pod.?nodeName.orValue('') != '' ? [string(variables.pod.nodeName)] : []",
    passing=(
        pod(),
        deployment(nodeSelector={"kubernetes.io/os": "linux"}, what="a kind of node"),
    ),
    failing=(
        pod(nodeName="aks-system-0", what="a pod on a node of the system"),
        deployment(nodeName="aks-system-0", what="a deployment on a node of the system"),
        cron_job(nodeName="aks-system-0", what="a cron job on a node of the system"),
    ),
)
