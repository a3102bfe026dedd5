"""Nodes must leave their subnet by a NAT gateway or through the firewall."""

from functools import partial

from guardrails.examples import ExampleResource, Output, arm_id
from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Severity, StackGuardrail, Values
from guardrails.networks import hosts_nodes, is_repeated, leads_out, leads_past, uses_subnet
from guardrails.props import Problems, all_of, each_of, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import AGENT_POOL, MANAGED_CLUSTER, ROUTE, ROUTE_TABLE, SUBNET, VIRTUAL_NETWORK


def check(subnet: Resource, stack: Stack) -> Problems:
    """A route table outside the stack is taken to hold the route."""
    if subnet.has("natGateway.id") or not hosts_nodes(subnet, stack) or is_repeated(subnet, stack):
        return
    if not subnet.has("routeTable.id"):
        if _stays_inside(subnet, stack):
            return
        yield "must set routeTable to one that leads to the firewall, or natGateway"
        return

    def leads_nowhere(table: Resource) -> Problems:
        if not select(stack.pointing(ROUTE, table, "routeTableName"), partial(leads_out, table)):
            yield f"must have a route for 0.0.0.0/0 to an appliance or gateway in {table.name}"
        elif leads_past(table, stack):
            yield f"must have no routes to the Internet past the one for 0.0.0.0/0 in {table.name}"

    yield from each_of(stack.all(ROUTE_TABLE), lambda one: subnet.points_at("routeTable", one), leads_nowhere)


def _stays_inside(subnet: Resource, stack: Stack) -> bool:
    """Tell whether a cluster with nodes in the subnet has no way out at all."""
    uses = ((pool, cluster) for pool in stack.all(AGENT_POOL) for cluster in stack.all(MANAGED_CLUSTER))

    def isolated(pool: Resource, cluster: Resource) -> bool:
        return all_of(
            lambda: pool.urn == cluster.urn if pool.path else pool.points_at("resourceName", cluster),
            lambda: cluster.text("networkProfile.outboundType").lower() in {"none", "block"},
            lambda: uses_subnet(pool, "vnetSubnetID", subnet),
        )

    return bool(select(uses, lambda use: isolated(*use)))


_NETWORK = ExampleResource(VIRTUAL_NETWORK.token)
_POOL = ExampleResource(AGENT_POOL.token, {"vnetSubnetID": Output("subnet")})
_ROUTE = {"addressPrefix": "0.0.0.0/0", "nextHopType": "VirtualAppliance", "nextHopIpAddress": "10.0.0.4"}
_BY_TABLE = {"routeTable": {"id": Output("table")}}


_HALVES = [{"addressPrefix": one, "nextHopType": "Internet"} for one in ("0.0.0.0/1", "128.0.0.0/1")]


def _subnet(properties: Values) -> ExampleResource:
    names = {"virtualNetworkName": Output("network", "name"), "subnetName": "nodes"}
    return ExampleResource(SUBNET.token, {**names, **properties})


def _cluster(outbound_type: str) -> ExampleResource:
    pools = [{"name": "system", "vnetSubnetID": Output("subnet")}]
    return ExampleResource(
        MANAGED_CLUSTER.token, {"networkProfile": {"outboundType": outbound_type}, "agentPoolProfiles": pools}
    )


def _table(*routes: Values) -> ExampleResource:
    return ExampleResource(ROUTE_TABLE.token, {"routes": list(routes)} if routes else {})


GUARDRAIL = StackGuardrail(
    title="Node subnets leave through the firewall or a NAT gateway",
    applies_to=SUBNET,
    severity=Severity.MEDIUM,
    why="Without a way out of its own the nodes' traffic leaves by a shared load balancer or default address that no "
    "firewall sees.",
    fix="Set route_table on the Subnet to a RouteTable with 0.0.0.0/0 to the firewall, or nat_gateway where there is "
    "no firewall. Routes of service tags pass, AzureCloud too: look at each.",
    link="https://learn.microsoft.com/azure/aks/egress-outboundtype",
    absent="Azure routes a subnet without a route table straight out, so absent fails; a NAT gateway passes, and so do "
    "nodes of a cluster with outboundType none.",
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
        "some addresses and services are reached directly": {
            "network": _NETWORK,
            "table": _table(
                _ROUTE,
                {"addressPrefix": "20.1.2.3/32", "nextHopType": "Internet"},
                {"addressPrefix": "AzureCloud.westeurope", "nextHopType": "Internet"},
                {"addressPrefix": "64.0.0.0/2", "nextHopType": "VirtualAppliance"},
            ),
            "subnet": _subnet(_BY_TABLE),
            "pool": _POOL,
        },
        "another table leads past the firewall": {
            "network": _NETWORK,
            "table": _table(_ROUTE),
            "other": _table(*_HALVES),
            "subnet": _subnet(_BY_TABLE),
            "pool": _POOL,
        },
        "a route leads to the firewall on premises": {
            "network": _NETWORK,
            "table": _table({"addressPrefix": "0.0.0.0/0", "nextHopType": "VirtualNetworkGateway"}),
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
        "the cluster of the nodes stays inside": {
            "network": _NETWORK,
            "subnet": _subnet({}),
            "cluster": _cluster("none"),
        },
        "AKS blocks what would leave": {
            "network": _NETWORK,
            "subnet": _subnet({}),
            "cluster": _cluster("block"),
        },
        "the cluster of the pool stays inside": {
            "network": _NETWORK,
            "subnet": _subnet({}),
            "cluster": ExampleResource(MANAGED_CLUSTER.token, {"networkProfile": {"outboundType": "none"}}),
            "pool": ExampleResource(
                AGENT_POOL.token, {"vnetSubnetID": Output("subnet"), "resourceName": Output("cluster", "name")}
            ),
        },
        "the subnet of its own that repeats a listed one has the route": {
            "network": ExampleResource(
                VIRTUAL_NETWORK.token, {"virtualNetworkName": "network", "subnets": [{"name": "nodes"}]}
            ),
            "table": _table(_ROUTE),
            "subnet": _subnet({**_BY_TABLE, "virtualNetworkName": "network"}),
            "pool": ExampleResource(
                AGENT_POOL.token, {"vnetSubnetID": arm_id("network", VIRTUAL_NETWORK.token) + "/subnets/nodes"}
            ),
        },
        "a subnet that its network lists has a NAT gateway": {
            "network": ExampleResource(
                VIRTUAL_NETWORK.token, {"subnets": [{"name": "nodes", "natGateway": {"id": "egress"}}]}
            ),
            "pool": ExampleResource(
                AGENT_POOL.token, {"vnetSubnetID": arm_id("network", VIRTUAL_NETWORK.token) + "/subnets/nodes"}
            ),
        },
    },
    failing={
        "there is neither route table nor NAT gateway": {
            "network": _NETWORK,
            "subnet": _subnet({}),
            "pool": _POOL,
        },
        "the cluster of the nodes leaves by a load balancer": {
            "network": _NETWORK,
            "subnet": _subnet({}),
            "cluster": _cluster("loadBalancer"),
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
        "longer routes lead past the firewall": {
            "network": _NETWORK,
            "table": _table(_ROUTE, *_HALVES),
            "subnet": _subnet(_BY_TABLE),
            "pool": _POOL,
        },
        "longer routes of their own lead past the firewall": {
            "network": _NETWORK,
            "table": _table(_ROUTE, {"addressPrefix": "64.0.0.0/8", "nextHopType": "Internet"}),
            "route": ExampleResource(
                ROUTE.token,
                {"addressPrefix": "66.0.0.0/8", "nextHopType": "Internet", "routeTableName": Output("table", "name")},
            ),
            "subnet": _subnet(_BY_TABLE),
            "pool": _POOL,
        },
        "pods live in the subnet": {
            "network": _NETWORK,
            "subnet": _subnet({}),
            "cluster": ExampleResource(
                MANAGED_CLUSTER.token, {"agentPoolProfiles": [{"name": "system", "podSubnetID": Output("subnet")}]}
            ),
        },
    },
)
