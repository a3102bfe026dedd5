"""The default namespace has no owner, no quota and no network policy."""

from components.admission.examples import deployment, in_default, pod
from components.admission.policy import AdmissionPolicy
from components.admission.workloads import CHANGED, PODS, WORKLOADS

POLICY = AdmissionPolicy(
    title="Nothing runs in the default namespace.",
    fix="Use the namespace of the team.",
    controls=(),
    link="https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/",
    match=WORKLOADS,
    variables=PODS,
    conditions=CHANGED,
    offending="request.namespace == 'default' ? ['the default namespace'] : []",
    passing=(pod(), deployment()),
    failing=(in_default(pod()), in_default(deployment())),
)
