"""How long keys and secrets live: Unix times, ISO 8601 durations, and what they are today."""

import re
import time
from collections.abc import Mapping
from typing import Any

from guardrails.checks import number_if_any
from guardrails.props import Problems, Props

_DAY = 86_400
_ATTRIBUTES = "properties.attributes"
_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?", re.IGNORECASE)
_DAYS_IN = (365, 30, 7, 1)


def duration_days(text: str) -> int | None:
    """Return the days in an ISO 8601 duration of whole days or more; None for anything else, also for no time.

    A year counts as 365 days and a month as 30, as Key Vault's limits do.
    """
    found = _DURATION.fullmatch(text)
    numbers = [int(number) for number in found.groups(default="0")] if found else []
    return sum(number * days for number, days in zip(numbers, _DAYS_IN, strict=True)) or None if numbers else None


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
