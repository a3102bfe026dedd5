"""How long the stack would take to build from nothing, and why: its resources, what each waits for, typical durations.

The engine begins a resource as soon as all that it waits for is there, so with any number of requests at once the
longest chain decides. That chain is the critical path.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any, Final

from guardrails.report.model import GOES, Resource, Schedule, Span
from guardrails.schemas import ConfigurationError

VARIABLE: Final = "GUARDRAILS_DURATIONS"
"""Names the file with typical durations; without it a report has no times."""

Range = tuple[float, float, float]
"""Seconds that a creation takes: least, typical, most."""
_TYPICAL: Final = 1
_NOT_MADE: Final = (*GOES, "read")


@dataclass(frozen=True)
class Durations:
    """How long Azure takes to create a resource, by type."""

    by_type: Mapping[str, Range]
    other: Range
    """Of types that are not named."""

    def of(self, resource: Resource) -> Range:
        """Return a resource's duration; a component takes none."""
        return self.by_type.get(resource.type, self.other) if resource.custom else (0, 0, 0)


def read(environment: Mapping[str, str]) -> Durations | None:
    """Return the durations in the file that the environment names, None where it names none.

    Raises:
        ConfigurationError: when the file is missing or says something else; the text names the place and the fix.

    """
    file = environment.get(VARIABLE)
    if not file:
        return None
    try:
        document = tomllib.loads(Path(file).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{file}: {error}; mend it or unset {VARIABLE}") from error
    by_type: dict[str, Range] = {}
    for number, entry in enumerate(document.get("create", ()), 1):
        place = f"{file}: create, entry {number}"
        types = entry.get("types")
        if not isinstance(types, list) or not all(isinstance(one, str) for one in types):
            raise ConfigurationError(f"{place}: `types` must be a list of Pulumi type tokens")
        by_type |= dict.fromkeys(types, _range(entry.get("seconds"), f"{place}: `seconds`"))
    return Durations(by_type, _range(document.get("other"), f"{file}: `other`"))


def _range(value: Any, place: str) -> Range:
    match value:
        case [int() | float() as least, int() | float() as typical, int() | float() as most] if (
            0 <= least <= typical <= most
        ):
            return float(least), float(typical), float(most)
    raise ConfigurationError(f"{place} must be [least, typical, most], such as [5, 20, 60]")


def schedule(resources: Iterable[Resource], durations: Durations) -> Schedule:
    """Return when each resource would be made, all of them from nothing, and the critical path."""
    made = {one.urn: one for one in resources if not one.operation.startswith(_NOT_MADE)}
    waits = {
        urn: [of for of in (*one.after, *(of for urns in one.depends_on.values() for of in urns)) if of in made]
        for urn, one in made.items()
    }
    order = list(TopologicalSorter(waits).static_order())
    least, typical, most = (_ends(order, made, waits, durations, which) for which in range(3))
    critical = _chain(typical, waits)
    return Schedule(
        seconds=max(typical.values(), default=0),
        least=max(least.values(), default=0),
        most=max(most.values(), default=0),
        critical=critical,
        spans=tuple(
            Span(urn, typical[urn] - durations.of(made[urn])[_TYPICAL], durations.of(made[urn])[_TYPICAL])
            for urn in order
            if made[urn].custom
        ),
    )


def _ends(
    order: Sequence[str],
    made: Mapping[str, Resource],
    waits: Mapping[str, Sequence[str]],
    durations: Durations,
    which: int,
) -> dict[str, float]:
    ends: dict[str, float] = {}
    for urn in order:
        ends[urn] = max((ends[of] for of in waits[urn]), default=0) + durations.of(made[urn])[which]
    return ends


def _chain(ends: Mapping[str, float], waits: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    chain: list[str] = []
    last = max(ends, key=lambda urn: ends[urn], default=None)
    while last:
        chain.append(last)
        last = max(waits[last], key=lambda urn: ends[urn], default=None)
    return tuple(reversed(chain))
