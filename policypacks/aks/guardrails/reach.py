"""What lists of address ranges and of ports cover together, in however many pieces they are written."""

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import (
    IPv4Network,
    IPv6Network,
    collapse_addresses,
    ip_address,
    ip_network,
    summarize_address_range,
)
from typing import Final

_EVERYWHERE: Final = frozenset({"*", "any", "internet"})
_CLOUD: Final = "azurecloud"
"""The tag, also of one region: the addresses of every customer's machines, so of whoever rents one.

Source: https://learn.microsoft.com/azure/virtual-network/service-tags-overview.
"""
_PRIVATE_IPV4: Final = tuple(map(IPv4Network, ("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16")))
_PRIVATE_IPV6: Final = IPv6Network("fc00::/7")
# Nobody holds more: a company a /8 of IPv4 at the widest, a provider a /19 of IPv6; all of IPv6 in use is a few /12.
_INTERNET_IPV4: Final = 2 ** (32 - 7)
_INTERNET_IPV6: Final = 2 ** (128 - 15)
_LONGEST_OF_MANY: Final = 15
_LAST: Final = 65535
_MOST: Final = _LAST * 3 // 4


def covers_internet(prefixes: Iterable[str]) -> bool:
    """Tell whether the prefixes, ranges ("a-b") and service tags stand for the Internet: together they are so wide.

    Private ranges count for nothing; what is no address and no such tag is left to Azure.
    """
    networks: list[IPv4Network | IPv6Network] = []
    for prefix in prefixes:
        text = prefix.strip().lower()
        if text in _EVERYWHERE or text.partition(".")[0] == _CLOUD:
            return True
        networks += _networks(text)
    ipv4 = [one for one in networks if isinstance(one, IPv4Network) and not any(map(one.subnet_of, _PRIVATE_IPV4))]
    ipv6 = [one for one in networks if isinstance(one, IPv6Network) and not one.subnet_of(_PRIVATE_IPV6)]
    return (
        sum(one.num_addresses for one in collapse_addresses(ipv4)) >= _INTERNET_IPV4
        or sum(one.num_addresses for one in collapse_addresses(ipv6)) >= _INTERNET_IPV6
    )


def covers_a_company(prefixes: Iterable[str]) -> bool:
    """Tell whether the prefixes stand for the Internet, or hold a /15 of whatever kind: more than one network's /16."""
    texts = list(prefixes)
    networks = [one for text in texts for one in _networks(text.strip().lower())]
    ipv4 = collapse_addresses(one for one in networks if isinstance(one, IPv4Network))
    return covers_internet(texts) or any(one.prefixlen <= _LONGEST_OF_MANY for one in ipv4)


def covers_most_ports(ports: Iterable[str]) -> bool:
    """Tell whether ranges of ports ("22", "20-30", "*") hold three of four ports, or more: nothing is kept out."""
    return _held(ports).bit_count() >= _MOST


def covers_every_port(ports: Iterable[str]) -> bool:
    """Tell whether ranges of ports hold every port."""
    return _held(ports) | 1 == _span(0, _LAST)


def holds_port(ports: str, port: int) -> bool:
    """Tell whether a range of ports holds the port."""
    return bool(_held([ports]) >> port & 1)


@lru_cache(maxsize=4096)  # several guardrails read the same rules
def _networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    first, _, last = text.partition("-")
    try:
        if last:
            return tuple(summarize_address_range(ip_address(first), ip_address(last)))
        return (ip_network(text, strict=False),)
    except (TypeError, ValueError):
        return ()


def _held(ports: Iterable[str]) -> int:
    """Return the ports as the bits of a number."""
    held = 0
    for text in ports:
        first, _, last = text.strip().replace("*", f"0-{_LAST}").partition("-")
        try:
            held |= _span(int(first), int(last or first))
        except ValueError:
            continue
    return held


def _span(first: int, last: int) -> int:
    return ((1 << min(last, _LAST) + 1) - 1) & -(1 << first) if 0 <= first <= last else 0
