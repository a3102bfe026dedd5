"""Security groups may be switched off only for a private link service."""

from guardrails.checks import must_not_be
from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import mcsb
from guardrails.guardrail import Severity, StackGuardrail, Values
from guardrails.props import Problems, all_of, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import PRIVATE_LINK_SERVICE, SUBNET, VIRTUAL_NETWORK

_PATH = "privateLinkServiceNetworkPolicies"


def check(subnet: Resource, stack: Stack) -> Problems:
    """Azure asks for Disabled where a PrivateLinkService takes its addresses."""
    if all_of(
        lambda: bool(list(must_not_be(_PATH, "Disabled")(subnet))),
        lambda: not select(stack.all(PRIVATE_LINK_SERVICE), lambda one: one.points_at("ipConfigurations", subnet)),
    ):
        yield f"must not set {_PATH} to Disabled"


_NETWORK = ExampleResource(VIRTUAL_NETWORK.token)


def _subnet(properties: Values) -> ExampleResource:
    names = {"virtualNetworkName": Output("network", "name"), "subnetName": "services"}
    return ExampleResource(SUBNET.token, {**names, **properties})


GUARDRAIL = StackGuardrail(
    title="Private link network policies are off only where a service needs it",
    applies_to=SUBNET,
    severity=Severity.LOW,
    why="With the policies off the subnet's security group no longer applies to a private link service added later.",
    fix="Leave out private_link_service_network_policies on subnets without a PrivateLinkService.",
    link="https://learn.microsoft.com/azure/private-link/disable-private-link-service-network-policy",
    absent="Azure takes Enabled, so absent passes; a private link service that AKS makes is not seen: exempt it.",
    requirements=(),
    controls=(mcsb("NS-2"),),
    check=check,
    passing={
        "policies are left at Azure's default": {"network": _NETWORK, "subnet": _subnet({})},
        "policies are on": {"network": _NETWORK, "subnet": _subnet({_PATH: "Enabled"})},
        "policies are off for a private link service": {
            "network": _NETWORK,
            "subnet": _subnet({_PATH: "Disabled"}),
            "service": ExampleResource(
                PRIVATE_LINK_SERVICE.token, {"ipConfigurations": [{"name": "main", "subnet": {"id": Output("subnet")}}]}
            ),
        },
    },
    failing={
        "policies are off": {"network": _NETWORK, "subnet": _subnet({_PATH: "Disabled"})},
    },
)
