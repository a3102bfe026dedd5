"""An intruder finds nowhere to put tools."""

from components.admission.examples import container, deployment, init_container, pod, windows_pod
from components.admission.policy import AdmissionPolicy
from components.admission.workloads import CHANGED, PODS, WORKLOADS

POLICY = AdmissionPolicy(
    title="Root file systems are read-only.",
    fix="Set securityContext.readOnlyRootFilesystem to true and mount an emptyDir where the application writes.",
    controls=("002-12",),
    link="https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
    match=WORKLOADS,
    variables=PODS,
    conditions=CHANGED,
    offending="variables.windows ? []"
    " : variables.containers.filter(c, !c.?securityContext.?readOnlyRootFilesystem.orValue(false)).map(c, c.name)",
    passing=(pod(), deployment(), windows_pod()),
    failing=(
        pod(container(securityContext=None), what="no security context"),
        deployment(container(securityContext={"readOnlyRootFilesystem": False}), what="writable"),
        pod(initContainers=[init_container(securityContext=None)], what="a writable init container"),
    ),
)
