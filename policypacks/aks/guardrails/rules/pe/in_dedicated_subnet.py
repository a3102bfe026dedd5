"""A private endpoint must not share the subnet of nodes or pods."""

from guardrails.examples import SUBSCRIPTION, ExampleResource, Output
from guardrails.frameworks import mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.networks import hosts_nodes, uses_subnet
from guardrails.props import Problems, each_of
from guardrails.stack import Resource, Stack
from guardrails.subjects import AGENT_POOL, PRIVATE_ENDPOINT, SUBNET, VIRTUAL_NETWORK


def check(endpoint: Resource, stack: Stack) -> Problems:
    """Subnets outside the stack are not judged."""

    def shared(subnet: Resource) -> Problems:
        if hosts_nodes(subnet, stack):
            yield f"must not be in {subnet.name}, where nodes or pods of a cluster live"

    yield from each_of(stack.all(SUBNET), lambda one: uses_subnet(endpoint, "subnet.id", one), shared)


def _subnet(name: str) -> ExampleResource:
    return ExampleResource(SUBNET.token, {"virtualNetworkName": Output("network", "name"), "subnetName": name})


_ENDPOINT = ExampleResource(PRIVATE_ENDPOINT.token, {"subnet": {"id": Output("endpoints")}})
_SHARED = f"{SUBSCRIPTION}/resourceGroups/example/providers/Microsoft.Network/virtualNetworks/spoke/subnets/shared"
_SUBNETS = {
    "network": ExampleResource(VIRTUAL_NETWORK.token),
    "nodes": _subnet("nodes"),
    "endpoints": _subnet("endpoints"),
}

GUARDRAIL = StackGuardrail(
    title="Private endpoints have a subnet of their own",
    applies_to=PRIVATE_ENDPOINT,
    severity=Severity.LOW,
    why="In a shared subnet one security group serves both, so what nodes need is open towards the vault, too.",
    fix="Set subnet={'id': subnet.id} on the PrivateEndpoint to a Subnet that no agent pool uses.",
    link="https://learn.microsoft.com/azure/private-link/private-endpoint-overview",
    absent="Azure refuses an endpoint without a subnet; absent passes.",
    requirements=("004-2",),
    controls=(mcsb("NS-1"),),
    check=check,
    passing={
        "the endpoint has a subnet of its own": {
            **_SUBNETS,
            "endpoint": _ENDPOINT,
            "pool": ExampleResource(AGENT_POOL.token, {"vnetSubnetID": Output("nodes")}),
        },
        "the subnet is elsewhere": {
            "endpoint": ExampleResource(PRIVATE_ENDPOINT.token, {"subnet": {"id": "/subscriptions/hub/subnets/one"}}),
            **_SUBNETS,
        },
        "there is no cluster": {**_SUBNETS, "endpoint": _ENDPOINT},
    },
    failing={
        "nodes live in the subnet that its network lists, by an id that ends in a slash": {
            "network": ExampleResource(
                VIRTUAL_NETWORK.token, {"virtualNetworkName": "spoke", "subnets": [{"name": "shared"}]}
            ),
            "endpoint": ExampleResource(PRIVATE_ENDPOINT.token, {"subnet": {"id": _SHARED}}),
            "pool": ExampleResource(AGENT_POOL.token, {"vnetSubnetID": f"{_SHARED}/"}),
        },
        "nodes live in the subnet": {
            **_SUBNETS,
            "endpoint": _ENDPOINT,
            "pool": ExampleResource(AGENT_POOL.token, {"vnetSubnetID": Output("endpoints")}),
        },
        "pods live in the subnet": {
            **_SUBNETS,
            "endpoint": _ENDPOINT,
            "pool": ExampleResource(
                AGENT_POOL.token, {"vnetSubnetID": Output("nodes"), "podSubnetID": Output("endpoints")}
            ),
        },
    },
)
