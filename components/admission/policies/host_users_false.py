"""Root in the container is nobody on the node."""

from components.admission.examples import deployment, pod, windows_pod
from components.admission.policy import AdmissionPolicy, Force
from components.admission.workloads import CHANGED, PODS, WORKLOADS

POLICY = AdmissionPolicy(
    title="Pods have user ids of their own.",
    fix="Set hostUsers to false.",
    controls=("002-7",),
    link="https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/",
    match=WORKLOADS,
    variables=PODS,
    conditions=CHANGED,
    offending="!variables.windows && variables.pod.?hostUsers.orValue(true) ? ['hostUsers'] : []",
    # Images whose files belong to high user ids, and volumes that map none, cannot: told, never refused.
    force=Force.ADVICE,
    passing=(pod(), windows_pod()),
    failing=(pod(hostUsers=None, what="the users of the host"), deployment(hostUsers=True, what="a deployment")),
)
