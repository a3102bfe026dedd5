"""No security rule may let the Internet in."""

from guardrails.frameworks import azure_policy, cis_azure, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.security_rules import admits_internet
from guardrails.subjects import SECURITY_RULE


def check(rule: Props) -> Problems:
    """`*`, the tags Internet and AzureCloud, and public ranges that together are wider than a /8 are the Internet."""
    if admits_internet(rule):
        yield "must not allow inbound traffic from the Internet"


_ALLOW = {"access": "Allow", "direction": "Inbound", "protocol": "Tcp", "destinationPortRange": "443"}

GUARDRAIL = Guardrail(
    title="No security rule lets the Internet in",
    applies_to=SECURITY_RULE,
    severity=Severity.CRITICAL,
    why="Whatever listens behind the rule is scanned within minutes; public entry belongs to a gateway with a WAF.",
    fix="Narrow source_address_prefix to the networks, or the service tag, that need it; exempt by its name the one "
    "rule of a bastion or a public gateway.",
    link="https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview",
    absent="A rule without a source prefix admits application security groups only, so absent passes.",
    requirements=("002-2",),
    controls=(
        cis_azure("7.4"),
        mcsb("NS-1"),
        azure_policy("9daedab3-fb2d-461e-b861-71790eead4f6"),
        psrule("Azure.NSG.AnyInboundSource"),
    ),
    check=check,
    passing={
        "the source is a private range": {**_ALLOW, "sourceAddressPrefix": "10.0.0.0/8"},
        "the source is a service tag": {**_ALLOW, "sourceAddressPrefix": "AzureLoadBalancer"},
        "the sources are every private range": {
            **_ALLOW,
            "sourceAddressPrefixes": ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fd00::/8"],
        },
        "the source is a company's own public range": {**_ALLOW, "sourceAddressPrefix": "17.0.0.0/8"},
        "the sources are application security groups": {**_ALLOW, "sourceApplicationSecurityGroups": [{"id": "web"}]},
        "the rule denies": {**_ALLOW, "access": "Deny", "sourceAddressPrefix": "*"},
        "the rule is outbound": {**_ALLOW, "direction": "Outbound", "sourceAddressPrefix": "*"},
    },
    failing={
        "the source is everything": {**_ALLOW, "sourceAddressPrefix": "*"},
        "the source is the tag Internet": {**_ALLOW, "sourceAddressPrefix": "internet"},
        "one of the sources is the whole IPv4 space": {**_ALLOW, "sourceAddressPrefixes": ["10.1.0.0/16", "0.0.0.0/0"]},
        "the source is every customer of Azure": {**_ALLOW, "sourceAddressPrefix": "AzureCloud"},
        "the source is every customer of a region": {**_ALLOW, "sourceAddressPrefixes": ["AzureCloud.WestEurope"]},
        "the sources are a part of the IPv4 space in pieces": {
            **_ALLOW,
            "sourceAddressPrefixes": [f"{first}.0.0.0/8" for first in range(64, 72)],
        },
        "the sources are the IPv6 space in use": {**_ALLOW, "sourceAddressPrefixes": ["2400::/12", "2a00::/12"]},
        "the source is the whole IPv6 space": {**_ALLOW, "sourceAddressPrefix": "::/0"},
        "the sources are the two halves of the IPv4 space": {
            **_ALLOW,
            "sourceAddressPrefixes": ["0.0.0.0/1", "128.0.0.0/1"],
        },
    },
)
