"""System calls that applications do not make are closed."""

from components.admission.examples import container, deployment, pod, windows_pod
from components.admission.policy import AdmissionPolicy
from components.admission.workloads import CHANGED, PODS, WORKLOADS

POLICY = AdmissionPolicy(
    title="Containers run under a seccomp profile.",
    fix="Set securityContext.seccompProfile.type of the pod to RuntimeDefault.",
    controls=("002-11",),
    link="https://kubernetes.io/docs/tutorials/security/seccomp/",
    match=WORKLOADS,
    variables=PODS,
    conditions=CHANGED,
    offending="variables.windows ? [] : (variables.pod.?securityContext.?seccompProfile.?type"
    ".orValue('RuntimeDefault') in ['RuntimeDefault', 'Localhost'] ? [] : ['the pod'])"
    " + variables.containers.filter(c, !(c.?securityContext.?seccompProfile.?type"
    ".orValue(variables.pod.?securityContext.?seccompProfile.?type.orValue('Unconfined'))"
    " in ['RuntimeDefault', 'Localhost'])).map(c, c.name)",
    passing=(
        pod(),
        windows_pod(),
        pod(
            container(securityContext={"readOnlyRootFilesystem": True, "seccompProfile": {"type": "RuntimeDefault"}}),
            securityContext=None,
            what="a profile on the container",
        ),
    ),
    failing=(
        pod(securityContext=None, what="no profile"),
        deployment(securityContext={"seccompProfile": {"type": "Unconfined"}}, what="unconfined"),
        pod(
            container(securityContext={"readOnlyRootFilesystem": True, "seccompProfile": {"type": "Unconfined"}}),
            what="a container that leaves the pod's profile",
        ),
        pod(
            container(securityContext={"readOnlyRootFilesystem": True, "seccompProfile": {"type": "RuntimeDefault"}}),
            securityContext={"seccompProfile": {"type": "Unconfined"}},
            what="an unconfined pod, whose one container has a profile",
        ),
    ),
)
