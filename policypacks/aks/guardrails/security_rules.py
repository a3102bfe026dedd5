"""What a rule of a network security group lets through."""

from collections.abc import Collection
from ipaddress import IPv4Network, ip_network

from guardrails.checks import Check, some_text
from guardrails.props import Problems, Props, all_of, decided

_EVERYWHERE = frozenset({"*", "any", "internet"})
# No private range is wider: 10.0.0.0/8 and fc00::/7.
_WIDEST_PRIVATE_IPV4 = 8
_WIDEST_PRIVATE_IPV6 = 7
_LAST = 65535


def is_internet(prefix: str) -> bool:
    """Tell whether an address prefix stands for the Internet: a tag, or a range wider than any private one."""
    if prefix.strip().lower() in _EVERYWHERE:
        return True
    try:
        network = ip_network(prefix.strip(), strict=False)
    except ValueError:
        return False
    return network.prefixlen < (_WIDEST_PRIVATE_IPV4 if isinstance(network, IPv4Network) else _WIDEST_PRIVATE_IPV6)


def holds_port(ports: str, port: int) -> bool:
    """Tell whether a port range of a rule ("22", "20-30", "*") holds the port."""
    if ports.strip() == "*":
        return True
    first, _, last = ports.partition("-")
    try:
        return int(first) <= port <= int(last or first)
    except ValueError:
        return False


def allows(rule: Props, direction: str) -> bool:
    """Tell whether the rule allows traffic in that direction ("inbound" or "outbound")."""
    return all_of(
        lambda: rule.text("access").lower() == "allow",
        lambda: rule.text("direction").lower() == direction,
    )


def admits_internet(rule: Props) -> bool:
    """Tell whether the rule lets the Internet in, to whatever port.

    Raises:
        Undecided: when nothing known speaks against it and something is unknown.

    """
    return all_of(
        lambda: allows(rule, "inbound"),
        lambda: some_text(rule, is_internet, "sourceAddressPrefix", "sourceAddressPrefixes"),
    )


def speaks(rule: Props, protocol: str) -> bool:
    """Tell whether the rule is about the protocol ("tcp", "udp") or about all."""
    return rule.text("protocol").lower() in {"*", protocol}


def admits_internet_to(rule: Props, port: int) -> bool:
    """Tell whether the rule lets the Internet reach the TCP port; raises as `admits_internet`."""
    return all_of(
        lambda: admits_internet(rule),
        lambda: speaks(rule, "tcp"),
        lambda: some_text(rule, lambda ports: holds_port(ports, port), "destinationPortRange", "destinationPortRanges"),
    )


def closed_to_internet(ports: Collection[int]) -> Check:
    """The Internet reaches none of the TCP ports by the rule."""

    def check(rule: Props) -> Problems:
        for port in ports:
            yield from decided(_port_problems, rule, port)

    return check


def _port_problems(rule: Props, port: int) -> Problems:
    if admits_internet_to(rule, port):
        yield f"must not let the Internet reach TCP port {port}"


def priority(rule: Props) -> int:
    """Return the rule's place in the order, the lowest number first; a rule without one comes last."""
    value = rule.get("priority")
    return value if isinstance(value, int) else _LAST


def holds_all_ports(ports: str) -> bool:
    """Tell whether a port range of a rule holds every port."""
    return holds_port(ports, 1) and holds_port(ports, _LAST)
