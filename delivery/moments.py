"""Wall-clock times and the instants that they mean, also where a clock change makes them double or missing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEKLY = re.compile(rf"^({'|'.join(DAYS)}) (\d\d:\d\d) - ({'|'.join(DAYS)}) (\d\d:\d\d)$")


@dataclass(frozen=True)
class Span:
    """Instants from a start up to, and not with, an end; both are in UTC."""

    start: datetime
    end: datetime

    def __contains__(self, moment: datetime) -> bool:
        """Tell whether an aware moment lies within."""
        return self.start <= moment < self.end


def earliest(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the first instant that a wall-clock time can mean."""
    return min(_instants(wall, zone))


def latest(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the last instant that a wall-clock time can mean."""
    return max(_instants(wall, zone))


def _instants(wall: datetime, zone: ZoneInfo) -> list[datetime]:
    # The two folds differ in the hour that is repeated, and in the hour that is left out: there they are the time read
    # by the clock before and after the change.
    return [wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]


@dataclass(frozen=True)
class Weekly:
    """A time of each week, such as `Fri 16:00 - Mon 07:00`."""

    first_day: int
    """Monday is 0."""
    begins: time
    last_day: int
    ends: time

    @property
    def days(self) -> int:
        """Days from the first to the last; the same day with an earlier end means a week."""
        days = (self.last_day - self.first_day) % 7
        return days if days or self.begins < self.ends else 7

    def around(self, moment: datetime, zone: ZoneInfo) -> Iterator[Span]:
        """Yield the occurrences that may hold an aware moment."""
        monday = moment.astimezone(zone).date()
        monday -= timedelta(days=monday.weekday())
        for week in (-1, 0, 1):
            first = monday + timedelta(days=7 * week + self.first_day)
            last = first + timedelta(days=self.days)
            start = datetime.combine(first, self.begins)
            yield Span(earliest(start, zone), latest(datetime.combine(last, self.ends), zone))


def weekly(text: str) -> Weekly:
    """Read a time of each week.

    Raises:
        ValueError: the text has another form.

    """
    if not (parts := _WEEKLY.match(text)):
        raise ValueError(f"{text!r} is no time of a week: write it like 'Fri 16:00 - Mon 07:00'")
    return Weekly(
        DAYS.index(parts[1]), time.fromisoformat(parts[2]), DAYS.index(parts[3]), time.fromisoformat(parts[4])
    )
