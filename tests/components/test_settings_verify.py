"""A stack's file is checked without a run, by the reader that the program has."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from components.settings.verify import verify
from tests.components.recorder import ROOT
from tests.engine import EXAMPLES
from tests.hostile import HOSTILE


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


@pytest.mark.parametrize("stack", sorted(file.stem.removeprefix("Pulumi.") for file in ROOT.glob("Pulumi.*.yaml")))
def test_every_stack_s_file_is_right(stack: str) -> None:
    """Whatever stacks a fork has, one that waits for a disaster too."""
    command = [sys.executable, "-m", "components.settings.verify", stack]

    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)

    assert (done.returncode, done.stdout) == (0, "")


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
