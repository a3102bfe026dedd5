"""No security rule may let everything out to the Internet."""

from guardrails.checks import texts_at, together
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, all_of
from guardrails.reach import covers_internet, covers_most_ports
from guardrails.security_rules import allows
from guardrails.subjects import SECURITY_RULE


def check(rule: Props) -> Problems:
    """Azure's default rule for outbound traffic cannot be seen here, only rules of one's own."""
    if all_of(
        lambda: allows(rule, "outbound"),
        lambda: together(texts_at(rule, "destinationAddressPrefix", "destinationAddressPrefixes"), covers_internet),
        lambda: together(texts_at(rule, "destinationPortRange", "destinationPortRanges"), covers_most_ports),
    ):
        yield "must not allow outbound traffic to the Internet on all ports"


_ALLOW = {
    "access": "Allow",
    "direction": "Outbound",
    "protocol": "*",
    "destinationAddressPrefix": "Internet",
    "destinationPortRange": "*",
}

GUARDRAIL = Guardrail(
    title="No security rule lets everything out",
    applies_to=SECURITY_RULE,
    severity=Severity.MEDIUM,
    why="Malware in one pod can send data anywhere and fetch whatever it wants.",
    fix="Name destination_port_range or the service tags in destination_address_prefix that the nodes need.",
    link="https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview",
    absent="A rule without destination or port opens nothing, so absent passes; Azure refuses such a rule.",
    requirements=("004-6",),
    controls=(mcsb("NS-1"), mcsb("NS-3")),
    check=check,
    passing={
        "one port is open": {**_ALLOW, "destinationPortRange": "443"},
        "one service is open": {**_ALLOW, "destinationAddressPrefix": "AzureMonitor"},
        "the ports of one protocol are open": {**_ALLOW, "destinationPortRange": "49152-65535"},
        "the rule denies": {**_ALLOW, "access": "Deny"},
        "the rule is inbound": {**_ALLOW, "direction": "Inbound"},
        "no port is given": {**_ALLOW, "destinationPortRange": None},
        "a company's own range, beside private ones": {
            **_ALLOW,
            "destinationAddressPrefix": None,
            "destinationAddressPrefixes": ["17.0.0.0/8", "10.0.0.0/8", "fd00::/8"],
        },
        "what is just not the IPv4 space": {
            **_ALLOW,
            "destinationAddressPrefix": None,
            "destinationAddressPrefixes": ["20.0.0.0/8", "22.0.0.0/9"],
        },
        "what is just not the IPv6 space": {
            **_ALLOW,
            "destinationAddressPrefix": None,
            "destinationAddressPrefixes": ["2400::/16"],
        },
        "a range of two kinds, which is none": {
            **_ALLOW,
            "destinationAddressPrefix": None,
            "destinationAddressPrefixes": ["10.0.0.1-fd00::1"],
        },
        "just fewer than three of four ports": {
            **_ALLOW,
            "destinationPortRange": None,
            "destinationPortRanges": ["1-49150", "30-20"],
        },
    },
    failing={
        "all ports to the Internet are open": _ALLOW,
        "all ports to everywhere are open": {**_ALLOW, "destinationAddressPrefix": "*"},
        "all ports are open in numbers": {**_ALLOW, "destinationPortRange": "0-65535"},
        "all ports but one are open": {
            **_ALLOW,
            "destinationPortRange": None,
            "destinationPortRanges": ["1-24", "26-65535"],
        },
        "all ports to every customer of Azure are open": {**_ALLOW, "destinationAddressPrefix": "AzureCloud"},
        "the destinations are a part of the IPv4 space in pieces": {
            **_ALLOW,
            "destinationAddressPrefix": None,
            "destinationAddressPrefixes": [f"{first}.0.0.0/8" for first in range(64, 72)],
        },
        "one of the destinations is the whole IPv4 space": {
            **_ALLOW,
            "destinationAddressPrefix": None,
            "destinationAddressPrefixes": ["10.0.0.0/8", "0.0.0.0/0"],
        },
        "one of the ranges is all ports": {
            **_ALLOW,
            "destinationPortRange": None,
            "destinationPortRanges": ["443", "*"],
        },
        "all ports to any are open": {**_ALLOW, "destinationAddressPrefix": "any"},
        "all ports to every customer of a region are open": {
            **_ALLOW,
            "destinationAddressPrefix": "AzureCloud.WestEurope",
        },
        "what is just the IPv4 space": {
            **_ALLOW,
            "destinationAddressPrefix": None,
            "destinationAddressPrefixes": ["20.0.0.0/7"],
        },
        "what is just the IPv4 space, by an address within": {
            **_ALLOW,
            "destinationAddressPrefix": None,
            "destinationAddressPrefixes": ["20.0.0.1/7"],
        },
        "what is just the IPv4 space, from address to address": {
            **_ALLOW,
            "destinationAddressPrefix": None,
            "destinationAddressPrefixes": ["20.0.0.0-21.255.255.255"],
        },
        "what is just the IPv6 space": {
            **_ALLOW,
            "destinationAddressPrefix": None,
            "destinationAddressPrefixes": ["2400::/15"],
        },
        "just three of four ports": {**_ALLOW, "destinationPortRange": None, "destinationPortRanges": ["1-49151"]},
    },
)
