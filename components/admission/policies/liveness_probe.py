"""What hangs is started anew."""

from components.admission.examples import container, cron_job, deployment, pod
from components.admission.policy import AdmissionPolicy
from components.admission.workloads import CHANGED, PODS, WORKLOADS

POLICY = AdmissionPolicy(
    title="Containers that serve have a liveness probe.",
    fix="Add livenessProbe.",
    controls=(),
    link="https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/",
    match=WORKLOADS,
    variables=PODS,
    conditions=CHANGED,
    offending="variables.pod.?restartPolicy.orValue('Always') == 'Always'"
    " ? variables.pod.containers.filter(c, !has(c.livenessProbe)).map(c, c.name) : []",
    passing=(pod(), cron_job(container(livenessProbe=None), what="a cron job, which ends")),
    failing=(
        pod(container(livenessProbe=None), what="a pod"),
        deployment(container(), container(name="side", livenessProbe=None), what="a second container"),
    ),
)
