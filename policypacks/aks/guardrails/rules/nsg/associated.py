"""A network security group must guard something."""

from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import mcsb, psrule
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.props import Problems, any_of, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import NETWORK_INTERFACE, SECURITY_GROUP, SUBNET, VIRTUAL_NETWORK, Subject


def check(group: Resource, stack: Stack) -> Problems:
    """Subnets and network interfaces are what a group can be set on."""

    def guards(subject: Subject) -> bool:
        return bool(select(stack.all(subject), lambda one: one.points_at("networkSecurityGroup", group)))

    if not any_of(lambda: guards(SUBNET), lambda: guards(NETWORK_INTERFACE)):
        yield "must be the networkSecurityGroup of a Subnet or NetworkInterface"


_GROUP = ExampleResource(SECURITY_GROUP.token)
_SET = {"networkSecurityGroup": {"id": Output("group")}}
_NETWORK = ExampleResource(VIRTUAL_NETWORK.token)
_NAMES = {"virtualNetworkName": Output("network", "name"), "subnetName": "nodes"}

GUARDRAIL = StackGuardrail(
    title="Every network security group is in use",
    applies_to=SECURITY_GROUP,
    severity=Severity.LOW,
    why="A group that is set on nothing filters nothing, while its rules look as if they did.",
    fix="Set network_security_group={'id': group.id} on the Subnet it was made for, or remove the group.",
    link="https://learn.microsoft.com/azure/virtual-network/network-security-group-how-it-works",
    absent="A group is set on nothing of its own accord, so a missing reference fails.",
    requirements=(),
    controls=(mcsb("NS-1"), psrule("Azure.NSG.Associated")),
    check=check,
    passing={
        "a subnet of its own has it": {
            "group": _GROUP,
            "network": _NETWORK,
            "subnet": ExampleResource(SUBNET.token, {**_NAMES, **_SET}),
        },
        "a subnet in its network has it": {
            "group": _GROUP,
            "network": ExampleResource(VIRTUAL_NETWORK.token, {"subnets": [{"name": "nodes", **_SET}]}),
        },
        "a network interface has it": {
            "group": _GROUP,
            "interface": ExampleResource(NETWORK_INTERFACE.token, _SET),
        },
    },
    failing={
        "nothing has it": {
            "group": _GROUP,
            "network": _NETWORK,
            "subnet": ExampleResource(SUBNET.token, _NAMES),
        },
        "the subnet has another": {
            "group": _GROUP,
            "other": _GROUP,
            "network": _NETWORK,
            "subnet": ExampleResource(SUBNET.token, {**_NAMES, "networkSecurityGroup": {"id": Output("other")}}),
            "interface": ExampleResource(NETWORK_INTERFACE.token, {"networkSecurityGroup": {"id": Output("other")}}),
        },
    },
)
