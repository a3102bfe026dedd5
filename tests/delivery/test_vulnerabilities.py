"""Everything that is locked is looked up, and no answer is no pass."""

import sys
from pathlib import Path

import pytest
import yaml

from delivery import vulnerabilities
from tests.engine import ROOT


def test_every_lock_and_every_module_is_looked_up() -> None:
    """Those that Dependabot keeps up to date."""
    updates = yaml.safe_load((ROOT / ".github" / "dependabot.yml").read_text("utf-8"))["updates"]
    watched = {
        one["package-ecosystem"]: {ROOT / name.strip("/") for name in one.get("directories", ())} for one in updates
    }
    python = [line for line, _ in vulnerabilities.commands("python", ROOT)]

    assert {Path(line[line.index("--requirement") + 1]) for line in python} == {
        folder / "requirements.lock" for folder in watched["pip"]
    }
    assert all("--strict" in line for line in python)
    go = {folder: line[-1] for line, folder in vulnerabilities.commands("go", ROOT)}
    assert go.keys() == watched["gomod"]
    assert {folder for folder, pattern in go.items() if pattern == "./..."} == {
        file.parent for folder in go for file in folder.glob("*.go")
    }


@pytest.mark.parametrize(
    ("lines", "ends", "told"),
    [
        ([["-c", ""], ["-c", ""]], 0, ""),
        ([["-c", ""], ["-c", "exit(3)"]], 1, "-c exit(3)` found something or could not ask"),
        ([], 1, ""),
    ],
)
def test_whoever_cannot_ask_fails(
    lines: list[list[str]], ends: int, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(vulnerabilities, "commands", lambda *_: [([sys.executable, *line], ROOT) for line in lines])

    with pytest.raises(SystemExit) as ended:
        vulnerabilities.main("python")

    assert ended.value.code == ends
    assert told in capsys.readouterr().err


def test_a_tool_that_is_not_there_fails(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(vulnerabilities, "commands", lambda *_: [(["no-such-tool"], ROOT)])

    with pytest.raises(SystemExit) as ended:
        vulnerabilities.main("go")

    assert ended.value.code == 1
    assert "No such file or directory: 'no-such-tool'" in capsys.readouterr().err


def test_another_ecosystem_is_told() -> None:
    with pytest.raises(SystemExit, match=r"\{python,go\}, not rust"):
        vulnerabilities.commands("rust", ROOT)
