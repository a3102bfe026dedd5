"""A machine must not make itself a public address."""

from guardrails.checks import place
from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import VIRTUAL_MACHINE

_INTERFACES = "networkProfile.networkInterfaceConfigurations"


def check(machine: Props) -> Problems:
    """Interfaces of their own are `nic-no-public-ip`'s; a scale set has a profile of its machines."""
    for path in (_INTERFACES, f"virtualMachineProfile.{_INTERFACES}"):
        yield from machine.each(path, lambda one: one.each("ipConfigurations", _configuration))


def _configuration(one: Props) -> Problems:
    if one.has("publicIPAddressConfiguration"):
        yield f"must not set publicIPAddressConfiguration{place(one)}"


def _machine(configuration: dict[str, object]) -> dict[str, object]:
    interface = {"name": "main", "ipConfigurations": [{"name": "main", **configuration}]}
    return {"networkProfile": {"networkInterfaceConfigurations": [interface]}}


GUARDRAIL = Guardrail(
    title="Machines and scale sets make no public addresses",
    applies_to=VIRTUAL_MACHINE,
    severity=Severity.HIGH,
    why="A machine with a public address is on the Internet by itself, past the firewall and the gateway.",
    fix="Leave out public_ip_address_configuration in ip_configurations of network_interface_configurations; reach the "
    "machine through a bastion or a load balancer.",
    link="https://learn.microsoft.com/azure/virtual-machine-scale-sets/virtual-machine-scale-sets-networking",
    absent="Azure gives a machine no public address of its own accord, so absent passes.",
    requirements=("002-2",),
    controls=(mcsb("NS-2"), azure_policy("83a86a26-fd1f-447c-b59d-e51f44264114")),
    check=check,
    passing={
        "no configuration makes one": _machine({"subnet": {"id": "nodes"}}),
        "interfaces are resources of their own": {"networkProfile": {"networkInterfaces": [{"id": "interface"}]}},
        "there is no network profile": {"location": "westeurope"},
    },
    failing={
        "one configuration makes one": _machine({"publicIPAddressConfiguration": {"name": "out"}}),
        "the machines of a scale set make one": {
            "virtualMachineProfile": _machine({"publicIPAddressConfiguration": {"name": "out"}})
        },
    },
)
