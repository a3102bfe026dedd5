"""The command that the workflows write with."""

from pathlib import Path

import pytest

from delivery.tell import main
from tests.delivery.conftest import GitHub


def test_a_comment_is_written(hub: GitHub, tmp_path: Path) -> None:
    hub.set(issues__3__comments=[])
    (tmp_path / "guardrails.md").write_text("# Guardrails")

    assert main(["comment", "3", "--mark", "preview-dev", "--file", str(tmp_path / "guardrails.md")]) == 0
    assert [one["body"] for one in hub.get("issues/3/comments")] == ["<!-- hardened-aks: preview-dev -->\n# Guardrails"]


def test_an_issue_is_open_as_long_as_there_is_something_to_tell(hub: GitHub, tmp_path: Path) -> None:
    hub.set(issues=[])
    file = tmp_path / "drift.md"
    states = []
    for text in ("", "first", "second", "\n"):
        file.write_text(text)
        assert main(["issue", "Drift in dev", "--mark", "drift-dev", "--file", str(file)]) == 0
        states.append([(one["body"].rpartition("\n")[2], one.get("state", "open")) for one in hub.get("issues")])

    assert states == [[], [("first", "open")], [("second", "open")], [("second", "closed")]]


def test_what_cannot_be_told_fails_with_the_reason(
    hub: GitHub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file is missing where the look itself failed; GitHub may refuse."""
    hub.set()
    question = ["issue", "Drift in dev", "--mark", "drift-dev", "--file", str(tmp_path / "drift.md")]

    assert main(question) == 1
    assert "drift.md is missing: the job that writes it failed before" in capsys.readouterr().err
    (tmp_path / "drift.md").write_text("first")
    assert main(question) == 1
    assert "Not Found (HTTP 404)" in capsys.readouterr().err
