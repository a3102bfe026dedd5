"""How long keys, secrets and rights live: Unix times, moments and durations of ISO 8601, and what they are today."""

import re
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from guardrails.checks import number_if_any
from guardrails.props import Problems, Props

_DAY = 86_400
_ATTRIBUTES = "properties.attributes"
_DATE = re.compile(r"P(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?", re.IGNORECASE)
_TIME = r"(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?"
_DURATION = re.compile(_DATE.pattern + _TIME, re.IGNORECASE)
_SECONDS_IN = (365 * _DAY, 30 * _DAY, 7 * _DAY, _DAY, 3_600, 60, 1)


def duration(text: str) -> timedelta | None:
    """Return how long an ISO 8601 duration is; None for anything else, also for no time.

    A year counts as 365 days and a month as 30, as Key Vault's limits do.
    """
    seconds = _seconds(_DURATION, text)
    return timedelta(seconds=seconds) if seconds else None


def duration_days(text: str) -> int | None:
    """Return the days in an ISO 8601 duration of whole days or more; None for anything else, also for no time."""
    return _seconds(_DATE, text) // _DAY or None


def _seconds(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.fullmatch(text)
    parts = found.groups(default="0") if found else ()
    return sum(int(part) * length for part, length in zip(parts, _SECONDS_IN, strict=False))


def moment(text: str) -> datetime | None:
    """Return the moment that an ISO 8601 text says, in UTC where it names no zone; None when it says none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def must_expire_within(item: Props, values: Mapping[str, Any]) -> Problems:
    """A key or secret expires within the parameter `days` of its start, or of now; without an expiry it passes."""
    expires = number_if_any(item, f"{_ATTRIBUTES}.expires")
    if expires is not None:
        begins = number_if_any(item, f"{_ATTRIBUTES}.notBefore")
        if expires - (time.time() if begins is None else begins) > values["days"] * _DAY:
            yield f"must set {_ATTRIBUTES}.expires to at most {values['days']} days after it becomes valid"


def must_have_days_left(item: Props, values: Mapping[str, Any]) -> Problems:
    """A key or secret lives for the parameter `days` from now on, at least; without an expiry it passes."""
    expires = number_if_any(item, f"{_ATTRIBUTES}.expires")
    if expires is not None and expires - time.time() < values["days"] * _DAY:
        yield f"must be renewed: {_ATTRIBUTES}.expires is less than {values['days']} days ahead"


def days_parameter(default: int, description: str) -> dict[str, dict[str, Any]]:
    """Return the JSON schema of a parameter `days`."""
    return {"days": {"type": "integer", "minimum": 1, "default": default, "description": description}}
