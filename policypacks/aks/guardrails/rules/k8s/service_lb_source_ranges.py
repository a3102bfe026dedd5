"""A public service should know its clients."""

from guardrails.checks import is_present, texts_at, together
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import SERVICE
from guardrails.props import Problems, Props
from guardrails.reach import covers_internet
from guardrails.selectors import annotation

_INTERNAL = annotation("service.beta.kubernetes.io/azure-load-balancer-internal")
_RANGES = "spec.loadBalancerSourceRanges"


def check(service: Props) -> Problems:
    """An internal one is reached from the network only."""
    if service.get("spec.type") != "LoadBalancer" or service.text(_INTERNAL) == "true":
        return
    if not is_present(service, _RANGES):
        yield f"must set {_RANGES}"
    elif together(texts_at(service, _RANGES), covers_internet):
        yield f"must not name the Internet in {_RANGES}"


GUARDRAIL = Guardrail(
    title="Public load balancers of services name who may come in",
    applies_to=SERVICE,
    severity=Severity.MEDIUM,
    why="Without ranges the whole Internet tries the service.",
    fix="Set load_balancer_source_ranges in the service's spec.",
    link="https://learn.microsoft.com/azure/aks/load-balancer-standard",
    absent="Azure lets everybody in, so absent fails for a public load balancer.",
    requirements=("002-2",),
    controls=(),
    check=check,
    passing={
        "one network": {"spec": {"type": "LoadBalancer", "loadBalancerSourceRanges": ["203.0.113.0/24"]}},
        "internal": {
            "metadata": {"annotations": {"service.beta.kubernetes.io/azure-load-balancer-internal": "true"}},
            "spec": {"type": "LoadBalancer"},
        },
        "no load balancer": {"spec": {"type": "ClusterIP"}},
    },
    failing={
        "nobody is named": {"spec": {"type": "LoadBalancer"}},
        "everybody is named": {"spec": {"type": "LoadBalancer", "loadBalancerSourceRanges": ["0.0.0.0/0"]}},
        "everybody of IPv6 is named": {"spec": {"type": "LoadBalancer", "loadBalancerSourceRanges": ["::/0"]}},
        "everybody is named in two halves": {
            "spec": {"type": "LoadBalancer", "loadBalancerSourceRanges": ["0.0.0.0/1", "128.0.0.0/1"]}
        },
    },
)
