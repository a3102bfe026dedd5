"""The Internet must not reach Remote Desktop."""

from guardrails.frameworks import azure_policy, checkov, cis_azure, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.security_rules import closed_to_internet
from guardrails.subjects import SECURITY_RULE

_INTERNET = {"access": "Allow", "direction": "Inbound", "protocol": "Tcp", "sourceAddressPrefix": "Internet"}

GUARDRAIL = Guardrail(
    title="No security rule opens Remote Desktop to the Internet",
    applies_to=SECURITY_RULE,
    severity=Severity.CRITICAL,
    why="Remote Desktop on the Internet is the most common way in for ransomware.",
    fix="Remove the rule, or set source_address_prefix to the bastion's subnet.",
    link="https://learn.microsoft.com/azure/security/fundamentals/network-best-practices",
    absent="A rule without a destination port holds no port, so absent passes; Azure refuses such a rule.",
    requirements=("002-2",),
    controls=(
        cis_azure("7.1"),
        mcsb("NS-1"),
        mcsb("NS-3"),
        azure_policy("22730e10-96f6-4aac-ad84-9383d35b5917"),
        checkov("CKV_AZURE_9"),
        psrule("Azure.NSG.AnyInboundSource"),
    ),
    check=closed_to_internet([3389]),
    passing={
        "another port is open": {**_INTERNET, "destinationPortRange": "443"},
        "the port is open to a private range": {
            **_INTERNET,
            "sourceAddressPrefix": "10.0.0.0/24",
            "destinationPortRange": "3389",
        },
        "the port is open for UDP": {**_INTERNET, "protocol": "Udp", "destinationPortRange": "3389"},
        "the rule denies": {**_INTERNET, "access": "Deny", "destinationPortRange": "3389"},
        "no port is given": _INTERNET,
    },
    failing={
        "the port is open": {**_INTERNET, "destinationPortRange": "3389"},
        "the port is open for all protocols": {**_INTERNET, "protocol": "*", "destinationPortRange": "3389"},
        "the port is in a range": {**_INTERNET, "destinationPortRanges": ["443", "1-4000"]},
        "all ports are open": {**_INTERNET, "destinationPortRange": "*"},
    },
)
