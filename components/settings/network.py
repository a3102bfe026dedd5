"""How the platform's network meets the rest of the world: one decision for the way out, a few for the rest."""

import re
from collections.abc import Iterator
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network
from typing import Annotated

from pydantic import AfterValidator, Field

from components.network.egress_allow_list import AddOn, Destinations, allow_list
from components.network.network import ExistingHub
from components.settings.checks import PRIVATE, Problem, needs
from components.settings.section import Section

ARM_ID = r"^/subscriptions/[0-9a-fA-F-]{36}/resourceGroups/[^/\s]+"
WIDEST_OPERATOR_RANGE = 16
"""Shortest prefix of a range that operators come from: wider ones are no longer one organisation's."""


class Egress(StrEnum):
    """The way from the nodes to the Internet."""

    FIREWALL = "firewall"
    """An Azure Firewall of one's own in a hub of one's own: what no rule names does not get out."""
    HUB = "hub"
    """The firewall of an existing hub network, whose team writes its rules."""
    NAT_GATEWAY = "natGateway"
    """One public address and no filter: for development."""
    ISOLATED = "isolated"
    """None; images come from the registry, the cluster's own too."""


def host(value: str) -> str:
    """Pass a host name, `*.` in front for all below it.

    Raises:
        ValueError: it is none.

    """
    if not re.fullmatch(r"(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", value):
        raise ValueError(f"{value!r} is not a host name such as api.github.com or *.example.com")
    return value


Host = Annotated[str, AfterValidator(host)]


def host_and_port(value: str) -> str:
    """Pass a host name, maybe with a port behind a colon.

    Raises:
        ValueError: it is none, or no port.

    """
    host(re.sub(r":[0-9]{1,5}$", "", value))
    if not 1 <= int(value.partition(":")[2] or 1) <= 65535:  # noqa: PLR2004
        raise ValueError(f"{value!r} has no port from 1 to 65535")
    return value


def operator_range(value: str) -> str:
    """Pass an address range of operators.

    Raises:
        ValueError: it is none, or too wide to be one organisation's.

    """
    try:
        network = IPv4Network(value)
    except ValueError:
        raise ValueError(f"{value!r} is not an address range such as 198.51.100.0/28") from None
    if network.prefixlen < WIDEST_OPERATOR_RANGE:
        raise ValueError(f"{network} is too wide; name ranges of a /{WIDEST_OPERATOR_RANGE} or narrower")
    return str(network)


def private_address(value: IPv4Address) -> IPv4Address:
    """Pass an address of a private range.

    Raises:
        ValueError: it is public.

    """
    if not any(value in private for private in PRIVATE):
        raise ValueError(f"{value} is public; choose from {', '.join(map(str, PRIVATE))}")
    return value


Address = Annotated[IPv4Address, AfterValidator(private_address)]


class HubSetting(Section):
    """An existing hub: its team owns the firewall, the DNS and the private zones."""

    network_id: Annotated[str, Field(pattern=ARM_ID + r"/providers/Microsoft\.Network/virtualNetworks/[^/\s]+$")]
    next_hop: Address
    """Where the nodes send what leaves the network."""
    dns_servers: Annotated[list[Address], Field(default_factory=list)]
    """Servers that resolve the hub's private zones; the next hop where none is given."""
    zone_group_id: Annotated[str, Field(pattern=ARM_ID + "$")]
    """The resource group that holds the hub's private zones."""
    forwards: bool = False
    """Whether networks behind the hub, such as the operators' own, may reach the platform through its firewall."""

    @property
    def existing(self) -> ExistingHub:
        """The hub as a network takes it."""
        return {
            "network_id": self.network_id,
            "next_hop": str(self.next_hop),
            "dns_servers": [str(server) for server in self.dns_servers or [self.next_hop]],
            "zone_group_id": self.zone_group_id,
            "forwards": self.forwards,
        }


class NetworkSetting(Section):
    """The network's decisions."""

    egress: Egress = Egress.NAT_GATEWAY
    hub: HubSetting | None = None
    allowed_hosts: Annotated[list[Host], Field(default_factory=list)]
    """What workloads may reach beyond what the platform needs."""
    private_monitoring: bool = False
    """Whether logs reach Azure Monitor by a private endpoint only, and are read only from connected networks."""
    bastion_from: Annotated[list[Annotated[str, AfterValidator(operator_range)]], Field(default_factory=list)]
    """Public ranges whose operators may use a bastion; none means there is no bastion."""
    ddos_plan: Annotated[
        str, Field(pattern=r"^(none|own|" + ARM_ID[1:] + r"/providers/Microsoft\.Network/ddosProtectionPlans/[^/\s]+)$")
    ] = "none"
    """`own` buys a plan, an id joins one: a tenant needs a single one."""

    @property
    def isolated(self) -> bool:
        """Whether nodes have no way out."""
        return self.egress is Egress.ISOLATED

    def destinations(
        self, locations: list[str], add_ons: list[AddOn], team_hosts: list[str], revocation: list[str]
    ) -> list[Destinations]:
        """Return what nodes must reach on the Internet for what is on, and what their workloads may."""
        further = sorted({*self.allowed_hosts, *team_hosts})
        return allow_list(
            locations, add_ons, private_monitoring=self.private_monitoring, further=further, revocation=revocation
        )


@needs("network")
def hub_is_given_where_used(network: NetworkSetting) -> Iterator[Problem]:
    """The hub's data and the way through it belong together."""
    if network.egress is Egress.HUB and network.hub is None:
        yield "network.hub", "egress: hub needs it; give networkId, nextHop and zoneGroupId"
    if network.egress is not Egress.HUB and network.hub is not None:
        yield "network.hub", f"egress: {network.egress} uses no hub; remove it or set egress: hub"


@needs("network")
def only_a_firewall_of_ones_own_has_rules(network: NetworkSetting) -> Iterator[Problem]:
    """Elsewhere the list would be read by nobody."""
    if network.allowed_hosts and network.egress is not Egress.FIREWALL:
        yield "network.allowed_hosts", f"egress: {network.egress} filters nothing here; it needs egress: firewall"


@needs("network")
def private_monitoring_has_its_place(network: NetworkSetting) -> Iterator[Problem]:
    """An isolated cluster has no other way to send logs; a hub has one private link scope for all its networks.

    https://learn.microsoft.com/azure/azure-monitor/logs/private-link-design
    """
    if network.egress is Egress.ISOLATED and not network.private_monitoring:
        yield "network.private_monitoring", "egress: isolated needs it, or no log leaves the nodes; set it to true"
    if network.egress is Egress.HUB and network.private_monitoring:
        problem = "egress: hub shares the hub's private link scope; add the workspace to that one and set it to false"
        yield "network.private_monitoring", problem


NETWORK_CHECKS = (
    hub_is_given_where_used,
    only_a_firewall_of_ones_own_has_rules,
    private_monitoring_has_its_place,
)
