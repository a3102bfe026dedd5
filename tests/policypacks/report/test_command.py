"""`guardrails preview`, `analyze`, `report` and `diff`: what is written where, and the exit codes."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from guardrails.command.app import main
from guardrails.report import store
from guardrails.report.locations import Sources
from guardrails.report.model import Location

from tests.engine import Engine
from tests.policypacks.recordings import PACK, SAMPLES
from tests.policypacks.report.made import line, result

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


def fake_pulumi(folder: Path, script: str) -> dict[str, str]:
    """Return an environment whose `pulumi` is a script; `$LOG` is the file for events."""
    program = folder / "bin" / "pulumi"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nwhile [ "$1" != --event-log ]; do shift; done; LOG="$2"\n{script}\n')
    program.chmod(0o755)
    return {**os.environ, "PATH": f"{program.parent}{os.pathsep}/usr/bin{os.pathsep}/bin"}


def preview(cwd: Path, env: dict[str, str], *options: str) -> subprocess.CompletedProcess[str]:
    """Run `guardrails preview` as a program of its own."""
    command = [sys.executable, str(PACK / "guardrails"), "preview", *options]
    return subprocess.run(command, cwd=cwd, env=env, check=False, capture_output=True, text=True)


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


def test_other_options_reach_the_engine_whose_output_is_shown(tmp_path: Path) -> None:
    env = fake_pulumi(tmp_path, 'shift 2; echo "engine got $*"')

    done = preview(tmp_path, env, "--diff", "--stack", "prod", "--target", "x")

    assert done.stdout == "engine got --stack prod --diff --target x\n"
    assert (done.returncode, "no report" in done.stderr) == (3, True)
    assert not (tmp_path / "reports").exists()


@pytest.mark.parametrize("named", ["", None, "other"])
def test_this_pack_judges_unless_another_is_named(tmp_path: Path, named: str | None) -> None:
    """A variable that a pipeline does not have is an empty text there."""
    env = fake_pulumi(tmp_path, 'echo "$PULUMI_OPTION_POLICY_PACK"')
    env.pop("PULUMI_OPTION_POLICY_PACK", None)

    done = preview(tmp_path, env if named is None else {**env, "PULUMI_OPTION_POLICY_PACK": named})

    assert done.stdout == f"{named or PACK}\n"


def test_a_run_that_no_pack_judged_is_no_success(tmp_path: Path) -> None:
    step = {"op": "create", "urn": "urn:pulumi:dev::p::a:b:C::d", "type": "a:b:C", "new": {"custom": True}}
    over = line("summaryEvent", {"durationSeconds": 4, "result": "succeeded"})
    events = tmp_path / "events"
    events.write_text(line("resourcePreEvent", {"metadata": step}) + "\n" + over + "\n")

    done = preview(tmp_path, fake_pulumi(tmp_path, f"cp {events} $LOG"), "--soft-fail")

    assert done.returncode == 3
    assert "No policy pack has judged this run." in done.stdout


def test_what_cannot_be_read_of_a_program_stops_no_report(tmp_path: Path) -> None:
    (tmp_path / "gone.py").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe.py")
    (tmp_path / "good.py").write_text("C('d')\n")

    found = Sources(tmp_path).find("urn:pulumi:dev::p::a:b:C::d")

    assert found == Location("good.py", 1)


def test_an_engine_for_which_nobody_waits_any_more_is_ended(tmp_path: Path) -> None:
    env = fake_pulumi(tmp_path, f"echo $$ > {tmp_path}/pid; trap 'exit 1' INT; while :; do sleep 0.1; done")

    done = preview(tmp_path, {**env, "GUARDRAILS_TODAY": "tomorrow"})

    assert done.returncode == 2
    assert "GUARDRAILS_TODAY" in done.stderr
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def test_what_nobody_foresaw_is_told_and_is_no_finding(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_: Path) -> None:
        raise IndexError("unforeseen")

    monkeypatch.setattr(store, "load", broken)

    code, _, err = run(capsys, "report")

    assert (code, "IndexError: unforeseen" in err) == (3, True)


def test_an_engine_that_breaks_off_exits_3_and_says_why(tmp_path: Path) -> None:
    step = {"op": "create", "urn": "urn:pulumi:dev::p::a:b:C::d", "type": "a:b:C", "new": {"custom": True}}
    events = tmp_path / "events"
    error = line("diagnosticEvent", {"severity": "error", "message": "the program failed\n"})
    events.write_text(line("resourcePreEvent", {"metadata": step}) + "\n" + error + "\n")
    env = fake_pulumi(tmp_path, f"cp {events} $LOG; exit 1")

    done = preview(tmp_path, env)

    assert done.returncode == 3
    assert "could not run to its end: the program failed" in done.stdout
    assert (tmp_path / "reports" / "guardrails.json").exists()


def test_without_an_engine_it_exits_3_and_says_what_to_install(tmp_path: Path) -> None:
    done = preview(tmp_path, {**os.environ, "PATH": str(tmp_path)})

    assert (done.returncode, done.stdout) == (3, "")
    assert "Install the Pulumi CLI" in done.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_engine_is_waited_for(tmp_path: Path, number: signal.Signals) -> None:
    env = fake_pulumi(tmp_path, "trap 'echo cancelled; exit 1' INT TERM; echo begun; while :; do sleep 0.1; done")
    command = [sys.executable, str(PACK / "guardrails"), "preview"]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as begun:
        assert begun.stdout is not None
        assert begun.stdout.readline() == "begun\n"
        time.sleep(0.2)
        if number is signal.SIGINT:  # a terminal tells the whole group
            os.killpg(begun.pid, number)
        else:
            begun.send_signal(number)
        out, err = begun.communicate(timeout=30)

    assert (begun.returncode, out) == (3, "cancelled\n")
    assert "Traceback" not in err


@pytest.mark.engine
def test_the_real_engine_is_previewed_analyzed_and_compared(engine: Engine, tmp_path: Path) -> None:
    project, reports = SAMPLES / "dicts", tmp_path / "reports"
    (_, _, *flags), env = engine.prepare("preview", project, "dev", policy_packs=[PACK])

    done = preview(tmp_path, env, *flags, "--output-dir", str(reports))

    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stdout.index("Previewing update (dev)") < done.stdout.index("Guardrails: dicts/dev")
    found = store.load(reports / "guardrails.json")
    assert found.complete
    assert {one.name: one.operation for one in found.resources} == {
        "cluster": "create",
        "blue": "create",
        "batch": "create",
    }
    batch = next(one for one in found.resources if one.name == "batch")
    assert [one.rpartition("::")[2] for one in batch.depends_on["resourceName"]] == ["blue"]
    previewed = {(one.guardrail, one.urn, one.problem) for one in found.findings if one.verdict}
    assert previewed == {(one.guardrail, one.urn, one.problem) for one in result().findings if one.verdict}

    engine.up(project, env={"PULUMI_OPTION_POLICY_PACK": ""})
    options = ["--stack", "dev", "--cwd", str(project), "--output-dir", str(reports)]
    command = [sys.executable, str(PACK / "guardrails"), "analyze", *options]
    analyzed = subprocess.run(command, cwd=tmp_path, env=env, check=False, capture_output=True, text=True)

    assert analyzed.returncode == 1, analyzed.stdout + analyzed.stderr
    after = store.load(reports / "guardrails.json")
    assert {(one.guardrail, one.urn, one.problem) for one in after.findings if one.verdict} == previewed
    assert {one.location.line for one in after.resources} == {13, 16, 39}


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
