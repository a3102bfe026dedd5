"""Cutting the address space."""

from ipaddress import IPv4Network, collapse_addresses
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.network.addressing import SMALLEST_SPACE, dns_service_ip, plan, without_hub

SPACES = st.integers(8, SMALLEST_SPACE).flatmap(
    lambda prefix: st.integers(0, 2**prefix - 1).map(lambda index: IPv4Network((index << (32 - prefix), prefix)))
)


@given(SPACES)
def test_subnets_lie_apart_inside_the_space(space: IPv4Network) -> None:
    """No subnet leaves the space or overlaps another; only the firewall's lies in the hub."""
    cut = plan(space)
    subnets = [subnet for role, subnet in vars(cut).items() if role != "hub"]

    assert cut.firewall.subnet_of(cut.hub)
    assert [subnet for subnet in subnets if subnet.overlaps(cut.hub)] == [cut.firewall]

    assert all(subnet.subnet_of(space) for subnet in subnets)
    assert not any(one.overlaps(other) for one, other in combinations(subnets, 2))


@given(SPACES)
def test_a_second_cluster_finds_as_much_room_as_the_first(space: IPv4Network) -> None:
    """Its nodes and its API server have ranges of the same size, which nothing else uses."""
    cut = plan(space)

    assert cut.second_nodes.prefixlen == cut.nodes.prefixlen
    assert cut.second_api_server.prefixlen == cut.api_server.prefixlen


@given(SPACES)
def test_network_and_hub_share_the_space(space: IPv4Network) -> None:
    """What the hub leaves is the platform's, without a gap; a peering refuses any overlap."""
    parts = without_hub(space)

    assert sorted(collapse_addresses([*parts, plan(space).hub])) == [space]
    assert not any(part.overlaps(plan(space).hub) for part in parts)


@given(SPACES)
def test_services_have_the_size_azure_wants(space: IPv4Network) -> None:
    """At least a /28 for the API server, at least 59 endpoints, a /26 for firewall and bastion."""
    cut = plan(space)

    assert cut.api_server.prefixlen <= 28
    assert all(subnet.prefixlen <= 26 for subnet in (cut.private_endpoints, cut.bastion, cut.firewall))


def test_plan_of_the_default_space() -> None:
    """The same space is always cut the same way: a change here moves every running stack."""
    cut = plan(IPv4Network("10.20.0.0/20"))

    assert {name: str(subnet) for name, subnet in vars(cut).items()} == {
        "nodes": "10.20.0.0/22",
        "second_nodes": "10.20.4.0/22",
        "private_endpoints": "10.20.8.0/26",
        "api_server": "10.20.8.64/27",
        "second_api_server": "10.20.8.96/27",
        "bastion": "10.20.8.128/26",
        "ingress": "10.20.8.192/27",
        "build_agents": "10.20.8.224/27",
        "hub": "10.20.12.0/22",
        "firewall": "10.20.12.0/26",
    }


def test_small_space_is_refused() -> None:
    """The message says which size is enough."""
    with pytest.raises(ValueError, match=r"^10\.0\.0\.0/23 is too small: use a /22 or larger$"):
        plan(IPv4Network("10.0.0.0/23"))


def test_dns_address_is_not_the_first() -> None:
    """The first address of the services' range is the API server's."""
    assert dns_service_ip(IPv4Network("10.96.0.0/16")) == "10.96.0.10"
