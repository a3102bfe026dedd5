"""Network security groups must apply to private endpoints."""

from guardrails.checks import must_be_one_of
from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import mcsb
from guardrails.guardrail import Severity, StackGuardrail, Values
from guardrails.networks import is_repeated, uses_subnet
from guardrails.props import Problems, all_of, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import PRIVATE_ENDPOINT, SUBNET, VIRTUAL_NETWORK

_APPLIED = ("Enabled", "NetworkSecurityGroupEnabled")
_PATH = "privateEndpointNetworkPolicies"


def check(subnet: Resource, stack: Stack) -> Problems:
    """Only subnets that hold a private endpoint of the stack are judged."""
    if all_of(
        lambda: bool(list(must_be_one_of(_PATH, _APPLIED, absent="Disabled")(subnet))),
        lambda: bool(
            select(
                stack.pointing(PRIVATE_ENDPOINT, subnet, "subnet"), lambda one: uses_subnet(one, "subnet.id", subnet)
            )
        ),
        lambda: not is_repeated(subnet, stack),
    ):
        yield f"must set {_PATH} to one of {', '.join(_APPLIED)}"


_NETWORK = ExampleResource(VIRTUAL_NETWORK.token)
_ENDPOINT = ExampleResource(PRIVATE_ENDPOINT.token, {"subnet": {"id": Output("subnet")}})


def _subnet(properties: Values) -> ExampleResource:
    names = {"virtualNetworkName": Output("network", "name"), "subnetName": "endpoints"}
    return ExampleResource(SUBNET.token, {**names, **properties})


GUARDRAIL = StackGuardrail(
    title="Security groups apply to the private endpoints of a subnet",
    applies_to=SUBNET,
    severity=Severity.MEDIUM,
    why="With network policies off no rule of the subnet's group applies to its private endpoints: every peer gets in.",
    fix="Set private_endpoint_network_policies='Enabled' on the Subnet of the private endpoints.",
    link="https://learn.microsoft.com/azure/private-link/disable-private-endpoint-network-policy",
    absent="Azure takes Disabled, so absent fails.",
    requirements=("004-2",),
    controls=(mcsb("NS-2"),),
    check=check,
    passing={
        "policies are on": {"network": _NETWORK, "subnet": _subnet({_PATH: "Enabled"}), "endpoint": _ENDPOINT},
        "policies are on for security groups": {
            "network": _NETWORK,
            "subnet": _subnet({_PATH: "NetworkSecurityGroupEnabled"}),
            "endpoint": _ENDPOINT,
        },
        "the subnet holds no endpoint": {"network": _NETWORK, "subnet": _subnet({_PATH: "Disabled"})},
    },
    failing={
        "policies are left at Azure's default": {
            "network": _NETWORK,
            "subnet": _subnet({}),
            "endpoint": _ENDPOINT,
        },
        "policies are off": {"network": _NETWORK, "subnet": _subnet({_PATH: "Disabled"}), "endpoint": _ENDPOINT},
        "policies are on for routes only": {
            "network": _NETWORK,
            "subnet": _subnet({_PATH: "RouteTableEnabled"}),
            "endpoint": _ENDPOINT,
        },
    },
)
