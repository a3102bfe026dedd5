"""What a rule of a network security group lets through."""

from collections.abc import Collection
from typing import Final

from guardrails.checks import Check, number, some_text, texts_at, together
from guardrails.props import Problems, Props, all_of, decided, each_of
from guardrails.reach import covers_internet, holds_port

ADMINISTRATION: Final = {22: "SSH", 3389: "Remote Desktop", 6443: "the Kubernetes API"}
"""TCP ports that machines and clusters are administered through, and what answers there."""
_LAST: Final = 65535


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
        lambda: together(texts_at(rule, "sourceAddressPrefix", "sourceAddressPrefixes"), covers_internet),
    )


def speaks(rule: Props, protocol: str) -> bool:
    """Tell whether the rule is about the protocol ("tcp", "udp") or about all."""
    return rule.text("protocol").lower() in {"*", protocol}


def closed_to_internet(ports: Collection[int]) -> Check:
    """The Internet reaches none of the TCP ports by the rule."""

    def reached(rule: Props) -> Problems:
        for port in ports:
            yield from decided(_reached, rule, port)

    return lambda rule: each_of([rule], admits_internet, reached)


def _reached(rule: Props, port: int) -> Problems:
    if all_of(
        lambda: speaks(rule, "tcp"),
        lambda: some_text(rule, lambda ports: holds_port(ports, port), "destinationPortRange", "destinationPortRanges"),
    ):
        yield f"must not let the Internet reach TCP port {port}"


def priority(rule: Props) -> int:
    """Return the rule's place in the order, the lowest number first; a rule without one comes last."""
    return number(rule, "priority", _LAST)
