"""Durations are read as Key Vault reads them, and as Privileged Identity Management does."""

from datetime import timedelta

import pytest
from guardrails.lifetimes import duration, duration_days


@pytest.mark.parametrize(
    ("text", "days"),
    [("P90D", 90), ("P1Y", 365), ("P18M", 540), ("P2W", 14), ("P1Y6M10D", 555), ("p30d", 30)],
)
def test_a_duration_is_counted_in_days(text: str, days: int) -> None:
    assert duration_days(text) == days


@pytest.mark.parametrize("text", ["", "P", "PT1H", "90", "90D", "P-1D", "never"])
def test_what_is_no_duration_of_days_is_none(text: str) -> None:
    assert duration_days(text) is None


@pytest.mark.parametrize(
    ("text", "long"),
    [
        ("PT8H", timedelta(hours=8)),
        ("P1DT12H30M5S", timedelta(days=1, hours=12, minutes=30, seconds=5)),
        ("pt45m", timedelta(minutes=45)),
        ("P1M", timedelta(days=30)),
    ],
)
def test_a_duration_may_have_a_time(text: str, long: timedelta) -> None:
    assert duration(text) == long


@pytest.mark.parametrize("text", ["PT", "PT0S", "P1H", "8H", f"P{'9' * 9}D", "always"])
def test_what_is_no_duration_is_none(text: str) -> None:
    assert duration(text) is None
