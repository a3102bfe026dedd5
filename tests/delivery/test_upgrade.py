"""A fork with changes of its own takes over a new version."""

import shutil
import subprocess
from pathlib import Path

import pytest

from delivery.upgrade import main
from tests.engine import EXAMPLES, ROOT

OURS = ("Pulumi.yaml", "components/naming.py", ".gitattributes")


def git(folder: Path, *words: str) -> str:
    identity = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-c", "init.defaultBranch=main")
    return subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True, text=True).stdout


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def commit(folder: Path, *tag: str) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "a change")
    for name in tag:
        git(folder, "tag", name)


@pytest.fixture
def upstream(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return this project's own files in a repository with two versions."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Ada")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "ada@example.com")
    folder = tmp_path / "upstream"
    for name in OURS:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    shutil.copy(EXAMPLES / "prod.yaml", folder / "Pulumi.prod.yaml")
    (folder / "delivery").mkdir()
    (folder / "delivery" / "calendar.yaml").write_text("timeZone: Europe/Berlin\n")
    git(folder, "init", "--quiet")
    commit(folder, "v0.1.0")
    change(folder / "components" / "naming.py", '"""', '"""Better. ')
    change(folder / "Pulumi.prod.yaml", "logRetentionDays: 365", "logRetentionDays: 400")
    change(folder / "Pulumi.yaml", "default: platform", "default: landing")
    (folder / "components" / "new.py").write_text("NEW = True\n")
    commit(folder, "v0.2.0")
    git(folder, "switch", "--quiet", "--detach", "v0.1.0")
    return folder


@pytest.fixture
def fork(upstream: Path, tmp_path: Path) -> Path:
    """Return a fork of the first version with settings and a component of its own."""
    folder = tmp_path / "fork"
    git(tmp_path, "clone", "--quiet", "--origin", "upstream", str(upstream), str(folder))
    git(folder, "switch", "--quiet", "--create", "main")
    make_their_own(folder)
    commit(folder)
    return folder


def make_their_own(folder: Path) -> None:
    change(folder / "Pulumi.prod.yaml", "logRetentionDays: 365", "logRetentionDays: 730")
    change(folder / "Pulumi.yaml", "name: hardened-aks", "name: my-platform")
    change(folder / "delivery" / "calendar.yaml", "Europe/Berlin", "Asia/Tokyo")
    (folder / "components" / "own.py").write_text("OWN = True\n")


def is_upgraded(folder: Path) -> None:
    assert "logRetentionDays: 730" in (folder / "Pulumi.prod.yaml").read_text()
    assert "timeZone: Asia/Tokyo" in (folder / "delivery" / "calendar.yaml").read_text()
    project = (folder / "Pulumi.yaml").read_text()
    assert "name: my-platform" in project
    assert "default: landing" in project
    assert (folder / "components" / "naming.py").read_text().startswith('"""Better. ')
    assert {"own.py", "new.py"} <= {file.name for file in (folder / "components").iterdir()}
    assert git(folder, "status", "--porcelain") == ""


def test_a_fork_keeps_what_is_its_own_and_gets_what_is_new(fork: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = git(fork, "rev-parse", "v0.1.0")[:12]

    assert main(["v0.2.0", "--root", str(fork)]) == 0

    is_upgraded(fork)
    assert f"Yours, and new in v0.2.0: git diff {base} v0.2.0 -- Pulumi.prod.yaml\n" in capsys.readouterr().out
    assert git(fork, "config", "--list", "--local").count("merge.fork") == 0


def test_a_copy_without_history_says_once_where_it_is_from(
    upstream: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = Path(shutil.copytree(upstream, tmp_path / "copy", ignore=shutil.ignore_patterns(".git")))
    make_their_own(copy)
    git(copy, "init", "--quiet")
    commit(copy)
    git(copy, "remote", "add", "upstream", str(upstream))
    git(copy, "fetch", "--quiet", "upstream", "--tags")

    assert main(["v0.2.0", "--root", str(copy)]) == 1
    assert "--made-from v0.1.0" in capsys.readouterr().err
    assert main(["v0.2.0", "--made-from", "v0.1.0", "--root", str(copy)]) == 0
    is_upgraded(copy)


def test_what_both_have_changed_is_named_and_left_to_people(fork: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(fork / "components" / "naming.py", '"""', '"""Ours. ')
    commit(fork)

    assert main(["v0.2.0", "--root", str(fork)]) == 1
    assert capsys.readouterr().err.startswith("components/naming.py\nBoth sides changed these. Mend them")
    git(fork, "merge", "--abort")


@pytest.mark.parametrize(("ref", "message"), [("v9", "share no commit"), ("v0.2.0", "not committed")])
def test_nothing_is_touched_when_it_cannot_work(
    ref: str, message: str, fork: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = git(fork, "rev-parse", "HEAD")
    if "committed" in message:
        (fork / "draft.txt").write_text("")

    assert main([ref, "--root", str(fork)]) == 1
    assert message in capsys.readouterr().err
    assert git(fork, "rev-parse", "HEAD") == before
