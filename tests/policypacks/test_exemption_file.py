"""`guardrails exemptions add` and `unused`: the file keeps what people wrote; what a run had no use for is told."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from guardrails.report import store

from tests.policypacks.report.made import EXEMPTION, result
from tests.policypacks.test_command import run

URN = "urn:pulumi:prod::p::azure-native:containerregistry:Registry::images"
ADDED = ["add", "acr-admin-user-disabled", URN, "--category", "waiver", "--owner", "platform-team"]
FIELDS = [*ADDED, "--reason", "An old scanner: it signs in # with it", "--expires", "2027-01-31"]
ENTRY = """- guardrail: acr-admin-user-disabled
  resource: urn:pulumi:prod::p::azure-native:containerregistry:Registry::images
  category: waiver
  reason: 'An old scanner: it signs in # with it'
  owner: platform-team
  expires: 2027-01-31
"""
OTHER = """{0}- guardrail: "acr-sku-premium"   # asked for
{0}  resource: '*::images'
{0}  category: waiver
{0}  owner: a
{0}  reason: a small one is enough
{0}  expires: 2026-12-01
"""


def indented(text: str, column: int) -> str:
    """Return the lines, further to the right."""
    return "".join(f"{' ' * column}{line}" for line in text.splitlines(keepends=True))


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the pack's exemptions, on 2026-11-21."""
    path = tmp_path / "exemptions.yaml"
    monkeypatch.setenv("GUARDRAILS_EXEMPTIONS", str(path))
    monkeypatch.setenv("GUARDRAILS_TODAY", "2026-11-21")
    path.write_text("exemptions: []\n")
    return path


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("exemptions: []\n", "exemptions:\n" + indented(ENTRY, 2)),
        ("# ours\nexemptions: [ ]  # none yet\n", "# ours\nexemptions:  # none yet\n" + indented(ENTRY, 2)),
        ("exemptions:\n", "exemptions:\n" + indented(ENTRY, 2)),
        ("exemptions: null", "exemptions:\n" + indented(ENTRY, 2)),
        ("", "exemptions:\n" + indented(ENTRY, 2)),
        ("# nothing\n", "# nothing\nexemptions:\n" + indented(ENTRY, 2)),
        *(
            (f"# ours\nexemptions:\n{OTHER.format(' ' * column)}", indented(ENTRY, column))
            for column in (0, 2, 4)
        ),
        (f"exemptions:\n{OTHER.format('')}# the end".replace("\n", "\r\n"), ENTRY.replace("\n", "\r\n")),
    ],
)  # fmt: skip
def test_an_exemption_is_added_below_what_stands_there(
    before: str, after: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_bytes(before.encode())
    file.chmod(0o640)

    code, out, err = run(capsys, "exemptions", *FIELDS)

    assert (code, out) == (0, ""), err
    assert "for 71 days" in err
    text = file.read_bytes().decode()
    kept = before.rstrip() if "- " in before else ""
    assert text == (f"{kept}{chr(13) if chr(13) in before else ''}\n{after}" if kept else after)
    assert file.stat().st_mode & 0o777 == 0o640
    assert run(capsys, "exemptions", "list")[0] == 0


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (["acr-admin-user-disabeld", URN], "acr-admin-user-disabled"),
        (["acr-admin-user-disabled", "images"], "begin with urn:pulumi:"),
        (["acr-admin-user-disabled", URN.replace(":Registry:", ":Token:")], "does not judge"),
        (["--expires", "2026-11-20"], "give a day from 2026-11-21 on"),
        (["--expires", "2027-11-23"], "give a day until 2027-11-22"),
        (["--expires", "2027-02-30"], "2027-02-30"),
        (["--max-days", "70"], "give a day until 2027-01-30"),
        (["--category", "wavier"], "waiver"),
        (["--reason", "short"], "reason"),
        (["acr-sku-premium", "*::images"], "until 2026-12-01 (a); change that entry"),
    ],
)
def test_what_cannot_be_added_is_refused_and_nothing_is_lost(
    change: list[str], told: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = f"exemptions:\n{OTHER.format('')}"
    file.write_text(before)
    named = [*change, *FIELDS[3:]] if not change[0].startswith("-") else [*FIELDS[1:], *change]

    code, _, err = run(capsys, "exemptions", "add", *named)

    assert code == 2
    assert told in " ".join(err.replace("│", "").split())
    assert file.read_text() == before
    assert list(file.parent.iterdir()) == [file]


def test_a_file_in_flow_style_is_left_to_people(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = f"exemptions: {[*yaml.safe_load(OTHER.format(''))]}".replace("datetime.date(2026, 12, 1)", "2026-12-01")
    file.write_text(before)

    code, _, err = run(capsys, "exemptions", *FIELDS)

    assert (code, file.read_text()) == (2, before)
    assert "lines of its own" in err


def test_a_folder_that_cannot_be_written_to_keeps_its_file(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)

    code, _, err = run(capsys, "exemptions", *FIELDS)

    assert (code, file.read_text(), list(file.parent.iterdir())) == (2, "exemptions: []\n", [file])
    assert "No space left on device; nothing was changed" in err


def test_what_a_run_had_no_use_for_is_unused(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    def exempting(**changes: str) -> dict[str, str]:
        return {**EXEMPTION, **changes}

    file.write_text(
        yaml.safe_dump(
            {
                "exemptions": [
                    exempting(),
                    exempting(expires="2026-11-20"),
                    exempting(resource="urn:pulumi:other::*"),
                    exempting(resource="*::green"),
                    exempting(guardrail="aks-private-cluster"),
                    exempting(guardrail="aks-pool-fips", resource="*::batch"),
                ]
            }
        )
    )
    of = result(exempting=True)
    off = [replace(one, on=one.name != "aks-pool-fips") for one in of.guardrails]
    found = [one for one in of.findings if one.guardrail not in {"aks-private-cluster", "aks-pool-fips"}]
    last = tmp_path / "last.json"
    last.write_text(store.to_json(replace(of, guardrails=tuple(off), findings=tuple(found))), "utf-8")

    code, out, err = run(capsys, "exemptions", "unused", str(last))

    assert code == 1
    assert [[*line.split()[:2], line.rstrip().split("  ")[-1].strip()] for line in out.splitlines()[2:]] == [
        ["aks-run-command-disabled", "*::green", "there is no such resource"],
        ["aks-private-cluster", "*::blue", "there is nothing to exempt"],
        ["aks-pool-fips", "*::batch", "the guardrail is off, or nothing of the run is what it judges"],
    ]
    assert err == "5 of 6 exemptions are for dicts/dev, 3 unused.\n"
    last.write_text(store.to_json(replace(of, complete=False)), "utf-8")
    assert run(capsys, "exemptions", "unused", str(last))[0] == 2
