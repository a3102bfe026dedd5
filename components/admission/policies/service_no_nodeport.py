"""A port on every node passes by the load balancer and its rules."""

from components.admission.examples import service
from components.admission.policy import AdmissionPolicy, Match

POLICY = AdmissionPolicy(
    title="No service opens a port on the nodes.",
    fix="Use type ClusterIP with an ingress, or an internal load balancer.",
    controls=("002-2",),
    link="https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport",
    match=(Match("", ("services",)),),
    offending="has(object.spec.type) && object.spec.type == 'NodePort' ? ['type'] : []",
    passing=(service("inside the cluster"),),
    failing=(service("a port on every node", type="NodePort"),),
)
