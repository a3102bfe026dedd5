"""A public address may only serve what is built to stand on the Internet."""

from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import mcsb
from guardrails.guardrail import Severity, StackGuardrail, Values
from guardrails.props import Problems, decided
from guardrails.stack import Resource, Stack
from guardrails.subjects import (
    BASTION,
    FIREWALL,
    LOAD_BALANCER,
    NAT_GATEWAY,
    NETWORK_INTERFACE,
    PUBLIC_ADDRESS,
    Subject,
)

_REFUSED = ((NETWORK_INTERFACE, "ipConfigurations"), (LOAD_BALANCER, "frontendIPConfigurations"))


def check(address: Resource, stack: Stack) -> Problems:
    """Firewalls, bastions, NAT, application and VPN gateways may have one; interfaces and load balancers may not."""
    for subject, prop in _REFUSED:
        for user in stack.all(subject):
            yield from decided(_problems, address, user, prop)


def _problems(address: Resource, user: Resource, prop: str) -> Problems:
    if user.points_at(prop, address):
        yield f"must not be used by the {user.token.split(':')[-1]} {user.name}"


_ADDRESS = ExampleResource(PUBLIC_ADDRESS.token)
_USE = {"publicIPAddress": {"id": Output("address")}}


def _user(subject: Subject, prop: str, configuration: Values) -> ExampleResource:
    return ExampleResource(subject.token, {prop: [{"name": "main", **configuration}]})


GUARDRAIL = StackGuardrail(
    title="Public addresses serve only firewalls, bastions and gateways",
    applies_to=PUBLIC_ADDRESS,
    severity=Severity.HIGH,
    why="A public address on a machine or a load balancer is a way in that neither firewall nor WAF sees.",
    fix="Give the PublicIPAddress to a firewall, bastion or gateway, and give load balancers a subnet instead.",
    link="https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-addresses",
    absent="An address that nothing in the stack uses passes.",
    requirements=("002-2",),
    controls=(mcsb("NS-2"),),
    check=check,
    passing={
        "a firewall uses it": {"address": _ADDRESS, "firewall": _user(FIREWALL, "ipConfigurations", _USE)},
        "a bastion uses it": {"address": _ADDRESS, "bastion": _user(BASTION, "ipConfigurations", _USE)},
        "a NAT gateway uses it": {
            "address": _ADDRESS,
            "gateway": ExampleResource(NAT_GATEWAY.token, {"publicIpAddresses": [{"id": Output("address")}]}),
        },
        "nothing uses it, and an internal load balancer has none": {
            "address": _ADDRESS,
            "balancer": _user(LOAD_BALANCER, "frontendIPConfigurations", {"privateIPAddress": "10.0.0.4"}),
        },
    },
    failing={
        "a network interface uses it": {
            "address": _ADDRESS,
            "machine": _user(NETWORK_INTERFACE, "ipConfigurations", _USE),
        },
        "a load balancer uses it": {
            "address": _ADDRESS,
            "balancer": _user(LOAD_BALANCER, "frontendIPConfigurations", _USE),
        },
    },
)
