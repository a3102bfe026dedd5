"""The gate as a person or a workflow asks it."""

from pathlib import Path

import pytest
import yaml

from delivery.gate import main
from tests.delivery.calendars import LONG, OVERRIDE, freeze


@pytest.mark.parametrize(
    ("at", "further", "code", "said"),
    [
        (
            "2026-06-03T12:00+02:00",
            ["--approved-by", "ben"],
            0,
            "Deployment allowed: cluster prod-weu environment prod, Wed",
        ),
        ("2026-06-03T12:00+02:00", ["--approved-by", "ada"], 1, "- approval second person: 0 of 1 given; approve"),
        ("2026-06-05T16:00+02:00", ["--approved-by", "ben"], 1, "- freeze weekend until Mon 2026-06-08 07:00 CEST: "),
        ("2026-12-24T12:00+01:00", ["--approved-by", "ben"], 1, "- freeze year-end until Mon 2027-01-04 08:00 CET: "),
    ],
)
def test_the_calendar_as_committed(  # noqa: PLR0913, PLR0917  a case, and what pytest gives
    at: str,
    further: list[str],
    code: int,
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))

    assert main(["--stack", "prod", "--at", at, "--author", "ada", *further]) == code

    output = capsys.readouterr().out
    assert said in output
    assert (tmp_path / "summary.md").read_text() == f"{output}\n"


def test_the_use_of_an_override_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "calendar.yaml"
    content = {"timeZone": "Europe/Berlin", "global": {"freezes": [LONG]}, "overrides": [OVERRIDE]}
    file.write_text(yaml.safe_dump(content))

    assert main(["--calendar", str(file), "--environment", "prod", "--at", "2026-12-24T13:00+01:00"]) == 0
    assert "Overridden by ada, approved by ben, until 2026-12-25 12:00: CVE-2026-1" in capsys.readouterr().out


@pytest.mark.parametrize(("cluster", "code"), [("prod-weu", 1), ("prod-east", 1), ("dev-weu", 0), ("east", 0)])
def test_a_stack_needs_the_leave_of_all_its_clusters(
    cluster: str, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    always = {"freezes": [freeze(weekly="Mon 00:00 - Mon 00:00")]}
    (tmp_path / "calendar.yaml").write_text(yaml.safe_dump({"timeZone": "UTC", "clusters": {cluster: always}}))
    settings = {"azure-native:location": "West Europe", "hardened-aks:stamps": [{"name": "east"}]}
    (tmp_path / "Pulumi.prod.yaml").write_text(yaml.safe_dump({"config": settings}))
    question = ["--stack", "prod", "--calendar", str(tmp_path / "calendar.yaml"), "--root", str(tmp_path)]

    assert main(question) == code
    assert "cluster prod-weu environment prod cluster prod-east, " in capsys.readouterr().out


def test_a_stack_that_is_not_there_may_not_be_deployed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--stack", "nowhere"]) == 2
    assert "Pulumi.nowhere.yaml: the stack's clusters cannot be told" in capsys.readouterr().err
