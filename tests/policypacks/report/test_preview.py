"""`guardrails preview`: the engine as a process, begun, shown, waited for and ended."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from guardrails.previous import VARIABLE
from guardrails.report import store
from guardrails.report.model import Result

from tests.engine import Engine
from tests.policypacks.recordings import PACK, SAMPLES
from tests.policypacks.report.made import line, result


def fake_pulumi(folder: Path, script: str, export: str = "echo 'no stack named x found' >&2; exit 6") -> dict[str, str]:
    """Return an environment whose `pulumi` is a script, and another for exports; `$LOG` is the file for events."""
    program = folder / "bin" / "pulumi"
    program.parent.mkdir()
    exports = f'if [ "$1 $2" = "stack export" ]; then {export}; exit 0; fi'
    program.write_text(f'#!/bin/sh\n{exports}\nwhile [ "$1" != --event-log ]; do shift; done; LOG="$2"\n{script}\n')
    program.chmod(0o755)
    inherited = {name: value for name, value in os.environ.items() if name != VARIABLE}
    return {**inherited, "PATH": f"{program.parent}{os.pathsep}/usr/bin{os.pathsep}/bin"}


def preview(cwd: Path, env: dict[str, str], *options: str) -> subprocess.CompletedProcess[str]:
    """Run `guardrails preview` as a program of its own."""
    command = [sys.executable, str(PACK / "guardrails"), "preview", *options]
    return subprocess.run(command, cwd=cwd, env=env, check=False, capture_output=True, text=True)


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


@pytest.mark.parametrize("named", ["", "other"])
@pytest.mark.parametrize(
    ("options", "added"),
    [
        (["--policy-pack", "mine"], ""),
        (["--policy-pack=mine", "--policy-pack-config=mine.json"], ""),
        (["--policy-pack-config", "all.json"], str(PACK)),
    ],
)
def test_no_pack_is_added_to_one_that_an_option_names(
    tmp_path: Path, named: str, options: list[str], added: str
) -> None:
    """The engine wants a `--policy-pack-config` for each, and asks one twice that is named twice."""
    env = {**fake_pulumi(tmp_path, 'echo "$PULUMI_OPTION_POLICY_PACK"'), "PULUMI_OPTION_POLICY_PACK": named}

    done = preview(tmp_path, env, *options)

    assert done.stdout == f"{named or added}\n"


SHOWN = f'stat -c %a "${VARIABLE}"; cat "${VARIABLE}"'


@pytest.mark.parametrize("options", [["--stack", "prod"], ["--stack=prod", "--cwd", "program"], ["-C", "program"]])
def test_the_state_of_that_stack_is_what_a_preview_is_compared_with(tmp_path: Path, options: list[str]) -> None:
    """As the engine exports it, secrets encrypted, in a file that nobody else reads."""
    (tmp_path / "program").mkdir()
    env = fake_pulumi(tmp_path, SHOWN, export='basename "$PWD"; echo "$*"')

    done = preview(tmp_path, {**env, VARIABLE: ""}, *options)

    folder = "program" if "program" in options else tmp_path.name
    stack = "--stack prod " if options[0] != "-C" else ""
    assert done.stdout == f"600\n{folder}\nstack export {stack}--non-interactive\n"


def test_a_state_that_the_caller_names_is_not_exported_again(tmp_path: Path) -> None:
    env = fake_pulumi(tmp_path, f'echo "${VARIABLE}"', export="exit 1")

    assert preview(tmp_path, {**env, VARIABLE: "before.json"}).stdout == "before.json\n"


def test_a_stack_that_does_not_exist_yet_has_no_state_before(tmp_path: Path) -> None:
    env = fake_pulumi(tmp_path, f'echo "${{{VARIABLE}-none}}"')

    done = preview(tmp_path, env)

    assert (done.stdout, "no stack named" in done.stderr) == ("none\n", False)


def test_nothing_is_previewed_without_the_state_that_there_is(tmp_path: Path) -> None:
    env = fake_pulumi(tmp_path, "echo begun", export="echo 'error: could not list bucket' >&2; exit 1")

    done = preview(tmp_path, env)

    assert (done.returncode, done.stdout) == (3, "")
    assert "`pulumi stack export` failed:\nerror: could not list bucket" in done.stderr


def test_a_run_that_no_pack_judged_is_no_success(tmp_path: Path) -> None:
    step = {"op": "create", "urn": "urn:pulumi:dev::p::a:b:C::d", "type": "a:b:C", "new": {"custom": True}}
    over = line("summaryEvent", {"durationSeconds": 4, "result": "succeeded"})
    events = tmp_path / "events"
    events.write_text(line("resourcePreEvent", {"metadata": step}) + "\n" + over + "\n")

    done = preview(tmp_path, fake_pulumi(tmp_path, f"cp {events} $LOG"), "--soft-fail")

    assert done.returncode == 3
    assert "No policy pack has judged this run." in done.stdout


def test_an_engine_for_which_nobody_waits_any_more_is_ended(tmp_path: Path) -> None:
    env = fake_pulumi(tmp_path, f"echo $$ > {tmp_path}/pid; trap 'exit 1' INT; while :; do sleep 0.1; done")

    done = preview(tmp_path, {**env, "GUARDRAILS_TODAY": "tomorrow"})

    assert done.returncode == 2
    assert "GUARDRAILS_TODAY" in done.stderr
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


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


def looking_back(run: Result) -> list[str]:
    """Return the guardrails on changes that the run counts."""
    return [one.name for one in run.guardrails if one.on and one.name.startswith("change-")]


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
    assert not looking_back(found)

    engine.up(project, env={"PULUMI_OPTION_POLICY_PACK": ""})
    options = ["--stack", "dev", "--cwd", str(project), "--output-dir", str(reports)]
    command = [sys.executable, str(PACK / "guardrails"), "analyze", *options]
    analyzed = subprocess.run(command, cwd=tmp_path, env=env, check=False, capture_output=True, text=True)

    assert analyzed.returncode == 1, analyzed.stdout + analyzed.stderr
    after = store.load(reports / "guardrails.json")
    assert {(one.guardrail, one.urn, one.problem) for one in after.findings if one.verdict} == previewed
    assert {one.location.line for one in after.resources} == {13, 16, 39}
    assert after.packs == found.packs
    assert not looking_back(after)
