"""Nodes must leave their subnet by a NAT gateway or through the firewall."""

from functools import partial

from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Severity, StackGuardrail, Values
from guardrails.networks import hosts_nodes, is_repeated
from guardrails.props import Problems, all_of, each_of, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import AGENT_POOL, ROUTE, ROUTE_TABLE, SUBNET, VIRTUAL_NETWORK

_EVERYWHERE = "0.0.0.0/0"


def check(subnet: Resource, stack: Stack) -> Problems:
    """A route table outside the stack is taken to hold the route."""
    if subnet.has("natGateway.id") or not hosts_nodes(subnet, stack) or is_repeated(subnet, stack):
        return
    if not subnet.has("routeTable.id"):
        yield "must set routeTable to one that leads to the firewall, or natGateway"
        return

    def leads_nowhere(table: Resource) -> Problems:
        if not select(stack.all(ROUTE), partial(_leads_to_firewall, table)):
            yield f"must have a route for {_EVERYWHERE} to a VirtualAppliance in {table.name}"

    yield from each_of(stack.all(ROUTE_TABLE), lambda one: subnet.points_at("routeTable", one), leads_nowhere)


def _leads_to_firewall(table: Resource, route: Resource) -> bool:
    return all_of(
        lambda: route.text("addressPrefix") == _EVERYWHERE,
        lambda: route.text("nextHopType").lower() == "virtualappliance",
        lambda: route.urn == table.urn if route.path else route.points_at("routeTableName", table),
    )


_NETWORK = ExampleResource(VIRTUAL_NETWORK.token)
_POOL = ExampleResource(AGENT_POOL.token, {"vnetSubnetID": Output("subnet")})
_ROUTE = {"addressPrefix": _EVERYWHERE, "nextHopType": "VirtualAppliance", "nextHopIpAddress": "10.0.0.4"}
_BY_TABLE = {"routeTable": {"id": Output("table")}}


def _subnet(properties: Values) -> ExampleResource:
    names = {"virtualNetworkName": Output("network", "name"), "subnetName": "nodes"}
    return ExampleResource(SUBNET.token, {**names, **properties})


def _table(*routes: Values) -> ExampleResource:
    return ExampleResource(ROUTE_TABLE.token, {"routes": list(routes)} if routes else {})


GUARDRAIL = StackGuardrail(
    title="Node subnets leave through the firewall or a NAT gateway",
    applies_to=SUBNET,
    severity=Severity.MEDIUM,
    why="Without a way out of its own the nodes' traffic leaves by a shared load balancer or default address that no "
    "firewall sees.",
    fix="Set route_table on the Subnet to a RouteTable with 0.0.0.0/0 to the firewall, or nat_gateway where there is "
    "no firewall.",
    link="https://learn.microsoft.com/azure/aks/egress-outboundtype",
    absent="Azure routes a subnet without a route table straight out, so absent fails; a NAT gateway passes.",
    requirements=("004-6",),
    controls=(mcsb("NS-3"), azure_policy("fc5e4038-4584-4632-8c85-c0448d374b2c")),
    check=check,
    passing={
        "a route leads to the firewall": {
            "network": _NETWORK,
            "table": _table(_ROUTE),
            "subnet": _subnet(_BY_TABLE),
            "pool": _POOL,
        },
        "a route of its own leads to the firewall": {
            "network": _NETWORK,
            "table": _table(),
            "route": ExampleResource(ROUTE.token, {**_ROUTE, "routeTableName": Output("table", "name")}),
            "subnet": _subnet(_BY_TABLE),
            "pool": _POOL,
        },
        "the route table is elsewhere": {
            "network": _NETWORK,
            "subnet": _subnet({"routeTable": {"id": "/subscriptions/hub/routeTables/spokes"}}),
            "pool": _POOL,
        },
        "a NAT gateway is set": {
            "network": _NETWORK,
            "subnet": _subnet({"natGateway": {"id": "/subscriptions/one/natGateways/egress"}}),
            "pool": _POOL,
        },
        "no nodes live in the subnet": {"network": _NETWORK, "subnet": _subnet({})},
    },
    failing={
        "there is neither route table nor NAT gateway": {
            "network": _NETWORK,
            "subnet": _subnet({}),
            "pool": _POOL,
        },
        "the route table is empty": {
            "network": _NETWORK,
            "table": _table(),
            "subnet": _subnet(_BY_TABLE),
            "pool": _POOL,
        },
        "the route leads to the Internet": {
            "network": _NETWORK,
            "table": _table({**_ROUTE, "nextHopType": "Internet"}),
            "subnet": _subnet(_BY_TABLE),
            "pool": _POOL,
        },
    },
)
