"""A virtual network with public addresses must have DDoS protection, or each of them."""

from collections.abc import Iterator
from functools import partial

from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Severity, StackGuardrail, Values
from guardrails.networks import lies_in
from guardrails.props import Problems, all_of, any_of, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import (
    APPLICATION_GATEWAY,
    BASTION,
    FIREWALL,
    NETWORK_INTERFACE,
    PUBLIC_ADDRESS,
    SUBNET,
    SUBNET_ALONE,
    VIRTUAL_NETWORK,
    Subject,
)

# What can have a public address, where its subnets stand, and where its addresses.
_USERS = (
    (APPLICATION_GATEWAY, "gatewayIPConfigurations", "frontendIPConfigurations"),
    (BASTION, "ipConfigurations", "ipConfigurations"),
    (FIREWALL, "ipConfigurations", "ipConfigurations"),
    (NETWORK_INTERFACE, "ipConfigurations", "ipConfigurations"),
)


def check(network: Resource, stack: Stack) -> Problems:
    """Networks in which nothing of the stack has a public address are not judged."""
    protected = network.get("enableDdosProtection") is True and network.has("ddosProtectionPlan.id")
    if not protected and select(_public(stack), lambda one: _lives_in(one[0], one[1], network, stack)):
        yield "must set enableDdosProtection to true and ddosProtectionPlan"


def _public(stack: Stack) -> Iterator[tuple[Resource, str]]:
    """Yield who has a public address without protection of its own, and where its subnets stand."""
    for subject, subnets, addresses in _USERS:
        for user in stack.all(subject):
            count = sum(one.has("publicIPAddress") for one in user.objects(addresses))
            if count > len(select(stack.all(PUBLIC_ADDRESS), partial(_is_protected, user, addresses))):
                yield user, subnets


def _is_protected(user: Resource, prop: str, address: Resource) -> bool:
    return all_of(
        lambda: address.text("ddosSettings.protectionMode").lower() == "enabled",
        lambda: user.points_at(prop, address),
    )


def _lives_in(user: Resource, prop: str, network: Resource, stack: Stack) -> bool:
    def holds(subnet: Resource) -> bool:
        return all_of(lambda: lies_in(subnet, network), lambda: user.points_at(prop, subnet))

    return any_of(lambda: user.points_at(prop, network), lambda: bool(select(stack.all(SUBNET_ALONE), holds)))


def _user(subject: Subject, configuration: Values) -> ExampleResource:
    main = {"name": "main", "subnet": {"id": Output("subnet")}, **configuration}
    return ExampleResource(subject.token, {"ipConfigurations": [main]})


_ADDRESS = ExampleResource(PUBLIC_ADDRESS.token)
_NETWORK = ExampleResource(VIRTUAL_NETWORK.token)
_SUBNET = ExampleResource(
    SUBNET.token, {"virtualNetworkName": Output("network", "name"), "subnetName": "AzureBastionSubnet"}
)
_BASTION = _user(BASTION, {"publicIPAddress": {"id": Output("address")}})
_PLACED = {"subnet": _SUBNET, "address": _ADDRESS, "bastion": _BASTION}

GUARDRAIL = StackGuardrail(
    title="Virtual networks with public addresses have DDoS protection",
    applies_to=VIRTUAL_NETWORK,
    severity=Severity.LOW,
    why="Azure's free protection guards its platform; a flood that is small for Azure still takes a gateway down.",
    fix="Set enable_ddos_protection=True and ddos_protection_plan={'id': plan.id}; one plan serves a whole tenant. Few "
    "addresses are protected at less cost by ddos_settings={'protection_mode': 'Enabled'} on each PublicIPAddress.",
    link="https://learn.microsoft.com/azure/ddos-protection/ddos-protection-overview",
    absent="Azure leaves the protection off, so absent fails where something has a public address.",
    requirements=(),
    controls=(
        mcsb("NS-5"),
        azure_policy("94de2ad3-e0c1-4caf-ad78-5d47bbc83d3d"),
        azure_policy("a7aca53f-2ed4-4466-a25e-0b45ade68efd"),
    ),
    check=check,
    passing={
        "the network is protected": {
            "network": ExampleResource(
                VIRTUAL_NETWORK.token, {"enableDdosProtection": True, "ddosProtectionPlan": {"id": "plan"}}
            ),
            **_PLACED,
        },
        "the address is protected by itself": {
            **_PLACED,
            "network": _NETWORK,
            "address": ExampleResource(PUBLIC_ADDRESS.token, {"ddosSettings": {"protectionMode": "Enabled"}}),
        },
        "nothing has a public address": {
            "network": _NETWORK,
            "subnet": _SUBNET,
            "machine": _user(NETWORK_INTERFACE, {}),
        },
        "what has a public address lives elsewhere": {
            **_PLACED,
            "network": _NETWORK,
            "subnet": ExampleResource(SUBNET.token, {"virtualNetworkName": "hub", "subnetName": "AzureBastionSubnet"}),
        },
    },
    failing={
        "protection is left at Azure's default": {"network": _NETWORK, **_PLACED},
        "the address leaves protection to its network": {
            **_PLACED,
            "network": _NETWORK,
            "address": ExampleResource(
                PUBLIC_ADDRESS.token, {"ddosSettings": {"protectionMode": "VirtualNetworkInherited"}}
            ),
        },
        "another address is protected": {
            **_PLACED,
            "network": _NETWORK,
            "other": ExampleResource(PUBLIC_ADDRESS.token, {"ddosSettings": {"protectionMode": "Enabled"}}),
        },
        "the plan is missing": {
            "network": ExampleResource(VIRTUAL_NETWORK.token, {"enableDdosProtection": True}),
            **_PLACED,
        },
        "the switch is missing": {
            "network": ExampleResource(VIRTUAL_NETWORK.token, {"ddosProtectionPlan": {"id": "plan"}}),
            **_PLACED,
        },
        **{
            f"nothing protects {subject.token.split(':')[-1]}": {
                "network": _NETWORK,
                "subnet": _SUBNET,
                "address": _ADDRESS,
                "user": _user(subject, {"publicIPAddress": {"id": Output("address")}}),
            }
            for subject in (FIREWALL, NETWORK_INTERFACE)
        },
        "nothing protects a gateway": {
            "network": _NETWORK,
            "subnet": _SUBNET,
            "address": _ADDRESS,
            "gateway": ExampleResource(
                APPLICATION_GATEWAY.token,
                {
                    "gatewayIPConfigurations": [{"subnet": {"id": Output("subnet")}}],
                    "frontendIPConfigurations": [
                        {"name": "inside"},
                        {"name": "outside", "publicIPAddress": {"id": Output("address")}},
                    ],
                },
            ),
        },
    },
)
