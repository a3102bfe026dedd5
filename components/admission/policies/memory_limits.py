"""A leak ends in its own container."""

from components.admission.examples import container, cron_job, deployment, of_pod
from components.admission.policy import AdmissionPolicy
from components.admission.workloads import CHANGED, PODS, WORKLOADS

POLICY = AdmissionPolicy(
    title="Every container has a memory limit.",
    fix="Set resources.limits.memory, on the container or on the pod for all of them.",
    controls=(),
    link="https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
    match=WORKLOADS,
    variables=PODS,
    conditions=CHANGED,
    offending="variables.pod.?resources.?limits.?memory.hasValue() ? []"
    " : variables.running.filter(c, !c.?resources.?limits.?memory.hasValue()).map(c, c.name)",
    passing=(deployment(), cron_job(), of_pod()),
    failing=(
        deployment(container(resources=None), what="a deployment without resources"),
        deployment(
            container(resources={"requests": {"cpu": "100m", "memory": "128Mi"}}),
            what="a deployment without a memory limit",
        ),
        cron_job(container(resources=None), what="a cron job without resources"),
    ),
)
