"""A load balancer must be standard and internal."""

from guardrails.checks import must_be_one_of, place
from guardrails.frameworks import mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import LOAD_BALANCER

_PUBLIC = ("publicIPAddress", "publicIPPrefix")


def check(balancer: Props) -> Problems:
    """Gateway is the kind for network virtual appliances."""
    yield from decided(must_be_one_of("sku.name", ("Standard", "Gateway"), absent="Basic"), balancer)
    yield from balancer.each("frontendIPConfigurations", _frontend)


def _frontend(frontend: Props) -> Problems:
    for prop in _PUBLIC:
        if frontend.has(prop):
            yield f"must not set {prop}{place(frontend)}"


_STANDARD = {"sku": {"name": "Standard"}}

GUARDRAIL = Guardrail(
    title="Load balancers are standard and internal",
    applies_to=LOAD_BALANCER,
    severity=Severity.MEDIUM,
    why="A public frontend is a way in that no firewall inspects; the basic kind has no zones and was retired in 2025.",
    fix="Set sku={'name': 'Standard'} and give each of frontend_ip_configurations a subnet, no public address.",
    link="https://learn.microsoft.com/azure/load-balancer/load-balancer-basic-upgrade-guidance",
    absent="Azure takes Basic, so an absent sku fails; a frontend without a public address is internal.",
    requirements=("002-2",),
    controls=(mcsb("NS-2"), psrule("Azure.LB.StandardSKU")),
    check=check,
    passing={
        "the frontend is in a subnet": {
            **_STANDARD,
            "frontendIPConfigurations": [{"name": "in", "subnet": {"id": "services"}}],
        },
        "there are no frontends": _STANDARD,
        "the balancer of appliances": {"sku": {"name": "Gateway"}},
    },
    failing={
        "the kind is basic": {"sku": {"name": "Basic"}},
        "the kind is left at Azure's default": {
            "frontendIPConfigurations": [{"name": "in", "subnet": {"id": "services"}}]
        },
        "a frontend has a public address": {
            **_STANDARD,
            "frontendIPConfigurations": [{"name": "in", "publicIPAddress": {"id": "address"}}],
        },
        "a frontend has a public prefix": {
            **_STANDARD,
            "frontendIPConfigurations": [{"name": "in", "publicIPPrefix": {"id": "prefix"}}],
        },
    },
)
