"""A stack's way through a pipeline, on the real engine and the simulated Azure."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from delivery import kept_principals
from delivery.stack import CLEAN, DRIFTED, FAILED, fenced, main
from tests.engine import ROOT, Engine
from toolchain import local

PROGRAMS = Path(__file__).parent / "programs"


def way(engine: Engine, folder: Path, program: str) -> tuple[Path, Path, Callable[[str], tuple[int, str]]]:
    """Return a program's folder, that of its reports, and what takes its stack one step further."""
    project, reports = Path(shutil.copytree(PROGRAMS / program, folder / program)), folder / "reports"
    local.create_stack(project, "dev", folder, engine.env)

    def step(command: str) -> tuple[int, str]:
        words = ["-m", "delivery.stack", command, "dev", "--folder", str(reports), "--cwd", str(project)]
        done = subprocess.run(
            [sys.executable, *words], cwd=ROOT, env=engine.env, check=False, capture_output=True, text=True
        )
        return done.returncode, done.stdout + done.stderr

    return project, reports, step


@pytest.mark.engine
def test_what_was_planned_is_applied_and_drift_is_found(engine: Engine, tmp_path: Path) -> None:
    """The plan runs and no more than the plan; a change by hand is told, planned away, and then told no longer."""
    project, reports, step = way(engine, tmp_path, "group")

    missing = f"{reports}/plan.json is missing: make it with `python -m delivery.stack plan dev`\n"
    assert step("apply") == (FAILED, missing)
    assert step("plan")[0] == CLEAN
    assert (reports / "guardrails.sarif").is_file()
    settings = project / "Pulumi.dev.yaml"
    settings.write_text(settings.read_text().replace("config:\n", "config:\n  group:second: true\n"))
    code, output = step("apply")
    assert code != 0
    assert "no steps were expected for this resource" in output
    assert step("plan")[0] == CLEAN
    assert step("apply")[0] == CLEAN

    azure = tmp_path / "azure.json"
    azure.write_text(azure.read_text().replace('"access": "Deny"', '"access": "Allow"'))
    assert step("drift")[0] == DRIFTED
    told = (reports / "drift.md").read_text()
    assert '::closed securityRules[0].access: "Deny" => "Allow"' in told
    assert "What Azure has does not meet the guardrails" in told, "the state alone would"
    assert "nsg-no-any-inbound" in told
    assert step("plan")[0] == CLEAN
    assert json.loads((reports / "plan.json").read_text())["manifest"]
    assert step("apply")[0] == CLEAN
    assert '"access": "Allow"' not in azure.read_text()
    assert step("drift")[0] == CLEAN
    assert (reports / "drift.md").read_text() == ""


@pytest.mark.engine
def test_an_identity_that_keeps_its_principal_is_no_failure(engine: Engine, tmp_path: Path) -> None:
    """The engine misses the replacement of its role, and everything planned is done."""
    project, _, step = way(engine, tmp_path, "identity")
    settings = project / "Pulumi.dev.yaml"

    assert [step(command)[0] for command in ("plan", "apply")] == [CLEAN] * 2
    settings.write_text(settings.read_text().replace("config:\n", "config:\n  identity:owner: somebody\n"))
    assert step("plan")[0] == CLEAN
    code, output = step("apply")

    assert (code, "RoleAssignment::reads but none were seen" in output) == (CLEAN, True)
    assert '"owner": "somebody"' in (tmp_path / "azure.json").read_text()


UNSEEN = "<{%reset%}>expected resource operations for urn:pulumi:s::p::{kind}::one but none were seen<{%reset%}>\n"
ROLE = UNSEEN.replace("{kind}", "hardened-aks:index:A$azure-native:authorization:RoleAssignment")


@pytest.mark.parametrize(
    ("messages", "alone"),
    [
        ([ROLE, ROLE], True),
        ([ROLE, UNSEEN.replace("{kind}", "azure-native:authorization:ManagementLockByScope")], False),
        ([ROLE, "Code=Conflict"], False),
        ([], False),
    ],
)
def test_anything_else_that_fails_is_a_failure(messages: list[str], alone: object, tmp_path: Path) -> None:
    """An update that ends without a word too; warnings are none."""
    events = [{"diagnosticEvent": {"severity": "error", "message": one}} for one in messages]
    events += [{"diagnosticEvent": {"severity": "warning", "message": "old"}}, {"summaryEvent": {}}]
    log = tmp_path / "events.json"
    log.write_text("".join(f"{json.dumps(event)}\n" for event in events))

    assert kept_principals.alone(log) is alone


def test_an_engine_that_fails_is_not_drift(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pulumi = tmp_path / "pulumi"
    pulumi.write_text("#!/bin/sh\nexit 255\n")
    pulumi.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    assert main(["drift", "dev", "--folder", str(tmp_path)]) == FAILED
    assert main(["plan", "dev", "--folder", str(tmp_path)]) == FAILED
    assert not (tmp_path / "drift.md").exists()


def test_a_block_of_code_is_not_left() -> None:
    assert fenced("a\n````\nb\n") == "`````\na\n````\nb\n`````"
