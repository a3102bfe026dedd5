"""Further clusters beside the one of the stack's own keys: a stamp each, in any region, behind the same registry."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network
from itertools import combinations
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic.alias_generators import to_camel

from components import naming, regions
from components.network.network import ExistingHub
from components.settings import checks, cluster
from components.settings.checks import Check, Problem, cidr, needs, usable_zones
from components.settings.network import Egress, HubSetting, NetworkSetting
from components.settings.pools import SystemPool, UserPool
from components.settings.registry import RegistrySetting
from components.settings.section import Section


class StampSetting(Section):
    """A cluster in a network of its own; what is left out is as in the stack's own keys."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]{1,5}$")]
    """What stands in its names where those of the first have the region, such as neu or weu2."""
    location: Annotated[str, AfterValidator(regions.normalize)]
    address_space: Annotated[IPv4Network, BeforeValidator(cidr)]
    availability_zones: (
        Annotated[list[Annotated[str, Field(coerce_numbers_to_str=True)]], AfterValidator(usable_zones)] | None
    ) = None
    system_pool: SystemPool | None = None
    user_pools: Annotated[list[UserPool], Field(min_length=1)] | None = None
    hub: HubSetting | None = None
    """The existing hub of its region, with egress hub."""

    @property
    def changed(self) -> dict[str, Any]:
        """What it sets otherwise than the stack, by field."""
        given = {field: getattr(self, field) for field in type(self).model_fields if field not in ("name", "hub")}
        return {field: value for field, value in given.items() if value is not None}


@dataclass(frozen=True, kw_only=True)
class StampPlan:
    """One cluster and its surroundings, with everything decided."""

    name: str
    """What it is called among the stamps: the first one by its region's short name."""
    prefix: str
    """What the names of its resources in the stack begin with: nothing for the first."""
    stem: str
    """What all its Azure names have in common."""
    location: str
    address_space: IPv4Network
    availability_zones: list[str]
    system_pool: SystemPool
    user_pools: list[UserPool]
    existing_hub: ExistingHub | None


@needs("stamps", "location")
def names_are_apart(stamps: list[StampSetting], location: str) -> Iterator[Problem]:
    """Azure names differ by the stamp's name alone."""
    taken = [regions.SHORT_NAMES.get(location, ""), *(stamp.name for stamp in stamps)]
    for name, count in Counter(taken).items():
        if count > 1:
            yield "stamps", f"{name}: there is more than one of that name, the region's own counted; choose another"


@needs("stamps", "workload", "environment", "name_suffix")
def names_fit(stamps: list[StampSetting], workload: str, environment: str, suffix: str) -> Iterator[Problem]:
    """Compose the tightest name, the application vault's; all others then fit too."""
    for stamp in stamps:
        try:
            naming.name(naming.Kind.APPLICATION_VAULT, naming.stem(workload, environment, stamp.name, suffix))
        except ValueError as error:
            yield "stamps", f"{stamp.name}: {error}"


@needs("stamps", "address_space")
def spaces_are_apart(stamps: list[StampSetting], home: IPv4Network) -> Iterator[Problem]:
    """Networks behind one hub route to each other by address."""
    spaces = [("the stack", home), *((stamp.name, stamp.address_space) for stamp in stamps)]
    for (one, space), (other, further) in combinations(spaces, 2):
        if space.overlaps(further):
            yield "stamps", f"{other}: addressSpace {further} overlaps {space} of {one}; choose another range"


@needs("stamps", "network")
def hubs_are_apart(stamps: list[StampSetting], network: NetworkSetting) -> Iterator[Problem]:
    """A zone holds one address of the registry, so each network resolves it in zones of its own."""
    if network.egress is not Egress.HUB:
        for stamp in stamps:
            if stamp.hub:
                yield "stamps", f"{stamp.name}: hub is unused with egress {network.egress}; remove it"
        return
    for stamp in stamps:
        if not stamp.hub:
            yield "stamps", f"{stamp.name}: egress hub needs the hub of its region; set hub as in network.hub"
    groups = [hub.zone_group_id.lower() for hub in (network.hub, *(stamp.hub for stamp in stamps)) if hub]
    if len(set(groups)) < len(groups):
        yield "stamps", "hubs share a zoneGroupId, whose zones hold the registry's address once; give each its own"


@needs("stamps", "registry", "location")
def copies_have_no_soft_delete(stamps: list[StampSetting], registry: RegistrySetting, home: str) -> Iterator[Problem]:
    """The registry has a copy wherever a cluster is."""
    if registry.soft_delete and any(stamp.location != home for stamp in stamps):
        yield "stamps", "a registry with copies in other regions has no soft delete; set registry.cleanup to retention"


def each_could_stand_alone(values: Mapping[str, Any]) -> Iterator[Problem]:
    """Whatever is asked of the stack's own keys is asked of each stamp's."""
    asked = [check for check in (*checks.CHECKS, *cluster.CHECKS) if check is not checks.names_fit]
    known = {problem for check in asked for problem in check(values)}
    for stamp in values.get("stamps", ()):
        found = (problem for check in asked for problem in check({**values, **stamp.changed}))
        for field, problem in found:
            if (field, problem) not in known:
                yield "stamps", f"{stamp.name}: {to_camel(field)}: {problem}"


CHECKS: tuple[Check, ...] = (
    names_are_apart,
    names_fit,
    spaces_are_apart,
    hubs_are_apart,
    copies_have_no_soft_delete,
)
