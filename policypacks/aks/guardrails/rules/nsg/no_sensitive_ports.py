"""The Internet must not reach databases, caches and Kubernetes' own ports."""

from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity, Values
from guardrails.props import Problems, Props
from guardrails.security_rules import closed_to_internet
from guardrails.subjects import SECURITY_RULE

# Telnet, RPC and SMB, SQL Server, Oracle, Docker, etcd, MySQL, PostgreSQL, WinRM, Redis, Kubernetes API,
# Elasticsearch, kubelet, Memcached, MongoDB.
_PORTS = [
    *(23, 135, 139, 445, 1433, 1434, 1521, 2375, 2376, 2379, 2380, 3306, 5432, 5985, 5986, 6379, 6443),
    *(9200, 9300, 10250, 10255, 11211, 27017),
]


def check(rule: Props, values: Values) -> Problems:
    """SSH and Remote Desktop have guardrails of their own."""
    yield from closed_to_internet(values["ports"])(rule)


_INTERNET = {"access": "Allow", "direction": "Inbound", "protocol": "Tcp", "sourceAddressPrefix": "Internet"}

GUARDRAIL = Guardrail(
    title="No security rule opens a database, cache or cluster port to the Internet",
    applies_to=SECURITY_RULE,
    severity=Severity.HIGH,
    why="These services trust their network: reached from the Internet they give away data or the nodes they run on.",
    fix="Remove the rule, or set source_address_prefix to the subnet of the clients.",
    link="https://learn.microsoft.com/azure/security/fundamentals/network-best-practices",
    absent="A rule without a destination port holds no port, so absent passes; Azure refuses such a rule.",
    requirements=("002-2",),
    controls=(mcsb("NS-1"),),
    parameters={
        "ports": {
            "type": "array",
            "items": {"type": "integer"},
            "default": _PORTS,
            "description": "TCP ports that must never be open to the Internet.",
        }
    },
    check=check,
    passing={
        "another port is open": {**_INTERNET, "destinationPortRange": "443"},
        "the port is open to a private range": {
            **_INTERNET,
            "sourceAddressPrefix": "10.0.0.0/24",
            "destinationPortRange": "5432",
        },
        "no port is given": _INTERNET,
    },
    failing={
        "PostgreSQL is open": {**_INTERNET, "destinationPortRange": "5432"},
        "the kubelet is in a range": {**_INTERNET, "destinationPortRanges": ["443", "10000-11000"]},
        "all ports are open": {**_INTERNET, "destinationPortRange": "*"},
    },
)
