"""What may enter each subnet; everything that no rule names is refused.

The API server's needs: https://learn.microsoft.com/azure/aks/api-server-vnet-integration#nsg-security-rules
An overlay cluster's needs: https://learn.microsoft.com/azure/aks/concepts-network-azure-cni-overlay
"""

from collections.abc import Iterable
from typing import TypedDict

from pulumi_azure_native import network

from components.network.addressing import SubnetPlan

VIRTUAL_NETWORK = "VirtualNetwork"
"""Service tag: this network, those peered with it and those behind its gateways."""
LOAD_BALANCER = "AzureLoadBalancer"
"""Service tag: the health probes of Azure's load balancers."""


CONNECTED = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]
"""RFC 1918: what peered networks and those behind gateways may have. A subnet with a route to 0.0.0.0/0 cannot use the
tag, which holds the prefixes of routes too: https://learn.microsoft.com/azure/virtual-network/service-tags-overview."""


class InboundRule(TypedDict):
    """Traffic that may enter a subnet."""

    name: str
    """Name of the rule, unique in its group."""
    sources: list[str]
    """CIDR ranges, or one service tag."""
    destinations: list[str]
    """CIDR ranges, or one service tag."""
    ports: list[str]
    """TCP ports; empty means every port of every protocol."""


def nodes(plan: SubnetPlan, pod_cidr: str) -> list[InboundRule]:
    """Nodes and pods talk among themselves; the API server reaches kubelets and webhooks; clients come by HTTPS.

    Overlay traffic between pods of two nodes crosses the network with the pods' own addresses.
    """
    cluster = [str(plan.nodes), pod_cidr]
    return [
        {"name": "AllowNodesAndPods", "sources": cluster, "destinations": cluster, "ports": []},
        {"name": "AllowApiServer", "sources": [str(plan.api_server)], "destinations": cluster, "ports": []},
        {"name": "AllowHealthProbes", "sources": [LOAD_BALANCER], "destinations": [str(plan.nodes)], "ports": []},
        {"name": "AllowHttps", "sources": CONNECTED, "destinations": [str(plan.nodes)], "ports": ["443"]},
    ]


def api_server(plan: SubnetPlan) -> list[InboundRule]:
    """Nodes use 443 and 4443, operators in connected networks 443, load balancers probe 9988."""
    own = [str(plan.api_server)]
    return [
        {"name": "AllowApiServer", "sources": own, "destinations": own, "ports": []},
        {"name": "AllowNodes", "sources": [str(plan.nodes)], "destinations": own, "ports": ["443", "4443"]},
        {"name": "AllowHealthProbes", "sources": [LOAD_BALANCER], "destinations": own, "ports": ["9988"]},
        {"name": "AllowHttps", "sources": [VIRTUAL_NETWORK], "destinations": own, "ports": ["443"]},
    ]


def private_endpoints(plan: SubnetPlan, ports: list[str]) -> list[InboundRule]:
    """Registry and vault are asked by HTTPS only; databases and the like, by nodes alone, at ports of their own.

    Pods call with their node's address: https://learn.microsoft.com/azure/aks/concepts-network-azure-cni-overlay.
    """
    own = [str(plan.private_endpoints)]
    nodes = [str(plan.nodes)]
    return [
        {"name": "AllowHttps", "sources": [VIRTUAL_NETWORK], "destinations": own, "ports": ["443"]},
        *([InboundRule(name="AllowNodes", sources=nodes, destinations=own, ports=ports)] if ports else []),
    ]


def bastion(plan: SubnetPlan, operators: list[str]) -> list[InboundRule]:
    """Operators and Azure's own control come by HTTPS, the bastion's machines talk with the network's.

    Azure refuses a group that lacks one of them: https://learn.microsoft.com/azure/bastion/bastion-nsg
    """
    own = [str(plan.bastion)]
    return [
        {"name": "AllowOperators", "sources": operators, "destinations": own, "ports": ["443"]},
        {"name": "AllowGatewayManager", "sources": ["GatewayManager"], "destinations": own, "ports": ["443"]},
        {"name": "AllowHealthProbes", "sources": [LOAD_BALANCER], "destinations": own, "ports": ["443"]},
        {
            "name": "AllowDataPlane",
            "sources": [VIRTUAL_NETWORK],
            "destinations": [VIRTUAL_NETWORK],
            "ports": ["8080", "5701"],
        },
    ]


def no_internet() -> network.SecurityRuleArgs:
    """Return the refusal of every connection to the Internet; it stands before Azure's own default, which allows it."""
    return network.SecurityRuleArgs(
        name="DenyInternetOutbound",
        priority=4096,
        direction=network.SecurityRuleDirection.OUTBOUND,
        access=network.SecurityRuleAccess.DENY,
        protocol=network.SecurityRuleProtocol.ASTERISK,
        source_address_prefix="*",
        source_port_range="*",
        destination_address_prefix="Internet",
        destination_port_range="*",
    )


def inbound(rules: Iterable[InboundRule]) -> list[network.SecurityRuleArgs]:
    """Return the group's rules: those given in their order, then the refusal of all the rest.

    The refusal stands before Azure's own default, which lets every connected network in.
    """
    allowed = [_allow(rule, priority) for priority, rule in zip(range(100, 4096, 10), rules, strict=False)]
    refusal = network.SecurityRuleArgs(
        name="DenyAllInbound",
        priority=4096,
        direction=network.SecurityRuleDirection.INBOUND,
        access=network.SecurityRuleAccess.DENY,
        protocol=network.SecurityRuleProtocol.ASTERISK,
        source_address_prefix="*",
        source_port_range="*",
        destination_address_prefix="*",
        destination_port_range="*",
    )
    return [*allowed, refusal]


def _allow(rule: InboundRule, priority: int) -> network.SecurityRuleArgs:
    source, sources = _one_or_many(rule["sources"])
    destination, destinations = _one_or_many(rule["destinations"])
    port, ports = _one_or_many(rule["ports"] or ["*"])
    return network.SecurityRuleArgs(
        name=rule["name"],
        priority=priority,
        direction=network.SecurityRuleDirection.INBOUND,
        access=network.SecurityRuleAccess.ALLOW,
        protocol=network.SecurityRuleProtocol.TCP if rule["ports"] else network.SecurityRuleProtocol.ASTERISK,
        source_address_prefix=source,
        source_address_prefixes=sources,
        source_port_range="*",
        destination_address_prefix=destination,
        destination_address_prefixes=destinations,
        destination_port_range=port,
        destination_port_ranges=ports,
    )


def _one_or_many(values: list[str]) -> tuple[str | None, list[str] | None]:
    """Azure has one property for one value and another for several; service tags go only in the first."""
    return (values[0], None) if len(values) == 1 else (None, values)
