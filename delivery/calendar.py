"""When and with whose approval may be deployed: `calendar.yaml`, read and checked as a whole."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator
from pydantic.alias_generators import to_camel

from components.documents import ConfigurationError, read_mapping
from delivery.moments import Span, Weekly, earliest, latest, weekly

FILE = Path(__file__).with_name("calendar.yaml")
LONGEST_OVERRIDE = timedelta(days=3)


class CalendarError(Exception):
    """The calendar cannot be used; the text names each key at fault."""


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # unknown, no name at all, a folder of names
        raise ValueError(f"{name!r} is no time zone of IANA, such as Europe/Berlin") from None
    return name


def _naive(wall: datetime) -> datetime:
    if wall.tzinfo:
        raise ValueError("is wall-clock time: leave the offset out and name the zone in timeZone")
    return wall


def _week(text: str) -> str:
    weekly(text)
    return text


Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Zone = Annotated[str, AfterValidator(_zone)]
Wall = Annotated[datetime, AfterValidator(_naive)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel)


class Freeze(_Part):
    """A time in which nothing is deployed: once (`from`, `until`) or each week (`weekly`)."""

    name: Text
    reason: Text
    time_zone: Zone | None = None
    """The calendar's, unless it has its own."""
    start: Annotated[Wall | None, Field(alias="from")] = None
    until: Wall | None = None
    weekly: Annotated[str, AfterValidator(_week)] | None = None

    @model_validator(mode="after")
    def once_or_weekly(self) -> Self:
        """A freeze has one kind of time, and its end comes after its start."""
        if (self.weekly is None) == (self.start is None or self.until is None) or (self.weekly and self.start):
            raise ValueError(f"freeze {self.name}: give either from and until, or weekly")
        if self.start and self.until and self.start >= self.until:
            raise ValueError(f"freeze {self.name}: until comes before from")
        return self

    def spans(self, moment: datetime, zone: str) -> Iterator[Span]:
        """Yield the times near an aware moment; `zone` is the calendar's."""
        place = ZoneInfo(self.time_zone or zone)
        if self.start and self.until:
            yield Span(earliest(self.start, place), latest(self.until, place))
        elif self.weekly:
            when: Weekly = weekly(self.weekly)
            yield from when.around(moment, place)


class Approval(_Part):
    """Somebody's consent that a deployment needs."""

    name: Text
    count: Annotated[int, Field(ge=1, le=10)] = 1
    people: frozenset[Text] = frozenset()
    """Their names at GitHub; anybody's consent counts without it."""

    @model_validator(mode="after")
    def can_be_given(self) -> Self:
        """There are as many people as have to approve."""
        if self.people and len(self.people) < self.count:
            raise ValueError(f"approval {self.name}: count is {self.count}, but people are only {len(self.people)}")
        return self


class Layer(_Part):
    """What holds for everything, or for one cluster or environment."""

    freezes: tuple[Freeze, ...] = ()
    approvals: tuple[Approval, ...] = ()


class Where(_Part):
    """A place: what it leaves out is everywhere."""

    cluster: Text | None = None
    environment: Text | None = None

    def covers(self, other: "Where") -> bool:
        """Tell whether another place lies within this one."""
        mine, theirs = self.model_dump(), other.model_dump()
        return all(value is None or theirs[level] == value for level, value in mine.items())


class Override(_Part):
    """A freeze that does not count in one place for a while."""

    freeze: Text
    where: Where = Where()
    reason: Text
    owner: Text
    approved_by: Text
    start: Annotated[Wall, Field(alias="from")]
    until: Wall

    @model_validator(mode="after")
    def is_short_and_seen_by_two(self) -> Self:
        """An override ends soon, and its owner does not approve it."""
        if self.owner == self.approved_by:
            raise ValueError(f"override of {self.freeze}: approvedBy is its owner; somebody else approves it")
        if not timedelta() < self.until - self.start <= LONGEST_OVERRIDE:
            raise ValueError(f"override of {self.freeze}: until is at most {LONGEST_OVERRIDE.days} days after from")
        return self

    def span(self, zone: str) -> Span:
        """Return when it holds: the shortest that its wall-clock times can mean."""
        return Span(latest(self.start, ZoneInfo(zone)), earliest(self.until, ZoneInfo(zone)))


class Calendar(_Part):
    """All layers. They only add: whatever covers a place holds there."""

    time_zone: Zone
    everywhere: Annotated[Layer, Field(alias="global")] = Layer()
    clusters: Mapping[Text, Layer] = {}
    environments: Mapping[Text, Layer] = {}
    overrides: tuple[Override, ...] = ()

    @model_validator(mode="after")
    def names_are_known_and_unique(self) -> Self:
        """An override names a freeze that there is, and a name is given once."""
        every = [layer for _, layer in self.layers()]
        freezes = [freeze.name for layer in every for freeze in layer.freezes]
        if twice := sorted({name for name in freezes if freezes.count(name) > 1}):
            raise ValueError(f"freezes share the name {', '.join(twice)}; an override could not tell them apart")
        if unknown := sorted({one.freeze for one in self.overrides} - set(freezes)):
            raise ValueError(f"overrides: there is no freeze {', '.join(unknown)}; there are: {', '.join(freezes)}")
        return self

    def layers(self) -> Iterator[tuple[Where, Layer]]:
        """Yield each layer and the place that it covers, the widest first."""
        yield Where(), self.everywhere
        yield from ((Where(cluster=name), layer) for name, layer in self.clusters.items())
        yield from ((Where(environment=name), layer) for name, layer in self.environments.items())


def load(file: Path = FILE) -> Calendar:
    """Read a calendar.

    Raises:
        CalendarError: it is missing, or something in it is wrong.

    """
    try:
        return Calendar.model_validate(read_mapping(file))
    except ConfigurationError as error:
        raise CalendarError(str(error)) from error
    except ValidationError as error:
        details = (f"{'.'.join(map(str, one['loc'])) or 'calendar'}: {one['msg']}" for one in error.errors())
        raise CalendarError("\n".join((f"{file} cannot be used:", *details))) from error
