"""Everything that is locked is looked up, and no answer is no pass."""

from types import SimpleNamespace
from typing import Any

import pytest

from delivery import vulnerabilities
from tests.engine import ROOT


def test_every_lock_and_every_module_is_looked_up() -> None:
    python = {line[line.index("--requirement") + 1] for line, _ in vulnerabilities.commands("python", ROOT)}
    go = {folder for _, folder in vulnerabilities.commands("go", ROOT)}

    assert python == {str(ROOT / "requirements.lock"), str(ROOT / "simulator" / "schema" / "requirements.lock")}
    assert go == {file.parent for file in (ROOT / "toolchain").rglob("go.mod")} != set()
    assert all("--strict" in line for line, _ in vulnerabilities.commands("python", ROOT))


@pytest.mark.parametrize(("codes", "ends"), [([0, 0], 0), ([0, 1], 1), ([3, 0], 1), ([], 1)])
def test_whoever_cannot_ask_fails(codes: list[int], ends: int, monkeypatch: pytest.MonkeyPatch) -> None:
    left = iter(codes)
    lines = [(["audit"], ROOT) for _ in codes]
    answered: Any = SimpleNamespace(run=lambda *_, **__: SimpleNamespace(returncode=next(left)))
    monkeypatch.setattr(vulnerabilities, "subprocess", answered)
    monkeypatch.setattr(vulnerabilities, "commands", lambda *_: lines)

    with pytest.raises(SystemExit) as ended:
        vulnerabilities.main("python")

    assert ended.value.code == ends


def test_another_ecosystem_is_told() -> None:
    with pytest.raises(SystemExit, match=r"\{python,go\}, not rust"):
        vulnerabilities.commands("rust", ROOT)
