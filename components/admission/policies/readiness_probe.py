"""Who is not ready gets no requests."""

from components.admission.examples import container, cron_job, deployment, pod
from components.admission.policy import AdmissionPolicy
from components.admission.workloads import CHANGED, PODS, WORKLOADS

PROBE = {"tcpSocket": {"port": 8080}}

POLICY = AdmissionPolicy(
    title="Containers that serve have a readiness probe of their own.",
    fix="Add readinessProbe, other than livenessProbe.",
    controls=(),
    link="https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/",
    match=WORKLOADS,
    variables=PODS,
    conditions=CHANGED,
    offending="variables.pod.?restartPolicy.orValue('Always') == 'Always'"
    " ? variables.pod.containers.filter(c, !has(c.readinessProbe)"
    " || (has(c.livenessProbe) && c.livenessProbe == c.readinessProbe)).map(c, c.name) : []",
    passing=(pod(), cron_job(container(readinessProbe=None), what="a cron job, which ends")),
    failing=(
        pod(container(readinessProbe=None), what="a pod"),
        pod(container(livenessProbe=PROBE, readinessProbe=PROBE), what="the same probe for both"),
        deployment(container(), container(name="side", readinessProbe=None), what="a second container"),
    ),
)
