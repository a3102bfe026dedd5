"""A service without a word more would have a public address."""

from components.admission.examples import service
from components.admission.policy import AdmissionPolicy, Match

INTERNAL = {"service.beta.kubernetes.io/azure-load-balancer-internal": "true"}

POLICY = AdmissionPolicy(
    title="Load balancers are internal.",
    fix="Annotate with service.beta.kubernetes.io/azure-load-balancer-internal: 'true'.",
    controls=("002-2", "004-6"),
    link="https://learn.microsoft.com/azure/aks/internal-lb",
    match=(Match("", ("services",)),),
    offending="has(object.spec.type) && object.spec.type == 'LoadBalancer'"
    " && !(has(object.metadata.annotations) && object.metadata.annotations.exists(key,"
    " key == 'service.beta.kubernetes.io/azure-load-balancer-internal'"
    " && object.metadata.annotations[key] == 'true')) ? ['the load balancer'] : []",
    passing=(
        service("inside the cluster"),
        service("an internal load balancer", INTERNAL, type="LoadBalancer", allocateLoadBalancerNodePorts=False),
    ),
    failing=(
        service("a public load balancer", type="LoadBalancer", allocateLoadBalancerNodePorts=False),
        service("not internal", dict.fromkeys(INTERNAL, "false"), type="LoadBalancer"),
    ),
)
