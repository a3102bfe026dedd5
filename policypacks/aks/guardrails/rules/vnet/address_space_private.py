"""A virtual network must use private addresses."""

from ipaddress import IPv4Network, ip_network

from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity, Values
from guardrails.props import Problems, Props
from guardrails.subjects import VIRTUAL_NETWORK

# RFC 1918, and RFC 6598 for pods and peers that have run out of it.
_PRIVATE = tuple(IPv4Network(text) for text in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"))


def check(network: Props) -> Problems:
    """IPv6 ranges and texts that are no range are left to Azure."""
    yield from network.each_value("addressSpace.addressPrefixes", _range)


def _range(prefix: object) -> Problems:
    try:
        network = ip_network(str(prefix), strict=False)
    except ValueError:
        return
    if isinstance(network, IPv4Network) and not any(network.subnet_of(private) for private in _PRIVATE):
        yield f"must not use the public range {prefix} in addressSpace"


def _network(*prefixes: str) -> Values:
    return {"addressSpace": {"addressPrefixes": list(prefixes)}}


GUARDRAIL = Guardrail(
    title="Virtual networks use private addresses",
    applies_to=VIRTUAL_NETWORK,
    severity=Severity.MEDIUM,
    why="A public range hides its real owner: traffic meant for the Internet stays inside, or the other way round.",
    fix="Use ranges of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10 in address_space.",
    link="https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq",
    absent="A network whose ranges come from an address pool names none, so absent passes.",
    requirements=(),
    controls=(mcsb("NS-1"),),
    check=check,
    passing={
        "a private range": _network("10.20.0.0/16"),
        "a shared range for pods": _network("10.20.0.0/16", "100.64.0.0/16"),
        "an IPv6 range beside a private one": _network("10.20.0.0/16", "fd00:db8::/48"),
        "the ranges come from a pool": {
            "addressSpace": {"ipamPoolPrefixAllocations": [{"numberOfIpAddresses": "256"}]}
        },
    },
    failing={
        "a public range": _network("20.1.0.0/16"),
        "a range that is wider than the private one": _network("172.16.0.0/10"),
        "one public range among others": _network("10.20.0.0/16", "192.0.0.0/16"),
    },
)
