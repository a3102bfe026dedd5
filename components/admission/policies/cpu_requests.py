"""The scheduler knows what fits on a node."""

from components.admission.examples import container, cron_job, deployment, of_pod
from components.admission.policy import AdmissionPolicy
from components.admission.workloads import CHANGED, PODS, WORKLOADS

POLICY = AdmissionPolicy(
    title="Every container has a CPU request.",
    fix="Set resources.requests.cpu, on the container or on the pod for all of them.",
    controls=(),
    link="https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
    match=WORKLOADS,
    variables=PODS,
    conditions=CHANGED,
    # Kubernetes takes a limit for the request, in pods; in what makes pods it stands as written.
    offending="variables.pod.?resources.?requests.?cpu.hasValue()"
    " || variables.pod.?resources.?limits.?cpu.hasValue() ? []"
    " : variables.running.filter(c, !c.?resources.?requests.?cpu.hasValue()"
    " && !c.?resources.?limits.?cpu.hasValue()).map(c, c.name)",
    passing=(
        deployment(),
        of_pod(),
        cron_job(),
        deployment(
            container(resources={"requests": {"memory": "128Mi"}, "limits": {"cpu": "100m", "memory": "128Mi"}}),
            what="a limit alone",
        ),
    ),
    failing=(
        deployment(container(resources=None), what="a deployment without resources"),
        deployment(
            container(resources={"requests": {"memory": "128Mi"}, "limits": {"memory": "256Mi"}}),
            what="a deployment without a CPU request",
        ),
        cron_job(container(resources=None), what="a cron job without resources"),
    ),
)
