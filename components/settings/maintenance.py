"""When a stack's cluster may be upgraded, and when not."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from components.cluster.maintenance import Freeze, MaintenanceWindow
from components.settings.section import Section


class Weekday(StrEnum):
    """Days by the names Azure uses."""

    MONDAY = "Monday"
    TUESDAY = "Tuesday"
    WEDNESDAY = "Wednesday"
    THURSDAY = "Thursday"
    FRIDAY = "Friday"
    SATURDAY = "Saturday"
    SUNDAY = "Sunday"


class FreezeSetting(Section):
    """Days on which nothing is upgraded."""

    start: date
    end: date

    @model_validator(mode="after")
    def ends_after_its_start(self) -> Self:
        """Refuse a freeze that ends before it starts."""
        if self.end < self.start:
            raise ValueError(f"end {self.end} is before start {self.start}; swap them")
        return self

    @property
    def freeze(self) -> Freeze:
        """The freeze as a window takes it."""
        return {"start": self.start.isoformat(), "end": self.end.isoformat()}


class MaintenanceSetting(Section):
    """When upgrades may run, once a week, and when not."""

    day: Weekday
    start: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
    utc_offset: Annotated[str, Field(pattern=r"^[+-](0\d|1[0-4]):[0-5]\d$")]
    hours: Annotated[int, Field(ge=4, le=24)]
    freezes: Annotated[list[FreezeSetting], Field(default_factory=list)]

    @property
    def window(self) -> MaintenanceWindow:
        """The window as the cluster takes it."""
        return {
            "day": self.day.value,
            "start": self.start,
            "utc_offset": self.utc_offset,
            "hours": self.hours,
            "freezes": [one.freeze for one in self.freezes],
        }
