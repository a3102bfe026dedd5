"""A subnet must be listed in its network or stand alone, not both."""

from guardrails.examples import ExampleResource, Output
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.networks import is_repeated, is_reported
from guardrails.props import Problems
from guardrails.stack import Resource, Stack
from guardrails.subjects import SUBNET, VIRTUAL_NETWORK


def check(subnet: Resource, stack: Stack) -> Problems:
    """What Azure reports in the network's list was not necessarily written there."""
    if not is_reported(subnet) and is_repeated(subnet, stack):
        yield "must not list a subnet that is also a Subnet resource"


_LISTED = ExampleResource(VIRTUAL_NETWORK.token, {"subnets": [{"name": "nodes", "addressPrefix": "10.0.0.0/22"}]})
_NETWORK = ExampleResource(VIRTUAL_NETWORK.token)


def _alone(name: str, network: str = "network") -> ExampleResource:
    return ExampleResource(SUBNET.token, {"subnetName": name, "virtualNetworkName": Output(network, "name")})


GUARDRAIL = StackGuardrail(
    title="Every subnet is defined in one place",
    applies_to=SUBNET,
    severity=Severity.MEDIUM,
    why="Network and Subnet overwrite each other: an update of the network can take the security group off the subnet.",
    fix="Leave the subnet out of subnets of the VirtualNetwork and keep the Subnet resource.",
    link="https://learn.microsoft.com/azure/azure-resource-manager/bicep/scenarios-virtual-networks",
    absent="A network without a list keeps the subnets that stand alone, so absent passes.",
    requirements=(),
    check=check,
    passing={
        "the subnet is listed": {"network": _LISTED},
        "the subnet stands alone": {"network": _NETWORK, "subnet": _alone("nodes")},
        "the subnet that stands alone has another name": {"network": _LISTED, "subnet": _alone("endpoints")},
        "the subnet that stands alone is another network's": {
            "network": _LISTED,
            "other": _NETWORK,
            "subnet": _alone("nodes", "other"),
        },
        "Azure lists the subnet that stands alone": {
            "network": ExampleResource(VIRTUAL_NETWORK.token, reported={"subnets": [{"name": "nodes", "etag": "W/1"}]}),
            "subnet": _alone("nodes"),
        },
    },
    failing={
        "the subnet is listed and stands alone": {"network": _LISTED, "subnet": _alone("nodes")},
        "the names differ in case only": {"network": _LISTED, "subnet": _alone("Nodes")},
    },
)
