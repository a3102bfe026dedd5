"""The Internet must not reach plain HTTP."""

from guardrails.frameworks import checkov, cis_azure, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.security_rules import closed_to_internet
from guardrails.subjects import SECURITY_RULE

_INTERNET = {"access": "Allow", "direction": "Inbound", "protocol": "Tcp", "sourceAddressPrefix": "Internet"}

GUARDRAIL = Guardrail(
    title="No security rule opens HTTP to the Internet",
    applies_to=SECURITY_RULE,
    severity=Severity.MEDIUM,
    why="HTTP carries sessions and answers in the clear, and anyone on the way can change them.",
    fix="Serve HTTPS through a gateway and remove the rule, or exempt the one that only redirects.",
    link="https://learn.microsoft.com/azure/security/fundamentals/network-best-practices",
    absent="A rule without a destination port holds no port, so absent passes; Azure refuses such a rule.",
    requirements=("002-2",),
    controls=(cis_azure("7.4"), mcsb("NS-1"), checkov("CKV_AZURE_160")),
    check=closed_to_internet([80]),
    passing={
        "another port is open": {**_INTERNET, "destinationPortRange": "443"},
        "the port is open to a private range": {
            **_INTERNET,
            "sourceAddressPrefix": "10.0.0.0/24",
            "destinationPortRange": "80",
        },
        "the port is open for UDP": {**_INTERNET, "protocol": "Udp", "destinationPortRange": "80"},
        "the rule denies": {**_INTERNET, "access": "Deny", "destinationPortRange": "80"},
        "no port is given": _INTERNET,
    },
    failing={
        "the port is open": {**_INTERNET, "destinationPortRange": "80"},
        "the port is open for all protocols": {**_INTERNET, "protocol": "*", "destinationPortRange": "80"},
        "the port is in a range": {**_INTERNET, "destinationPortRanges": ["443", "1-4000"]},
        "all ports are open": {**_INTERNET, "destinationPortRange": "*"},
    },
)
