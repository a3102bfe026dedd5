"""A network interface must not have a public address."""

from guardrails.checks import place
from guardrails.frameworks import azure_policy, checkov, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import NETWORK_INTERFACE


def check(interface: Props) -> Problems:
    """An address that is known only after the update is one."""

    def configuration(one: Props) -> Problems:
        if one.has("publicIPAddress"):
            yield f"must not set publicIPAddress{place(one)}"

    yield from interface.each("ipConfigurations", configuration)


GUARDRAIL = Guardrail(
    title="Network interfaces have no public address",
    applies_to=NETWORK_INTERFACE,
    severity=Severity.HIGH,
    why="A machine with a public address is on the Internet by itself, past the firewall and the gateway.",
    fix="Leave out public_ip_address in ip_configurations; reach the machine through a bastion or a load balancer.",
    link="https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-addresses",
    absent="Azure gives an interface no public address of its own accord, so absent passes.",
    requirements=("002-2",),
    controls=(
        mcsb("NS-2"),
        azure_policy("83a86a26-fd1f-447c-b59d-e51f44264114"),
        checkov("CKV_AZURE_119"),
        psrule("Azure.VM.PublicIPAttached"),
    ),
    check=check,
    passing={
        "no configuration has a public address": {"ipConfigurations": [{"name": "main", "subnet": {"id": "nodes"}}]},
        "there are no configurations": {},
    },
    failing={
        "one configuration has a public address": {
            "ipConfigurations": [{"name": "main"}, {"name": "out", "publicIPAddress": {"id": "address"}}]
        },
    },
)
