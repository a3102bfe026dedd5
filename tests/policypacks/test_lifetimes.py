"""Durations are read as Key Vault reads them."""

import pytest
from guardrails.lifetimes import duration_days


@pytest.mark.parametrize(
    ("text", "days"),
    [("P90D", 90), ("P1Y", 365), ("P18M", 540), ("P2W", 14), ("P1Y6M10D", 555), ("p30d", 30)],
)
def test_a_duration_is_counted_in_days(text: str, days: int) -> None:
    assert duration_days(text) == days


@pytest.mark.parametrize("text", ["", "P", "PT1H", "90", "90D", "P-1D", "never"])
def test_what_is_no_duration_of_days_is_none(text: str) -> None:
    assert duration_days(text) is None
