"""The gate as a person or a workflow asks it."""

from pathlib import Path
from typing import Any

import pytest

from delivery import places
from delivery.gate import main
from tests.delivery.calendars import EXAMPLE, LONG, OVERRIDE, STACKS, WEST, asking, freeze

ALWAYS = {"freezes": [freeze(weekly="Mon 00:00 - Mon 00:00")]}
DAY = "2026-06-03T12:00+02:00"


@pytest.mark.parametrize(
    ("at", "further", "code", "said"),
    [
        (DAY, ["--approved-by", "ben"], 0, "Deployment allowed: cluster prod-weu environment prod, Wed"),
        (DAY, ["--approved-by", "ada"], 1, "- approval second person: 0 of 1 given; approve"),
        ("2026-06-05T16:00+02:00", ["--approved-by", "ben"], 1, "- freeze weekend until Mon 2026-06-08 07:00 CEST: "),
        ("2026-12-24T12:00+01:00", ["--approved-by", "ben"], 1, "- freeze year-end until Mon 2027-01-04 08:00 CET: "),
    ],
)
def test_a_stack_is_allowed_or_told_why_not(  # noqa: PLR0913, PLR0917  a case, and what pytest gives
    at: str,
    further: list[str],
    code: int,
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    question = ["--stack", "prod", "--at", at, "--author", "ada"]

    assert main([*asking(tmp_path, EXAMPLE), *question, *further]) == code

    output = capsys.readouterr().out
    assert said in output
    assert (tmp_path / "summary.md").read_text() == f"{output}\n"


def test_the_calendar_as_committed_is_for_the_stacks_as_committed(capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever a fork makes of either."""
    _, stacks = places.read()

    for stack in stacks:
        assert main(["--stack", stack]) in {0, 1}
        assert f"cluster {stack}-" in capsys.readouterr().out


def test_the_use_of_an_override_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = {"timeZone": "Europe/Berlin", "global": {"freezes": [LONG]}, "overrides": [OVERRIDE]}
    question = asking(tmp_path, content)

    assert main([*question, "--environment", "prod", "--at", "2026-12-24T13:00+01:00"]) == 0
    assert "Overridden by ada, approved by ben, until 2026-12-25 12:00: CVE-2026-1" in capsys.readouterr().out


@pytest.mark.parametrize(("cluster", "code"), [("prod-weu", 1), ("prod-east", 1), ("dev-weu", 0)])
@pytest.mark.parametrize("prefix", ["", "my-platform:"])
def test_a_stack_needs_the_leave_of_all_its_clusters(
    prefix: str, cluster: str, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prod = WEST | {f"{prefix}environment": "prod", f"{prefix}stamps": [{"name": "east"}]}
    question = asking(tmp_path, {"timeZone": "UTC", "clusters": {cluster: ALWAYS}}, STACKS | {"prod": prod})

    assert main([*question, "--stack", "prod"]) == code
    assert "cluster prod-weu environment prod cluster prod-east, " in capsys.readouterr().out


@pytest.mark.parametrize("stack", ["prod", "prod-dr", "live"])
def test_a_stack_s_environment_is_what_its_settings_say(
    stack: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A stack of production under another name meets production's layer, and a provider's key is none of ours."""
    live = WEST | {"environment": "prod", "azure-native:environment": "public"}
    question = asking(tmp_path, {"timeZone": "UTC", "environments": {"prod": ALWAYS}}, STACKS | {stack: live})

    assert main([*question, "--stack", stack]) == 1
    assert f"Deployment refused: cluster {stack}-weu environment prod" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            {"environments": {"Prod": ALWAYS}},
            "environment Prod: this is the setting `environment` of no stack; did you mean prod?",
        ),
        ({"clusters": {"prod_weu": ALWAYS}}, "cluster prod_weu: this is no stack with the short name of its region"),
        ({"clusters": {"europe": ALWAYS}}, "; there are: dev-weu, prod-weu"),
        (
            {"global": {"freezes": [LONG]}, "overrides": [OVERRIDE | {"where": {"environment": "prd"}}]},
            "environment prd: this is the setting `environment` of no stack; did you mean prod?",
        ),
    ],
)
def test_a_calendar_for_a_place_of_no_stack_allows_nothing(
    content: dict[str, Any], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A freeze under a misspelt name would never hold."""
    question = asking(tmp_path, {"timeZone": "UTC", **content})

    for stack in STACKS:
        assert main([*question, "--stack", stack]) == 2
        assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (["--stack", "prd"], "there is no Pulumi.prd.yaml in "),
        (["--stack", "prd"], "; stacks are: dev, prod"),
        (
            ["--environment", "prd"],
            "environment prd: this is the setting `environment` of no stack; did you mean prod?",
        ),
        (["--cluster", "weu"], "cluster weu: this is no stack with the short name of its region"),
    ],
)
def test_a_place_of_no_stack_may_not_be_deployed_to(
    question: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*asking(tmp_path, EXAMPLE), *question]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "settings", [{}, WEST, {"environment": "prod"}, WEST | {"environment": 3}, STACKS["prod"] | {"stamps": ["east"]}]
)
def test_a_stack_that_does_not_say_where_it_is_stops_the_gate(
    settings: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    question = asking(tmp_path, {"timeZone": "UTC"}, STACKS | {"prod": settings})

    assert main([*question, "--stack", "prod"]) == 2
    assert "Pulumi.prod.yaml does not say where the stack is: " in capsys.readouterr().err


@pytest.mark.parametrize("scratch", ['{"encryptionsalt": "v1:x"}', '{"config": {"environment": "dev"}}', "a: [", "- 1"])
def test_a_half_written_stack_stops_no_other(scratch: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What somebody tries beside production must not keep an urgent change from it."""
    question = asking(tmp_path, EXAMPLE)
    (tmp_path / "Pulumi.scratch.yaml").write_text(scratch, "utf-8")

    assert main([*question, "--stack", "prod", "--at", DAY, "--author", "ada", "--approved-by", "ben"]) == 0
    assert main([*question, "--stack", "scratch"]) == 2
    assert "Pulumi.scratch.yaml" in capsys.readouterr().err


def test_a_name_that_a_half_written_stack_may_have_is_still_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody knows whether the freeze holds anywhere; the stack that does not say is named."""
    question = asking(tmp_path, {"timeZone": "UTC", "clusters": {"scratch-weu": ALWAYS}})
    (tmp_path / "Pulumi.scratch.yaml").write_text("{}", "utf-8")

    assert main([*question, "--stack", "prod"]) == 2
    assert "\nPulumi.scratch.yaml does not say where the stack is: environment, " in capsys.readouterr().err


def test_a_layer_that_no_pipeline_asks_for_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever writes a freeze for an application learns that it would hold nobody."""
    assert main([*asking(tmp_path, {"timeZone": "UTC", "applications": {"shop": {}}}), "--stack", "dev"]) == 2
    assert "applications: " in capsys.readouterr().err


@pytest.mark.parametrize("moment", ["yesterday", "2026-12-24T12:00"])
def test_a_moment_that_is_none_is_a_wrong_question(moment: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--at", moment])

    assert end.value.code == 2
    assert f"{moment}" in (said := capsys.readouterr().err)
    assert "write it like 2026-12-24T18:00+01:00" in said
