"""A virtual network's own DNS servers must be two or more, with private addresses."""

from ipaddress import ip_address

from guardrails.frameworks import checkov, psrule
from guardrails.guardrail import Guardrail, Severity, Values
from guardrails.props import Problems, Props, decided
from guardrails.subjects import VIRTUAL_NETWORK

_PATH = "dhcpOptions.dnsServers"
_FEWEST = 2
_AZURE = "168.63.129.16"


def check(network: Props) -> Problems:
    """Azure's own resolver is redundant, and its public address answers only inside virtual networks."""
    yield from decided(_count, network)
    yield from network.each_value(_PATH, _private)


def _count(network: Props) -> Problems:
    servers = network.texts(_PATH)
    if servers and _AZURE not in servers and len(servers) < _FEWEST:
        yield f"must name at least two servers in {_PATH}, or none"


def _private(server: object) -> Problems:
    if isinstance(server, str) and server != _AZURE and not _is_private(server):
        yield f"must not use the public DNS server {server}"


def _is_private(server: str) -> bool:
    try:
        return not ip_address(server).is_global
    except ValueError:
        return False


def _network(*servers: str) -> Values:
    return {"dhcpOptions": {"dnsServers": list(servers)}}


GUARDRAIL = Guardrail(
    title="DNS servers of a virtual network are private, and more than one",
    applies_to=VIRTUAL_NETWORK,
    severity=Severity.LOW,
    why="When the only server is down no private endpoint resolves; a public server knows no private zone.",
    fix="Name two private servers in dhcp_options={'dns_servers': [...]}, or leave it out for Azure's own resolver.",
    link="https://learn.microsoft.com/azure/virtual-network/virtual-networks-name-resolution-for-vms-and-role-instances",
    absent="Azure resolves with its own, redundant service, so absent passes.",
    requirements=(),
    controls=(
        checkov("CKV_AZURE_182"),
        checkov("CKV_AZURE_183"),
        psrule("Azure.VNET.SingleDNS"),
        psrule("Azure.VNET.LocalDNS"),
    ),
    check=check,
    passing={
        "two private servers": _network("10.0.0.4", "10.0.0.5"),
        "two servers in the range shared with the carrier": _network("100.64.0.4", "100.64.0.5"),
        "the resolver of Azure": _network("168.63.129.16"),
        "no servers": _network(),
        "the servers are left at Azure's default": {},
        "two private servers, and a place that is empty": {
            "dhcpOptions": {"dnsServers": ["10.0.0.4", None, "10.0.0.5"]}
        },
    },
    failing={
        "one server": _network("10.0.0.4"),
        "a public server": _network("10.0.0.4", "8.8.8.8"),
        "a server by its name": _network("10.0.0.4", "dns.example.com"),
    },
)
