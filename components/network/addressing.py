"""One address space is cut into the platform's subnets, once: Azure changes no range that is in use."""

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Network

SMALLEST_SPACE = 22
"""Longest prefix of an address space that still holds every subnet."""


@dataclass(frozen=True)
class SubnetPlan:
    """The address ranges of a platform: those in use, and those kept for what is to come."""

    nodes: IPv4Network
    """The cluster's nodes; pods have a range of their own."""
    second_nodes: IPv4Network
    """Kept: the nodes of a second cluster."""
    private_endpoints: IPv4Network
    """Registry, vaults and whatever else is reached privately."""
    api_server: IPv4Network
    """The cluster's API server."""
    second_api_server: IPv4Network
    """Kept: the API server of a second cluster."""
    bastion: IPv4Network
    """A bastion, where operators have addresses to come from; kept otherwise."""
    ingress: IPv4Network
    """Kept: the load balancers of an ingress."""
    build_agents: IPv4Network
    """Machines that build images; kept where there are none."""
    hub: IPv4Network
    """The network of a firewall of one's own; kept where egress goes another way."""
    firewall: IPv4Network
    """The firewall's own subnet in the hub."""


def plan(space: IPv4Network) -> SubnetPlan:
    """Cut `space` into quarters: nodes, as many again, services, and the hub.

    Services start at 64-address boundaries; in spaces larger than a /22 what follows them in their quarter stays free.

    Raises:
        ValueError: the space is smaller than a /22.

    """
    if space.prefixlen > SMALLEST_SPACE:
        raise ValueError(f"{space} is too small: use a /{SMALLEST_SPACE} or larger")
    nodes, second_nodes, services, hub = space.subnets(prefixlen_diff=2)
    blocks = services.subnets(new_prefix=26)
    private_endpoints = next(blocks)
    # The smallest size Azure takes is /28; a /27 leaves the API server room to scale out.
    api_server, second_api_server = _halves(blocks)
    # Both want a /26 and that name: https://learn.microsoft.com/azure/bastion/configuration-settings#subnet,
    # https://learn.microsoft.com/azure/firewall/firewall-faq
    bastion, firewall = next(blocks), next(hub.subnets(new_prefix=26))
    ingress, build_agents = _halves(blocks)
    return SubnetPlan(
        nodes=nodes,
        second_nodes=second_nodes,
        private_endpoints=private_endpoints,
        api_server=api_server,
        second_api_server=second_api_server,
        bastion=bastion,
        ingress=ingress,
        build_agents=build_agents,
        hub=hub,
        firewall=firewall,
    )


def without_hub(space: IPv4Network) -> list[IPv4Network]:
    """Return what is left of `space` for the platform's own network when the hub is a network beside it."""
    return sorted(space.address_exclude(plan(space).hub))


def dns_service_ip(service_cidr: IPv4Network) -> str:
    """Return the cluster's DNS address; the first address of the range belongs to the API server."""
    return str(service_cidr[10])


def _halves(blocks: Iterator[IPv4Network]) -> Iterator[IPv4Network]:
    return next(blocks).subnets()
