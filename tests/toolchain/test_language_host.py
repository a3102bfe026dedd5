"""Programs and policy packs under the real engine and this project's language host."""

import json
import platform
import re
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from tests.engine import Engine, Run

pytestmark = pytest.mark.engine

PROGRAMS = Path(__file__).parent / "programs"
PACK = PROGRAMS / "pack"


def said(run: Run, speaker: str) -> dict[str, Any]:
    """Return what a program or pack printed about itself."""
    line = re.search(rf"{speaker}: (\{{.*\}})", run.output)
    assert line, run.output
    found: dict[str, Any] = json.loads(line[1])
    return found


@pytest.mark.parametrize(("command", "dry_run"), [("preview", True), ("up", False)])
def test_settings_reach_the_program_and_the_pack(engine: Engine, command: str, *, dry_run: bool) -> None:
    run = getattr(engine, command)(PROGRAMS / "tells", "blue", policy_packs=[PACK])

    given = {
        "project": "tells",
        "stack": "blue",
        "organization": "organization",
        "dry_run": dry_run,
        "greeting": "hello",
        "key_length": 3,
    }
    assert [given | {"key_is_secret": True}, given] == [said(run, "program"), said(run, "pack")]
    out = {line.split(":")[0].strip() for line in run.diagnostics("info")}
    err = {line.split(":")[0].strip() for line in run.diagnostics("info#err")}
    assert [{"program", "the pack's other stream"}, {"the program's other stream", "pack"}] == [out, err]


def test_what_is_up_keeps_its_secret_and_can_be_refreshed_and_destroyed(engine: Engine) -> None:
    engine.up(PROGRAMS / "tells", "blue")
    (stack,) = engine.state(PROGRAMS / "tells", "blue")
    assert "ciphertext" in stack["outputs"]["key"]
    assert "k3y" not in json.dumps(stack)

    again = engine.up(PROGRAMS / "tells", "blue")
    engine.refresh(PROGRAMS / "tells", "blue")
    gone = engine.destroy(PROGRAMS / "tells", "blue")

    urn = "urn:pulumi:blue::tells::pulumi:pulumi:Stack::tells-blue"
    assert [{urn: "same"}, {urn: "delete"}] == [again.operations, gone.operations]
    assert engine.state(PROGRAMS / "tells", "blue") == []


def test_a_violation_blocks_the_preview(engine: Engine) -> None:
    config = {"tells:greeting": "wrong"}
    run = engine.preview(PROGRAMS / "tells", "blue", config=config, policy_packs=[PACK], check=False)

    (violation,) = run.violations
    assert (violation["policyName"], violation["enforcementLevel"]) == ("greeting", "mandatory")
    assert "the greeting must not be wrong" in violation["message"]
    assert run.exit_code != 0


@pytest.mark.parametrize(
    ("pack", "error"),
    [
        ("broken_pack", "ended before it was ready"),
        ("talking_pack", "printed 'hello' before it was ready: print to stderr there"),
    ],
)
def test_a_pack_that_does_not_start_says_why(engine: Engine, pack: str, error: str) -> None:
    run = engine.preview(PROGRAMS / "tells", "blue", policy_packs=[PROGRAMS / pack], check=False)

    assert f"error: the policy pack {error}" in run.output
    assert run.exit_code != 0
    assert ("ValueError: this pack is wrong" in run.output) == (pack == "broken_pack")


MISSING = (
    "Missing required configuration variable 'asks:region'\n"
    "\tplease set a value using the command `pulumi config set asks:region <value>`\n"
)

UNHANDLED = "an unhandled error occurred: Program exited with non-zero exit code: 1\n"


@pytest.mark.parametrize(
    ("program", "errors"),
    [
        ("exits", [UNHANDLED]),
        ("bails", ["this cannot be built\n", UNHANDLED]),
        ("asks", [MISSING, UNHANDLED]),
    ],
)
def test_a_program_that_fails_says_why(engine: Engine, program: str, errors: list[str]) -> None:
    run = engine.preview(PROGRAMS / program, check=False)

    assert errors == run.diagnostics("error")
    assert run.exit_code != 0


def test_a_program_that_raises_shows_its_traceback_once(engine: Engine) -> None:
    run = engine.preview(PROGRAMS / "raises", check=False)

    (error,) = run.diagnostics("error")
    assert "ValueError: this program is wrong" in error
    assert run.output.count("Traceback") == run.output.count("ValueError: this program is wrong") == 1
    assert run.exit_code != 0


def test_a_program_that_crashes_is_named_by_its_signal(engine: Engine) -> None:
    run = engine.preview(PROGRAMS / "crashes", check=False)

    assert run.diagnostics("error") == ["an unhandled error occurred: Program was ended by SIGABRT\n"]


def test_a_missing_virtual_environment_is_named(engine: Engine) -> None:
    run = engine.preview(PROGRAMS / "elsewhere", check=False)

    assert f"the option `virtualenv: env` names {PROGRAMS / 'elsewhere' / 'env'}, which has no bin/python" in run.output
    assert "pulumi install" in run.output


def test_a_component_package_runs_as_a_provider(engine: Engine) -> None:
    engine.up(PROGRAMS / "uses_provider")

    (greeting,) = (
        found for found in engine.state(PROGRAMS / "uses_provider") if found["type"] == "greetings:index:Greeting"
    )
    assert greeting["outputs"] == {"text": "hello world"}


def test_the_cli_is_told_about_the_language(engine: Engine) -> None:
    command = ["pulumi", "about", "--json", "--cwd", str(PROGRAMS / "tells")]
    about = json.loads(subprocess.run(command, env=engine.env, check=True, capture_output=True, text=True).stdout)

    python = {"executable": f"{sys.prefix}/bin/python", "version": platform.python_version()}
    assert about["runtime"] == {"language": "python", **python}
    assert ("pulumi_policy", version("pulumi_policy")) in [
        (used["name"], used["version"]) for used in about["dependencies"]
    ]


def test_the_cli_installs_what_a_project_requires(engine: Engine, tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(PROGRAMS / "elsewhere", project)
    (project / "requirements.txt").write_text("--no-index\n")
    command = ["pulumi", "install", "--cwd", str(project)]
    subprocess.run(command, env=engine.env, check=True, capture_output=True)

    assert (project / "env" / "bin" / "python").exists()

    (project / "requirements.txt").write_text("--no-index\nno-such-package\n")
    failed = subprocess.run(command, env=engine.env, check=False, capture_output=True, text=True)

    assert failed.returncode != 0
    assert "No matching distribution found for no-such-package" in failed.stdout + failed.stderr
