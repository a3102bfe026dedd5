"""Freezes and approvals: what holds where and when, across zones and clock changes."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from delivery.calendar import Calendar, CalendarError, Where, load
from delivery.decision import decide
from delivery.gate import main
from delivery.moments import DAYS, earliest, latest, weekly
from tests.delivery.calendars import EXAMPLE, LONG, OVERRIDE, asking, freeze, once
from tests.hostile import HOSTILE

ZONES = st.sampled_from(sorted(available_timezones()))
MOMENTS = st.integers(0, 15 * 525_600).map(
    lambda minutes: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
WALLS = MOMENTS.map(lambda moment: moment.replace(tzinfo=None))
WEEKLY = st.tuples(st.integers(0, 6), st.times(), st.integers(0, 6), st.times()).map(
    lambda t: f"{DAYS[t[0]]} {t[1]:%H:%M} - {DAYS[t[2]]} {t[3]:%H:%M}"
)
PROD = Where(environment="prod")


def calendar(content: Mapping[str, Any], zone: str = "Europe/Berlin") -> Calendar:
    return Calendar.model_validate({"timeZone": zone, **content})


def frozen(content: Mapping[str, Any], moment: datetime, zone: str, where: Where = PROD) -> bool:
    return not decide(calendar({"global": {"freezes": [content]}}, zone), where, moment).allowed


@given(wall=WALLS, zone=ZONES, hours=st.integers(1, 500))
def test_a_freeze_holds_from_its_first_instant_to_its_last(wall: datetime, zone: str, hours: int) -> None:
    until = wall + timedelta(hours=hours)
    start, end = earliest(wall, ZoneInfo(zone)), latest(until, ZoneInfo(zone))
    holds = once(wall, until)
    tick = timedelta(microseconds=1)

    assert [frozen(holds, at, zone) for at in (start - tick, start, end - tick, end)] == [False, True, True, False]


@given(wall=WALLS, zone=ZONES, elsewhere=ZONES, text=WEEKLY)
def test_the_zone_in_which_one_asks_changes_nothing(wall: datetime, zone: str, elsewhere: str, text: str) -> None:
    moment = wall.replace(tzinfo=UTC)

    assert frozen(freeze(weekly=text), moment, zone) == frozen(
        freeze(weekly=text), moment.astimezone(ZoneInfo(elsewhere)), zone
    )


@given(moment=MOMENTS, zone=ZONES, text=WEEKLY)
def test_each_week_is_what_the_clock_on_the_wall_says(moment: datetime, zone: str, text: str) -> None:
    place = ZoneInfo(zone)
    offsets = {(moment + timedelta(hours=hours)).astimezone(place).utcoffset() for hours in range(-192, 193, 4)}
    assume(len(offsets) == 1)  # the other test is about clock changes
    wall = moment.astimezone(place)
    now, (first, begins, last, ends) = wall.weekday() * 1440 + wall.hour * 60 + wall.minute, minutes(text)
    start, end = first * 1440 + begins, last * 1440 + ends

    within = start <= now < end if start < end else now >= start or now < end

    assert frozen(freeze(weekly=text), moment, zone) == within


def minutes(text: str) -> tuple[int, int, int, int]:
    when = weekly(text)
    begins, ends = when.begins, when.ends
    return when.first_day, begins.hour * 60 + begins.minute, when.last_day, ends.hour * 60 + ends.minute


@pytest.mark.parametrize(
    ("until", "first_free"),
    [
        ("2026-10-25T02:30:00", "2026-10-25T01:30:00+00:00"),  # 02:30 comes twice: the second counts
        ("2026-03-29T02:30:00", "2026-03-29T01:30:00+00:00"),  # 02:30 is left out: it is 03:30 then
        ("2026-06-01T02:30:00", "2026-06-01T00:30:00+00:00"),
    ],
)
def test_a_clock_change_makes_a_freeze_longer_never_shorter(until: str, first_free: str) -> None:
    holds = once("2026-01-01T00:00:00", until)
    end = datetime.fromisoformat(first_free)

    assert frozen(holds, end - timedelta(minutes=1), "Europe/Berlin")
    assert not frozen(holds, end, "Europe/Berlin")


def test_a_weekend_keeps_its_wall_clock_through_a_clock_change() -> None:
    weekend = freeze(weekly="Fri 16:00 - Mon 07:00")
    starts = [datetime(2026, 3, 27, 15, tzinfo=UTC), datetime(2026, 4, 3, 14, tzinfo=UTC)]
    ends = [datetime(2026, 3, 30, 5, tzinfo=UTC), datetime(2026, 10, 26, 6, tzinfo=UTC)]

    for start in starts:
        assert not frozen(weekend, start - timedelta(minutes=1), "Europe/Berlin")
        assert frozen(weekend, start, "Europe/Berlin")
    for end in ends:
        assert frozen(weekend, end - timedelta(minutes=1), "Europe/Berlin")
        assert not frozen(weekend, end, "Europe/Berlin")


LAYERS = st.fixed_dictionaries(
    {
        "freezes": st.lists(WEEKLY.map(lambda text: freeze(text, weekly=text)), max_size=2, unique_by=str),
        "approvals": st.lists(st.fixed_dictionaries({"name": st.just("any"), "count": st.integers(1, 2)}), max_size=2),
    }
)


@given(data=st.data(), moment=MOMENTS, zone=ZONES, approvers=st.frozensets(st.sampled_from(["ada", "ben", "cleo"])))
def test_a_layer_adds_and_never_takes_away(
    data: st.DataObject, moment: datetime, zone: str, approvers: frozenset[str]
) -> None:
    where = Where(cluster="weu", environment="prod")
    everywhere, cluster, environment = (data.draw(LAYERS) for _ in range(3))
    names = [one["name"] for layer in (everywhere, cluster, environment) for one in layer["freezes"]]
    assume(len(names) == len(set(names)))
    content = {
        "global": everywhere,
        "clusters": {"weu": cluster},
        "environments": {"prod": environment},
    }
    whole = decide(calendar(content, zone), where, moment, author="ada", approvers=approvers)
    parts = [
        decide(calendar({key: value}, zone), where, moment, author="ada", approvers=approvers)
        for key, value in content.items()
    ]

    assert whole.allowed == all(part.allowed for part in parts)


def test_a_layer_covers_its_own_place_only() -> None:
    always = {"freezes": [freeze(weekly="Mon 00:00 - Mon 00:00")]}
    west = calendar({"clusters": {"prod-weu": always}})
    now = datetime(2026, 6, 3, tzinfo=UTC)

    assert not decide(west, Where(environment="prod", cluster="prod-weu"), now).allowed
    assert decide(west, Where(environment="prod", cluster="prod-neu"), now).allowed
    assert decide(west, PROD, now).allowed


@pytest.mark.parametrize(
    ("where", "moment", "allowed"),
    [
        (PROD, "2026-12-24T12:00+01:00", True),
        (Where(environment="prod", cluster="prod-weu"), "2026-12-25T11:59+01:00", True),
        (PROD, "2026-12-24T11:59+01:00", False),
        (PROD, "2026-12-25T12:00+01:00", False),
        (Where(environment="dev"), "2026-12-24T12:00+01:00", False),
        (Where(), "2026-12-24T12:00+01:00", False),
    ],
)
def test_an_override_lifts_one_freeze_in_one_place_for_a_while(where: Where, moment: str, allowed: bool) -> None:
    overridden = calendar({"global": {"freezes": [LONG]}, "overrides": [OVERRIDE]})

    assert decide(overridden, where, datetime.fromisoformat(moment)).allowed == allowed


def test_an_override_of_one_freeze_leaves_the_others_and_the_approvals() -> None:
    content = {
        "global": {"freezes": [LONG, {**LONG, "name": "two"}], "approvals": [{"name": "second person"}]},
        "overrides": [OVERRIDE],
    }
    decision = decide(calendar(content), PROD, datetime.fromisoformat("2026-12-24T13:00+01:00"))

    assert [(one.freeze.name, one.override is not None) for one in decision.frozen] == [("one", True), ("two", False)]
    assert [one.approval.name for one in decision.missing] == ["second person"]


@pytest.mark.parametrize(
    ("approval", "approvers", "allowed"),
    [
        ({}, {"ben"}, True),
        ({}, set(), False),
        ({}, {"ada"}, False),
        ({}, {"Ada"}, False),
        ({"count": 2}, {"ben", "ada"}, False),
        ({"count": 2}, {"ben", "cleo"}, True),
        ({"people": ["Cleo"]}, {"ben"}, False),
        ({"people": ["Cleo"]}, {"cleo"}, True),
    ],
)
def test_an_approval_is_somebody_else_s(approval: dict[str, Any], approvers: set[str], allowed: bool) -> None:
    asked = calendar({"global": {"approvals": [{"name": "consent", **approval}]}})
    decision = decide(asked, PROD, datetime.now(UTC), author="ada", approvers=frozenset(approvers))

    assert decision.allowed == allowed


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        decide(calendar({}), PROD, datetime.now(UTC).replace(tzinfo=None))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"timeZone": "Berlin"}, "'Berlin' is no time zone of IANA"),
        ({"timezone": "UTC"}, "timezone: Extra inputs are not permitted"),
        ({"global": {"freezes": [freeze(weekly="Friday")]}}, "'Friday' is no time of a week"),
        ({"global": {"freezes": [freeze(weekly="Fri 25:00 - Mon 07:00")]}}, "hour must be in 0..23"),
        ({"global": {"freezes": [freeze()]}}, "freeze one: give either from and until, or weekly"),
        ({"global": {"freezes": [{**LONG, "weekly": "Fri 16:00 - Mon 07:00"}]}}, "freeze one: give either"),
        ({"global": {"freezes": [{**LONG, "until": "2026-01-01T00:00:00"}]}}, "freeze one: until comes before from"),
        ({"global": {"freezes": [{**LONG, "until": "2027-01-01T00:00:00Z"}]}}, "leave the offset out"),
        ({"global": {"freezes": [LONG, LONG]}}, "freezes share the name one"),
        ({"global": {"approvals": [{"name": "x", "count": 2, "people": ["ada"]}]}}, "people are only 1"),
        ({"overrides": [OVERRIDE]}, "there is no freeze one"),
        ({"global": {"freezes": [LONG]}, "overrides": [{**OVERRIDE, "approvedBy": "ada"}]}, "somebody else approves"),
        ({"global": {"freezes": [LONG]}, "overrides": [{**OVERRIDE, "reason": " "}]}, "overrides.0.reason: "),
        (
            {"global": {"freezes": [LONG]}, "overrides": [{**OVERRIDE, "until": "2026-12-28T12:00:00"}]},
            "until is at most 3 days after from",
        ),
    ],
)
def test_a_mistake_in_the_calendar_is_told_with_its_place(
    content: dict[str, Any], message: str, tmp_path: Path
) -> None:
    question = asking(tmp_path, {"timeZone": "UTC", **content})
    file = tmp_path / "calendar.yaml"

    with pytest.raises(CalendarError, match=re.escape(message)):
        load(file)
    assert main([*question, "--environment", "prod"]) == 2


def test_a_calendar_that_is_not_there_allows_nothing(tmp_path: Path) -> None:
    assert main(["--calendar", str(tmp_path / "none.yaml")]) == 2


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_file_allows_nothing(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As a calendar, or as the stack's settings; as those of another stack it is no concern of this one."""
    for name, stack in (("calendar.yaml", "prod"), ("Pulumi.prod.yaml", "prod"), ("Pulumi.dev.yaml", "dev")):
        question = asking(tmp_path, EXAMPLE)
        (tmp_path / name).write_text(text, "utf-8")
        assert main([*question, "--stack", stack]) == 2
        assert HOSTILE[text] in capsys.readouterr().err
