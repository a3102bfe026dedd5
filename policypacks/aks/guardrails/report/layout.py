"""Where the resources of a stack stand in its picture: networks with their subnets, and a panel for each service."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from guardrails.report.model import VERDICTS, Resource, Result, Verdict

_SERVICES: Final = {
    "network": "Network",
    "privatedns": "Network",
    "containerservice": "Kubernetes",
    "containerregistry": "Registry",
    "keyvault": "Keys and secrets",
    "compute": "Keys and secrets",
    "storage": "Storage",
    "managedidentity": "Identities and roles",
    "authorization": "Identities and roles",
    "monitor": "Monitoring",
    "operationalinsights": "Monitoring",
    "applicationinsights": "Monitoring",
    "insights": "Monitoring",
    "alertsmanagement": "Monitoring",
    "dashboard": "Monitoring",
    "security": "Security",
    "securityinsights": "Security",
    "dataprotection": "Backup",
    "recoveryservices": "Backup",
    "eventgrid": "Events",
}
_ORDER: Final = (
    "Registry",
    "Keys and secrets",
    "Kubernetes",
    "Identities and roles",
    "Network",
    "Storage",
    "Monitoring",
    "Security",
    "Backup",
    "Governance",
    "Events",
    "Others",
)
"""Of the panels: what holds images, keys and workloads first."""
_GOVERNANCE: Final = ("Policy", "Lock", "Budget")
_NETWORK, _SUBNET = "azure-native:network:VirtualNetwork", "azure-native:network:Subnet"
_NOT_IN_A_SUBNET: Final = {"Identities and roles", "Monitoring", "Governance"}
_MOST_NETWORKS: Final = 6
"""With more, those that have the same subnets become one, such as the networks of many clusters."""
_MOST_CHIPS: Final = 9
"""In a panel with more, resources of one type become one chip with their number, the most frequent types first."""


@dataclass
class Chip:
    """One resource, or all of a type, in the picture."""

    name: str
    kind: str
    urns: tuple[str, ...]
    verdict: Verdict


@dataclass
class Panel:
    """A frame with a heading: a service, or a subnet."""

    title: str
    note: str
    chips: list[Chip] = field(default_factory=list)


@dataclass
class Network:
    """A virtual network and its subnets."""

    title: str
    note: str
    subnets: list[Panel]


@dataclass(frozen=True)
class Layout:
    """All that stands in the picture, in order of appearance."""

    networks: Sequence[Network]
    services: Sequence[Panel]
    arrows: Sequence[tuple[str, str, str]]
    """From URN, to URN, and why: `reaches` or `may`."""


def lay_out(result: Result) -> Layout:
    """Return the layout; components and providers are not part of it."""
    resources = {one.urn: one for one in result.standing if one.custom}
    subnet_of = {urn: home for urn, one in resources.items() if (home := _subnet(one, resources))}
    networks = [one for one in resources.values() if one.type == _NETWORK]
    inside: dict[str, list[Resource]] = defaultdict(list)
    for urn, home in subnet_of.items():
        inside[home].append(resources[urn])
    parts = {
        network.urn: {
            one.name.removeprefix(f"{network.name}-"): one
            for one in resources.values()
            if one.type == _SUBNET and network.urn in _targets(one)
        }
        for network in networks
    }
    alike: dict[object, list[Resource]] = defaultdict(list)
    for network in networks:
        alike[network.urn if len(networks) <= _MOST_NETWORKS else frozenset(parts[network.urn])].append(network)
    frames, drawn = [], {one.urn for one in networks}
    for group in alike.values():
        panels = []
        for name in parts[group[0].urn]:
            subnets = [parts[network.urn][name] for network in group]
            content = [one for subnet in subnets for one in inside[subnet.urn]]
            panels.append(Panel(name, _note(subnets, 1), _chips(content, result)))
            drawn.update(one.urn for one in (*subnets, *content))
        title = f"Virtual network: {group[0].name}" + (f" and {len(group) - 1} more" if len(group) > 1 else "")
        frames.append(Network(title, _note(group), panels))
    by_service: dict[str, list[Resource]] = defaultdict(list)
    for one in resources.values():
        if one.urn not in drawn:
            by_service[service(one.type)].append(one)
    panels = [Panel(title, str(len(of)), _chips(of, result)) for title, of in by_service.items()]
    panels.sort(key=lambda panel: _ORDER.index(panel.title))
    return Layout(frames, panels, sorted(set(_arrows(resources))))


def _note(of: Sequence[Resource], most: int | None = None) -> str:
    return ", ".join(of[0].facts[:most]) if len(of) == 1 else f"{len(of)} ranges"


def service(token: str) -> str:
    """Return the service that a type belongs to."""
    parts = token.split(":")
    if parts[-1].startswith(_GOVERNANCE) or "ManagementLock" in parts[-1]:
        return "Governance"
    if parts[0] == "kubernetes":
        return "Kubernetes"
    return _SERVICES.get(parts[1].split("/")[0] if len(parts) > 1 else "", "Others")


def _targets(resource: Resource) -> set[str]:
    return {urn for urns in resource.depends_on.values() for urn in urns}


def _subnet(resource: Resource, resources: Mapping[str, Resource]) -> str:
    """Return the subnet that a resource stands in; a cluster has more, and stands where its nodes do."""
    if resource.type == _SUBNET or service(resource.type) in _NOT_IN_A_SUBNET:
        return ""
    homes = {
        key: urn
        for key, urns in sorted(resource.depends_on.items())
        for urn in urns
        if urn in resources and resources[urn].type == _SUBNET
    }
    return homes.get("agentPoolProfiles") or next(iter(homes.values()), "")


def _chips(resources: Iterable[Resource], result: Result) -> list[Chip]:
    by_type: dict[str, list[Resource]] = defaultdict(list)
    for one in resources:
        by_type[one.type].append(one)
    most = next((limit for limit in (8, 4, 2) if _number(by_type, limit) <= _MOST_CHIPS), 1)
    chips = []
    for token, of in sorted(by_type.items(), key=lambda item: len(item[1])):
        kind = token.rpartition(":")[2]
        if len(of) > most:
            urns = tuple(one.urn for one in of)
            worst = min((result.verdicts.get(urn, Verdict.PASSED) for urn in urns), key=VERDICTS.index)
            chips.append(Chip(f"{len(of)} resources", kind, urns, worst))
        else:
            chips += [Chip(one.name, kind, (one.urn,), result.verdicts.get(one.urn, Verdict.PASSED)) for one in of]
    return chips


def _number(by_type: Mapping[str, Sequence[Resource]], most: int) -> int:
    return sum(1 if len(of) > most else len(of) for of in by_type.values())


def _arrows(resources: Mapping[str, Resource]) -> Iterable[tuple[str, str, str]]:
    for one in resources.values():
        if one.type.endswith(":PrivateEndpoint"):
            for urn in one.depends_on.get("privateLinkServiceConnections", ()):
                yield one.urn, urn, "reaches"
        elif one.type.endswith(":RoleAssignment"):
            for holder in one.depends_on.get("principalId", ()):
                for scope in one.depends_on.get("scope", ()):
                    if holder in resources and scope in resources:
                        yield holder, scope, "may"
