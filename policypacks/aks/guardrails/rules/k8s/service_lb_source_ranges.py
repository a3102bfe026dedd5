"""A public service should know its clients."""

from functools import partial

from guardrails.checks import texts_at, together
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import SERVICE
from guardrails.props import Problems, Props, Texts, any_of
from guardrails.reach import covers_internet
from guardrails.selectors import annotation

_INTERNAL = annotation("service.beta.kubernetes.io/azure-load-balancer-internal")
_RANGES = "spec.loadBalancerSourceRanges"
_LISTS = tuple(
    annotation(f"service.beta.kubernetes.io/{name}")
    for name in ("azure-allowed-ip-ranges", "azure-allowed-service-tags", "load-balancer-source-ranges")
)
"""Annotations that name who may come in as well, with commas between; Azure adds up all that it is given.

Source: https://cloud-provider-azure.sigs.k8s.io/topics/loadbalancer/.
"""


def check(service: Props) -> Problems:
    """An internal one is reached from the network only."""
    if service.get("spec.type") != "LoadBalancer" or service.text(_INTERNAL) == "true":
        return
    if not any_of(*(partial(service.has, path) for path in (_RANGES, *_LISTS))):
        yield f"must set {_RANGES}"
    elif together(_named(service), covers_internet):
        yield f"must not name the Internet in {_RANGES}, or in an annotation"


def _named(service: Props) -> Texts:
    yield from texts_at(service, _RANGES)
    for one in texts_at(service, *_LISTS):
        yield from one.split(",") if isinstance(one, str) else [one]


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
        **{
            f"one network, by the annotation {name}": {
                "metadata": {"annotations": {f"service.beta.kubernetes.io/{name}": named}},
                "spec": {"type": "LoadBalancer"},
            }
            for name, named in (
                ("azure-allowed-ip-ranges", "203.0.113.0/24, 198.51.100.0/24"),
                ("azure-allowed-service-tags", "AzureFrontDoor.Backend"),
                ("load-balancer-source-ranges", "203.0.113.0/24"),
            )
        },
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
        **{
            f"everybody is named in the annotation {name}": {
                "metadata": {"annotations": {f"service.beta.kubernetes.io/{name}": named}},
                "spec": {"type": "LoadBalancer", "loadBalancerSourceRanges": ["203.0.113.0/24"]},
            }
            for name, named in (
                ("azure-allowed-ip-ranges", "0.0.0.0/0"),
                ("azure-allowed-service-tags", "AzureFrontDoor.Backend, Internet"),
                ("load-balancer-source-ranges", "0.0.0.0/1,128.0.0.0/1"),
            )
        },
        "everybody is named in two halves": {
            "spec": {"type": "LoadBalancer", "loadBalancerSourceRanges": ["0.0.0.0/1", "128.0.0.0/1"]}
        },
    },
)
