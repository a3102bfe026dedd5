"""A load balancer must not have Azure do more than balance."""

from collections.abc import Mapping
from typing import Any

from guardrails.checks import must_be_unset
from guardrails.guardrail import Example, Guardrail, Severity
from guardrails.kinds import SERVICE
from guardrails.props import Problems, Props, decided

_AZURE = "service.beta.kubernetes.io/azure-"
_ALLOWED = (
    "allowed-ip-ranges",
    "allowed-service-tags",
    "deny-all-except-load-balancer-source-ranges",
    "load-balancer-health-probe-interval",
    "load-balancer-health-probe-num-of-probe",
    "load-balancer-health-probe-protocol",
    "load-balancer-health-probe-request-path",
    "load-balancer-internal",
    "load-balancer-tcp-idle-timeout",
)
"""What concerns the service's own rule and probe.

Source: https://cloud-provider-azure.sigs.k8s.io/topics/loadbalancer/ and
https://cloud-provider-azure.sigs.k8s.io/topics/pls-integration/, which has the private links.
"""


_address = must_be_unset("spec.loadBalancerIP")


def check(service: Props, values: Mapping[str, Any]) -> Problems:
    """Azure reads the annotations of a load balancer alone."""
    if service.get("spec.type") != "LoadBalancer":
        return
    yield from decided(_address, service)
    yield from decided(_few, service, values["ports"])
    yield from decided(_own, service, values["annotations"])


def _few(service: Props, most: int) -> Problems:
    if service.count("spec.ports") > most:
        yield f"must not set more than {most} spec.ports"


def _own(service: Props, allowed: list[str]) -> Problems:
    for key in service.names("metadata.annotations"):
        if key.startswith(_AZURE) and key.removeprefix(_AZURE) not in allowed:
            yield f"must not set the annotation {key}"


def _balancer(*annotations: str, ports: int = 1, **spec: object) -> dict[str, Any]:
    listed = [{"port": port} for port in range(443, 443 + ports)]
    about = {f"{_AZURE}{name}": "true" for name in ("load-balancer-internal", *annotations)}
    return {"metadata": {"annotations": about}, "spec": {"type": "LoadBalancer", "ports": listed, **spec}}


GUARDRAIL = Guardrail(
    title="Load balancers of services ask Azure for nothing beyond their own rules",
    applies_to=SERVICE,
    severity=Severity.HIGH,
    why="An annotation makes a private link service, a way in that no firewall sees, or takes the address of another "
    "team's service; each port takes a rule of the one load balancer and a port of every node.",
    fix="Leave out load_balancer_ip and the annotation, serve many ports by an ingress, or add the annotation to the "
    "guardrail's annotations.",
    link="https://cloud-provider-azure.sigs.k8s.io/topics/loadbalancer/",
    absent="Azure then chooses the address and makes no private link, so absent passes; other types pass.",
    requirements=("002-2", "004-6"),
    controls=(),
    parameters={
        "annotations": {
            "type": "array",
            "items": {"type": "string"},
            "default": [*_ALLOWED],
            "description": f"What may follow {_AZURE} in annotations; all others of Azure fail.",
        },
        "ports": {
            "type": "integer",
            "minimum": 1,
            "default": 10,
            "description": "Most ports of one load balancer.",
        },
    },
    check=check,
    passing={
        "internal": _balancer(),
        "a probe of its own": _balancer("load-balancer-health-probe-request-path"),
        "somebody else's annotation": {
            "metadata": {"annotations": {"example.com/azure-pls-create": "true"}},
            "spec": {"type": "LoadBalancer"},
        },
        "as many ports as it may have": _balancer(ports=10),
        "an address by annotation, where that is allowed": Example(
            _balancer("load-balancer-ipv4"), settings={"annotations": ["load-balancer-internal", "load-balancer-ipv4"]}
        ),
        "more ports, where they are allowed": Example(_balancer(ports=11), settings={"ports": 11}),
        "no load balancer": {**_balancer("pls-create", ports=11), "spec": {"type": "ClusterIP"}},
    },
    failing={
        **{
            what: _balancer(name)
            for what, name in (
                ("a private link", "pls-create"),
                ("an address by annotation", "load-balancer-ipv4"),
                ("an address of IPv6 by annotation", "load-balancer-ipv6"),
                ("another subnet", "load-balancer-internal-subnet"),
                ("every port", "load-balancer-enable-high-availability-ports"),
            )
        },
        "an address": _balancer(loadBalancerIP="10.0.0.10"),
        "too many ports": _balancer(ports=11),
    },
)
