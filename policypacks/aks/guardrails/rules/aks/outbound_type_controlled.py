"""What leaves a cluster must leave it by a way of yours."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from guardrails.checks import is_automatic, must_be_one_of
from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import azure_policy, cis_aks, mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.links import has_pool, is_pool_of
from guardrails.networks import leads_out, leads_past, subnet_problems
from guardrails.props import Problems, all_of, each_of, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import AGENT_POOL, MANAGED_CLUSTER, ROUTE, ROUTE_TABLE, SUBNET

_CONTROLLED = ("userDefinedRouting", "userAssignedNATGateway", "managedNATGateway", "none", "block")


def check(cluster: Resource, stack: Stack) -> Problems:
    """With routes of one's own AKS asks each node subnet for a default route to an appliance or a gateway."""
    outbound = cluster.text("networkProfile.outboundType")
    if outbound or not _has_managed_gateway(cluster, stack):
        yield from must_be_one_of("networkProfile.outboundType", _CONTROLLED)(cluster)
    if outbound.lower() == "userdefinedrouting":
        yield from each_of(
            stack.pointing(AGENT_POOL, cluster, "resourceName"),
            lambda pool: is_pool_of(pool, cluster),
            lambda pool: subnet_problems(pool, "vnetSubnetID", stack, lambda subnet: _unrouted(subnet, stack)),
        )


def _has_managed_gateway(cluster: Resource, stack: Stack) -> bool:
    return all_of(
        lambda: is_automatic(cluster),
        lambda: not has_pool(cluster, stack, lambda pool: pool.has("vnetSubnetID")),
    )


def _unrouted(subnet: Resource, stack: Stack) -> Problems:
    if not subnet.has("routeTable"):
        yield f"must have a route table on the subnet of its nodes, {subnet.name}"
        return

    def leads_nowhere(table: Resource) -> Problems:
        if not select(stack.pointing(ROUTE, table, "routeTableName"), partial(leads_out, table)):
            yield f"must have a route 0.0.0.0/0 to an appliance or gateway in the route table {table.name}"
        elif leads_past(table, stack):
            yield f"must have no routes to the Internet past the route 0.0.0.0/0 in the route table {table.name}"

    yield from each_of(
        stack.pointed_at(ROUTE_TABLE, subnet, "routeTable"),
        lambda table: subnet.points_at("routeTable", table),
        leads_nowhere,
    )


def cluster(outbound: str) -> ExampleResource:
    """Return an example's cluster with nodes in the subnet `nodes`."""
    pools = [{"name": "system", "vnetSubnetID": Output("nodes")}]
    return ExampleResource(
        MANAGED_CLUSTER.token, {"networkProfile": {"outboundType": outbound}, "agentPoolProfiles": pools}
    )


def table(*routes: Mapping[str, Any]) -> ExampleResource:
    """Return an example's route table."""
    return ExampleResource(ROUTE_TABLE.token, {"routes": list(routes)})


_BARE = ExampleResource(SUBNET.token, {"subnetName": "nodes"})
_ROUTED = ExampleResource(SUBNET.token, {"subnetName": "nodes", "routeTable": {"id": Output("routes")}})
_TO_FIREWALL = {"addressPrefix": "0.0.0.0/0", "nextHopType": "VirtualAppliance", "nextHopIpAddress": "10.0.0.4"}

GUARDRAIL = StackGuardrail(
    title="Egress leaves by a firewall or a NAT gateway",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.MEDIUM,
    why="The default load balancer lets every pod reach every address on the internet, under addresses that change.",
    fix='Set outbound_type="userDefinedRouting" in network_profile and give the node subnets a RouteTable '
    "whose route 0.0.0.0/0 leads to a firewall; or use a NAT gateway. Routes of service tags pass, AzureCloud too: "
    "look at each.",
    link="https://learn.microsoft.com/azure/aks/egress-outboundtype",
    absent="Azure takes a load balancer, so absent fails; AKS Automatic takes a NAT gateway in the network it "
    "makes, and passes there.",
    requirements=("004-6",),
    controls=(cis_aks("5.4.3"), mcsb("NS-3"), azure_policy("fc5e4038-4584-4632-8c85-c0448d374b2c")),
    check=check,
    passing={
        "a route table to a firewall": {
            "cluster": cluster("userDefinedRouting"),
            "nodes": _ROUTED,
            "routes": table(_TO_FIREWALL),
        },
        "its route is a resource of its own": {
            "cluster": cluster("userDefinedRouting"),
            "nodes": _ROUTED,
            "routes": table(),
            "default": ExampleResource(ROUTE.token, {**_TO_FIREWALL, "routeTableName": Output("routes", "name")}),
        },
        "a subnet outside the stack": {
            "cluster": ExampleResource(
                MANAGED_CLUSTER.token, {"networkProfile": {"outboundType": "userDefinedRouting"}}
            )
        },
        "a NAT gateway": {"cluster": cluster("userAssignedNATGateway"), "nodes": _BARE},
        "no egress": {"cluster": cluster("none"), "nodes": _BARE},
        "AKS Automatic takes a NAT gateway": {
            "cluster": ExampleResource(MANAGED_CLUSTER.token, {"sku": {"name": "Automatic", "tier": "Standard"}})
        },
        "a NAT gateway that AKS makes": {"cluster": cluster("managedNATGateway"), "nodes": _BARE},
        "all ways out are closed": {"cluster": cluster("block"), "nodes": _BARE},
        "a route table to a gateway": {
            "cluster": cluster("userDefinedRouting"),
            "nodes": _ROUTED,
            "routes": table({"addressPrefix": "0.0.0.0/0", "nextHopType": "VirtualNetworkGateway"}),
        },
    },
    failing={
        "a load balancer": {"cluster": cluster("loadBalancer"), "nodes": _BARE},
        "it is left at Azure's default": {"cluster": ExampleResource(MANAGED_CLUSTER.token)},
        "AKS Automatic in a network of one's own": {
            "cluster": ExampleResource(
                MANAGED_CLUSTER.token,
                {
                    "sku": {"name": "Automatic"},
                    "agentPoolProfiles": [{"name": "system", "vnetSubnetID": Output("nodes")}],
                },
            ),
            "nodes": _BARE,
        },
        "a node subnet without a route table": {"cluster": cluster("userDefinedRouting"), "nodes": _BARE},
        "a route table without a default route": {
            "cluster": cluster("userDefinedRouting"),
            "nodes": _ROUTED,
            "routes": table(),
        },
        "a default route to the internet": {
            "cluster": cluster("userDefinedRouting"),
            "nodes": _ROUTED,
            "routes": table({"name": "default", "addressPrefix": "0.0.0.0/0", "nextHopType": "Internet"}),
        },
        "longer routes lead past the firewall": {
            "cluster": cluster("userDefinedRouting"),
            "nodes": _ROUTED,
            "routes": table(
                _TO_FIREWALL,
                {"addressPrefix": "0.0.0.0/1", "nextHopType": "Internet"},
                {"addressPrefix": "128.0.0.0/1", "nextHopType": "Internet"},
            ),
        },
        "AKS Automatic with a load balancer": {
            "cluster": ExampleResource(
                MANAGED_CLUSTER.token,
                {"sku": {"name": "Automatic"}, "networkProfile": {"outboundType": "loadBalancer"}},
            )
        },
        "a pool of its own stands in a subnet without a route table": {
            "cluster": ExampleResource(
                MANAGED_CLUSTER.token, {"networkProfile": {"outboundType": "userDefinedRouting"}}
            ),
            "pool": ExampleResource(
                AGENT_POOL.token, {"resourceName": Output("cluster", "name"), "vnetSubnetID": Output("nodes")}
            ),
            "nodes": _BARE,
        },
    },
)
