"""Whether the address ranges of the last result fit: subnets lie in their network, and nothing overlaps."""

from collections.abc import Iterator
from ipaddress import IPv4Network, IPv6Network, ip_network
from itertools import combinations

from guardrails.diagnosis.check import Check, State
from guardrails.report.model import Resource, Result

_NETWORK, _SUBNET = "azure-native:network:VirtualNetwork", "azure-native:network:Subnet"


def addresses(result: Result) -> Check:
    """Tell what does not fit; a range that is known only after the update is not judged."""
    networks = {one.urn: (one.name, _ranges(one)) for one in result.standing if one.type == _NETWORK and one.custom}
    subnets = [one for one in result.standing if one.type == _SUBNET and one.custom]
    problems = [*_overlapping("network", list(networks.values()))]
    for urn, (name, ranges) in networks.items():
        inside = [one for one in subnets if urn in {to for urns in one.depends_on.values() for to in urns}]
        problems += [
            f"{one.name} ({part}) does not lie in {name} ({', '.join(map(str, ranges))})"
            for one in inside
            for part in _ranges(one)
            if ranges and not any(_lies_in(part, of) for of in ranges)
        ]
        problems += _overlapping("subnet", [(one.name, _ranges(one)) for one in inside])
    if problems:
        return Check("addresses", State.WRONG, problems[0], "Choose ranges that fit.", tuple(problems))
    if not networks:
        return Check("addresses", State.UNKNOWN, "the last result has no virtual network")
    known = sum(bool(_ranges(one)) for one in subnets)
    return Check("addresses", State.OK, f"{known} of {len(subnets)} subnets in {len(networks)} networks, none overlaps")


def _ranges(resource: Resource) -> list[IPv4Network | IPv6Network]:
    found = []
    for fact in resource.facts:
        try:
            found.append(ip_network(fact))
        except ValueError:  # a fact of another kind, such as a size
            continue
    return found


def _lies_in(part: IPv4Network | IPv6Network, whole: IPv4Network | IPv6Network) -> bool:
    return part.overlaps(whole) and part.prefixlen >= whole.prefixlen


def _overlapping(kind: str, named: list[tuple[str, list[IPv4Network | IPv6Network]]]) -> Iterator[str]:
    for (one, these), (other, those) in combinations(named, 2):
        for first in these:
            for second in those:
                if first.overlaps(second):
                    yield f"{kind} {one} ({first}) overlaps {kind} {other} ({second})"
