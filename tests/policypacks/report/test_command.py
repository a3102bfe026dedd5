"""`guardrails preview`, `analyze`, `report` and `diff`: what is written where, and the exit codes."""

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from guardrails import PACK_NAME, PACK_VERSION
from guardrails.command.app import main
from guardrails.report import store
from guardrails.report.locations import Sources
from guardrails.report.model import Location

from tests.policypacks.recordings import PACK
from tests.policypacks.report.made import line, result

LESS = "so more may be new or still there."
REGISTRY = "azure-native:containerregistry:Registry"
FILES = [
    "guardrails.html",
    "guardrails.json",
    "guardrails.md",
    "guardrails.oscal.json",
    "guardrails.sarif",
    "guardrails.xml",
]


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    """Return exit code, stdout and stderr of the command."""
    with pytest.raises(SystemExit) as ended:
        main([str(one) for one in arguments])
    written = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, written.out, written.err


@pytest.fixture
def last(tmp_path: Path) -> Path:
    """Return the file of a result."""
    file = tmp_path / "last.json"
    file.write_text(store.to_json(result(exempting=True)), "utf-8")
    return file


def test_a_report_shows_the_verdict_counts_first(last: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "report", last)

    lines = out.strip().splitlines()
    assert (code, err) == (1, "")
    assert lines[0] == "Guardrails: dicts/dev"
    assert lines[1].startswith("13 refused, 18 advised, 0 undecided, 1 exempted, ")
    assert lines[4].split()[:3] == ["refused", "high", "aks-auto-upgrade-channel"]


def test_one_form_goes_to_stdout_and_several_into_a_folder(
    last: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run(capsys, "report", last, "--format", "sarif", "--soft-fail")
    code, nothing, told = run(capsys, "report", last, "--output-dir", tmp_path / "to", "--soft-fail")

    assert (code, nothing) == (0, "")
    assert {one.name for one in (tmp_path / "to").iterdir()} == {*FILES, "time-to-deploy.svg"}
    assert "guardrails.sarif" in told
    assert (tmp_path / "to" / "guardrails.sarif").read_text("utf-8") == out


@pytest.mark.parametrize(
    ("options", "code"), [([], 1), (["--fail-on", "critical"], 0), (["--fail-on", "advisory"], 1), (["--soft-fail"], 0)]
)
def test_the_gate_is_an_option(options: list[str], code: int, last: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "report", last, *options)[0] == code


def test_a_baseline_forgives_and_diff_tells_the_difference(
    last: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    without = tmp_path / "without.json"
    without.write_text(store.to_json(result()), "utf-8")

    assert run(capsys, "report", last, "--baseline", without)[0] == 0
    code, out, err = run(capsys, "diff", last, without)
    assert code == 1
    assert out.splitlines()[0].startswith("+ high     aks-run-command-disabled: blue must set")
    assert err == "1 new, 1 gone, 31 as before.\n"
    code, out, _ = run(capsys, "diff", without, last, "--json")
    assert (code, [one["kind"] for one in json.loads(out)["new"]]) == (0, ["exempted"])


@pytest.mark.parametrize("broken", [{"complete": False}, {"packs": {}}])
def test_a_run_that_broke_is_compared_and_is_no_success(
    broken: dict[str, Any], last: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    half = tmp_path / "half.json"
    half.write_text(store.to_json(replace(result(exempting=True), findings=(), **broken)), "utf-8")

    code, out, err = run(capsys, "diff", last, half)

    assert (code, len(out.splitlines())) == (3, 32)
    assert err == f"0 new, 32 gone, 0 as before.\n{half}: no pack judged that run to its end, {LESS}\n"
    assert run(capsys, "diff", half, last)[0] == 3


@pytest.mark.parametrize("judging", [True, False])
def test_a_state_that_only_another_pack_judged_passes_no_guardrail_of_this_one(
    judging: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only this pack writes its dependencies; the engine tells of no pack that finds nothing."""
    over = line("summaryEvent", {"durationSeconds": 4, "result": "succeeded"})
    pulumi = tmp_path / "pulumi"
    pulumi.write_text(f"#!/bin/sh\n{'echo {} > $GUARDRAILS_DEPENDENCIES' if judging else ''}\necho '{over}'\n")
    pulumi.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    registry = {"urn": f"urn:pulumi:dev::p::{REGISTRY}::images", "type": REGISTRY, "custom": True}
    state = tmp_path / "state.json"
    state.write_text(json.dumps({"deployment": {"resources": [registry]}}))

    code, out, _ = run(capsys, "analyze", "--file", state, "--output-dir", tmp_path)

    written = store.load(tmp_path / "guardrails.json")
    assert (code, written.packs) == (0, {PACK_NAME: PACK_VERSION} if judging else {})
    assert (" 0 of 0 guardrails passed" in out) is not judging
    assert any(one.on for one in written.guardrails) is judging


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["report", "nowhere.json"], "No such file"),
        (["report", str(PACK / "PulumiPolicy.yaml")], "Give a"),
        (["preview", "--fail-on", "hihg"], "high"),
        (["preview", "--format", "pdf"], "sarif"),
        (["preview", "--baseline", "nowhere.json"], "No such file"),
        (["preview", "--cwd", "nowhere"], "nowhere"),
        (["analyze", "--file", str(PACK / "PulumiPolicy.yaml")], "pulumi stack export"),
        (["diff"], "before"),
    ],
)
def test_a_wrong_invocation_exits_2_and_says_what_is_right(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, *arguments)

    assert code == 2
    assert told in err


def test_a_report_of_another_version_is_refused(last: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(last.read_text("utf-8"))
    last.write_text(json.dumps({**document, "version": "2.0"}), "utf-8")

    code, _, err = run(capsys, "report", last)

    assert (code, "version 2.0" in " ".join(err.split())) == (2, True)


def test_github_gets_annotations_and_a_summary(
    last: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary"))

    _, out, _ = run(capsys, "report", last)

    assert "\n::error file=__main__.py," in out
    assert (tmp_path / "summary").read_text("utf-8").startswith("<!-- guardrails dicts/dev -->")


def test_what_cannot_be_read_of_a_program_stops_no_report(tmp_path: Path) -> None:
    (tmp_path / "gone.py").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe.py")
    (tmp_path / "good.py").write_text("C('d')\n")

    found = Sources(tmp_path).find("urn:pulumi:dev::p::a:b:C::d")

    assert found == Location("good.py", 1)


def test_what_nobody_foresaw_is_told_and_is_no_finding(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_: Path) -> None:
        raise IndexError("unforeseen")

    monkeypatch.setattr(store, "load", broken)

    code, _, err = run(capsys, "report")

    assert (code, "IndexError: unforeseen" in err) == (3, True)


def test_the_timeline_is_told_or_how_to_get_it(last: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    untimed = tmp_path / "untimed.json"
    untimed.write_text(store.to_json(replace(result(), schedule=None)), "utf-8")

    code, out, _ = run(capsys, "timeline", last)
    assert code == 0
    assert "ManagedCluster" in out
    assert "the critical path." in out
    code, _, told = run(capsys, "timeline", untimed)
    assert code == 2
    assert "GUARDRAILS_DURATIONS" in told
    run(capsys, "report", untimed, "--output-dir", tmp_path / "to", "--soft-fail")
    assert not (tmp_path / "to" / "time-to-deploy.svg").exists()
    assert run(capsys, "report", untimed, "--format", "gantt")[0] == 2
