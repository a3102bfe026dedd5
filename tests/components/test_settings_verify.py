"""A stack's file is checked without a run, by the reader that the program has."""

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from components.settings.identity import IdentitySetting
from components.settings.verify import verify
from tests.components.recorder import ROOT
from tests.engine import EXAMPLES
from tests.hostile import HOSTILE

TODAY = "2026-12-01"
"""A day before anything of a stack ends."""
STACKS = pytest.mark.parametrize(
    "stack", sorted(file.stem.removeprefix("Pulumi.") for file in ROOT.glob("Pulumi.*.yaml"))
)


@pytest.mark.parametrize(
    ("change", "problems"),
    [
        (("", ""), []),
        (
            ("10.20.0.0/20", "10.20.0.0/25"),
            ["hardened-aks:addressSpace: 10.20.0.0/25 is too small: use a /22 or larger"],
        ),
        (
            (
                "clusterAccess: direct",
                'clusterAccess: render\n  manifests: {repository: "https://a.nl/b", token: {secure: v1:bm9uY2U=}}',
            ),
            [],
        ),
    ],
)
def test_a_stack_s_file_is_verified(change: tuple[str, str], problems: list[str], tmp_path: Path) -> None:
    """In a process of its own, as the doctor asks: Pulumi's settings are the process's."""
    shutil.copy(ROOT / "Pulumi.yaml", tmp_path)
    (tmp_path / "Pulumi.mine.yaml").write_text((EXAMPLES / "dev.yaml").read_text("utf-8").replace(*change))
    code = "import json, pathlib, sys; from components.settings.verify import verify; "
    code += "print(json.dumps(verify('mine', pathlib.Path(sys.argv[1]))))"

    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, check=True, capture_output=True, text=True
    )

    assert json.loads(done.stdout) == problems


@STACKS
def test_every_stack_s_file_is_right(stack: str) -> None:
    """Whatever stacks a fork has, one that waits for a disaster too."""
    command = [sys.executable, "-m", "components.settings.verify", stack]

    done = subprocess.run(
        command, cwd=ROOT, check=False, capture_output=True, text=True, env={**os.environ, "GUARDRAILS_TODAY": TODAY}
    )

    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize(
    ("since", "today", "ends"),
    [
        ("2026-12-01", "2027-10-01", ""),
        ("2026-12-01", "2027-10-02", "2027-12-01"),
        ("2026-12-01", "2028-01-01", "2027-12-01"),
        (None, "2028-01-01", ""),
    ],
)
def test_the_end_of_eligibilities_is_told_two_months_ahead(since: str | None, today: str, ends: str) -> None:
    identity = IdentitySetting.model_validate({"eligibleFrom": since})

    told = f"identity.eligibleFrom: all eligibilities end on {ends}; decide anew and give the day of the update"
    assert [one.partition(", ")[0] for one in identity.lapses(date.fromisoformat(today))] == ([told] if ends else [])


@pytest.mark.parametrize(("today", "told"), [("2027-10-31", True), ("2027-11-01", False)])
def test_a_first_day_ahead_locks_everybody_out_until_then(today: str, *, told: bool) -> None:
    """The update to it deletes the eligibilities that still hold."""
    identity = IdentitySetting.model_validate({"eligibleFrom": "2027-11-01"})

    lapse = "identity.eligibleFrom: nobody can activate anything before 2027-11-01"
    assert list(identity.lapses(date.fromisoformat(today))) == ([lapse] if told else [])


@STACKS
def test_the_day_that_is_asked_about_can_be_another(stack: str) -> None:
    """A warning is no problem; only a stack with eligibilities has one."""
    command = [sys.executable, "-m", "components.settings.verify", stack]
    env = {**os.environ, "GUARDRAILS_TODAY": "2199-01-01"}

    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, env=env)

    assert done.returncode == 0
    warned = done.stdout.startswith("identity.eligibleFrom: all eligibilities end on ")
    assert warned == ("eligibleFrom:" in (ROOT / f"Pulumi.{stack}.yaml").read_text("utf-8"))


def test_what_is_no_day_is_told() -> None:
    command = [sys.executable, "-m", "components.settings.verify", "dev"]
    env = {**os.environ, "GUARDRAILS_TODAY": "tomorrow"}

    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, env=env)

    assert done.returncode == 2
    assert "GUARDRAILS_TODAY must be a day such as 2027-03-01, not 'tomorrow'" in done.stderr


def test_which_stack_has_to_be_said() -> None:
    command = [sys.executable, "-m", "components.settings.verify"]

    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)

    assert done.returncode == 2
    assert "the following arguments are required: stack" in done.stderr


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_file_is_a_problem(text: str, tmp_path: Path) -> None:
    """Whichever of the two it is; nothing else of it is read."""
    for hostile, other in (("Pulumi.mine.yaml", "Pulumi.yaml"), ("Pulumi.yaml", "Pulumi.mine.yaml")):
        (tmp_path / hostile).write_text(text, "utf-8")
        (tmp_path / other).write_text("name: p\n", "utf-8")
        assert HOSTILE[text] in "\n".join(verify("mine", tmp_path))
