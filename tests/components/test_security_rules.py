"""What may enter the subnets."""

from ipaddress import IPv4Network

import pytest

from components.network import security_rules
from components.network.addressing import plan
from components.network.security_rules import InboundRule, inbound

PLAN = plan(IPv4Network("10.20.0.0/20"))
PODS = "100.64.0.0/16"
OPERATORS = "198.51.100.0/28"
GROUPS = {
    "nodes": security_rules.nodes(PLAN, PODS),
    "api-server": security_rules.api_server(PLAN),
    "private-endpoints": security_rules.private_endpoints(PLAN, ["5432", "6380"]),
    "bastion": security_rules.bastion(PLAN, [OPERATORS]),
}


@pytest.mark.parametrize("group", GROUPS)
def test_last_rule_refuses_the_rest(group: str) -> None:
    """At the lowest priority there is, from anywhere to anywhere."""
    last = inbound(GROUPS[group])[-1]

    assert (last.priority, last.access, last.source_address_prefix) == (4096, "Deny", "*")
    assert (last.protocol, last.destination_address_prefix, last.destination_port_range) == ("*", "*", "*")


@pytest.mark.parametrize("group", GROUPS)
def test_nothing_is_allowed_from_the_internet(group: str) -> None:
    """Every source is a private range, a place of operators, or one of three service tags."""
    sources = {source for rule in GROUPS[group] for source in rule["sources"]}
    own = {str(PLAN.nodes), str(PLAN.api_server), str(PLAN.bastion), PODS, OPERATORS, *security_rules.CONNECTED}

    assert sources <= own | {"VirtualNetwork", "AzureLoadBalancer", "GatewayManager"}


@pytest.mark.parametrize("group", GROUPS)
def test_priorities_and_names_are_unique(group: str) -> None:
    """Azure refuses two rules of one priority or name."""
    rules = inbound(GROUPS[group])

    assert len({rule.priority for rule in rules}) == len(rules)
    assert len({rule.name for rule in rules}) == len(rules)


def test_routed_nodes_do_not_trust_the_network_tag() -> None:
    """With a route to 0.0.0.0/0 the tag means every address there is."""
    assert "VirtualNetwork" not in {source for rule in GROUPS["nodes"] for source in rule["sources"]}


def test_databases_are_reached_from_nodes_alone() -> None:
    """Who is connected to the network has no business there; without a port that a team names there is no rule."""
    _, databases = GROUPS["private-endpoints"]

    assert (databases["sources"], databases["ports"]) == ([str(PLAN.nodes)], ["5432", "6380"])
    assert [rule["ports"] for rule in security_rules.private_endpoints(PLAN, [])] == [["443"]]


def test_what_stays_inside_cannot_call_out() -> None:
    """The refusal names the Internet alone: what is inside talks on."""
    refusal = security_rules.no_internet()

    assert (refusal.direction, refusal.access) == ("Outbound", "Deny")
    assert refusal.destination_address_prefix == "Internet"


def test_service_tag_stands_alone() -> None:
    """Azure takes a tag only in the singular property, several ranges only in the plural one."""
    rules: list[InboundRule] = [
        {"name": "One", "sources": ["VirtualNetwork"], "destinations": ["10.0.0.0/24"], "ports": ["443"]},
        {"name": "Many", "sources": ["10.0.0.0/24", "10.1.0.0/24"], "destinations": ["10.0.0.0/24"], "ports": []},
    ]

    one, many, _ = inbound(rules)

    assert (one.source_address_prefix, one.source_address_prefixes, one.protocol) == ("VirtualNetwork", None, "Tcp")
    assert (many.source_address_prefix, many.source_address_prefixes) == (None, ["10.0.0.0/24", "10.1.0.0/24"])
    assert (many.protocol, many.destination_port_range) == ("*", "*")


def test_api_server_is_reached_on_its_ports() -> None:
    """The ports that API server VNet integration documents."""
    allowed = {rule["name"]: (rule["sources"], rule["ports"]) for rule in GROUPS["api-server"]}

    assert allowed["AllowNodes"] == ([str(PLAN.nodes)], ["443", "4443"])
    assert allowed["AllowHealthProbes"] == (["AzureLoadBalancer"], ["9988"])
