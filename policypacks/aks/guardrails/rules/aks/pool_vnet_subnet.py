"""Nodes must stand in a subnet of yours that has a network security group."""

from collections.abc import Mapping
from typing import Any

from guardrails.checks import must_be_present
from guardrails.examples import ExampleResource, Output, arm_id
from guardrails.frameworks import cis_aks, mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.networks import subnet_problems
from guardrails.props import Problems
from guardrails.stack import Resource, Stack
from guardrails.subjects import AGENT_POOL, MANAGED_CLUSTER, SECURITY_GROUP, SUBNET, VIRTUAL_NETWORK


def check(pool: Resource, stack: Stack) -> Problems:
    """What protects a subnet outside the stack cannot be seen, and is not asked."""
    yield from must_be_present("vnetSubnetID")(pool)
    yield from subnet_problems(pool, "vnetSubnetID", stack, must_be_present("networkSecurityGroup"))


def network(*subnets: Mapping[str, Any]) -> ExampleResource:
    """Return an example's network with the subnets listed in it."""
    return ExampleResource(VIRTUAL_NETWORK.token, {"subnets": list(subnets)})


_CLUSTER = ExampleResource(MANAGED_CLUSTER.token)
_POOL = ExampleResource(AGENT_POOL.token, {"resourceName": Output("cluster", "name"), "vnetSubnetID": Output("nodes")})
_RULES = ExampleResource(SECURITY_GROUP.token)
_SUBNET = ExampleResource(SUBNET.token, {"subnetName": "nodes", "networkSecurityGroup": {"id": Output("rules")}})
_BARE = ExampleResource(SUBNET.token, {"subnetName": "nodes"})
_LISTED = arm_id("network", VIRTUAL_NETWORK.token) + "/subnets/nodes"
_ELSEWHERE = (
    "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/network"
    "/providers/Microsoft.Network/virtualNetworks/hub/subnets/nodes"
)

GUARDRAIL = StackGuardrail(
    title="Nodes stand in a subnet with a network security group",
    applies_to=AGENT_POOL,
    severity=Severity.HIGH,
    why="In a network that AKS generates nobody decides what may reach the nodes; without a security group "
    "everything may.",
    fix="Set vnet_subnet_id on the pool to a Subnet that has network_security_group.",
    link="https://learn.microsoft.com/azure/aks/concepts-network",
    absent="AKS generates a network of its own, so absent fails.",
    requirements=("004-6",),
    controls=(cis_aks("5.4.3"), mcsb("NS-1")),
    check=check,
    passing={
        "a subnet with a security group": {"cluster": _CLUSTER, "pool": _POOL, "nodes": _SUBNET, "rules": _RULES},
        "a subnet outside the stack": {
            "pool": ExampleResource(AGENT_POOL.token, {"resourceName": "example", "vnetSubnetID": _ELSEWHERE})
        },
        "two pools in two subnets": {
            "cluster": ExampleResource(
                MANAGED_CLUSTER.token,
                {"agentPoolProfiles": [{"vnetSubnetID": Output("nodes")}, {"vnetSubnetID": Output("more")}]},
            ),
            "nodes": _SUBNET,
            "more": ExampleResource(SUBNET.token, {**_SUBNET.properties, "subnetName": "more"}),
            "rules": _RULES,
        },
        "another network has a subnet of that name, without one": {
            "pool": ExampleResource(AGENT_POOL.token, {"resourceName": "example", "vnetSubnetID": _LISTED}),
            "nodes": ExampleResource(SUBNET.token, {**_SUBNET.properties, "virtualNetworkName": "network"}),
            "bare": ExampleResource(SUBNET.token, {"subnetName": "nodes", "virtualNetworkName": "other"}),
            "rules": _RULES,
        },
        "a subnet listed in its network, beside one without": {
            "pool": ExampleResource(AGENT_POOL.token, {"resourceName": "example", "vnetSubnetID": _LISTED}),
            "network": network(
                {"name": "nodes", "networkSecurityGroup": {"id": "/subscriptions/example"}}, {"name": "bare"}
            ),
        },
        "a pool listed on the cluster": {
            "cluster": ExampleResource(
                MANAGED_CLUSTER.token, {"agentPoolProfiles": [{"name": "system", "vnetSubnetID": Output("nodes")}]}
            ),
            "nodes": _SUBNET,
            "rules": _RULES,
        },
        "the subnet of its own that repeats a listed one has a security group": {
            "pool": ExampleResource(AGENT_POOL.token, {"resourceName": "example", "vnetSubnetID": _LISTED}),
            "network": ExampleResource(
                VIRTUAL_NETWORK.token, {"virtualNetworkName": "network", "subnets": [{"name": "nodes"}]}
            ),
            "nodes": ExampleResource(SUBNET.token, {**_SUBNET.properties, "virtualNetworkName": "network"}),
            "rules": _RULES,
        },
    },
    failing={
        "no subnet": {
            "cluster": _CLUSTER,
            "pool": ExampleResource(AGENT_POOL.token, {"resourceName": Output("cluster", "name")}),
        },
        "a subnet without a security group": {"cluster": _CLUSTER, "pool": _POOL, "nodes": _BARE},
        "a subnet listed in its network, without one": {
            "pool": ExampleResource(AGENT_POOL.token, {"resourceName": "example", "vnetSubnetID": _LISTED}),
            "network": network({"name": "nodes"}),
        },
        "a pool listed on the cluster, in a subnet without one": {
            "cluster": ExampleResource(
                MANAGED_CLUSTER.token, {"agentPoolProfiles": [{"name": "system", "vnetSubnetID": Output("nodes")}]}
            ),
            "nodes": _BARE,
        },
    },
)
