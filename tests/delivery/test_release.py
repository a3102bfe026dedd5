"""What is published with a version."""

import hashlib
import re
import subprocess
import tarfile
import tomllib
from collections import Counter
from pathlib import Path

import pytest
import yaml
from guardrails import PACK_VERSION

from delivery.release import COMMON, main, notes
from tests.engine import ROOT

CHANGELOG = (
    "# Changelog\n\n## Unreleased\n\n- later\n\n## 1.2.0 - 2026-12-01\n\n### Added\n- this\n\n## 1.1.0\n\n- older\n"
)

COMPONENTS = ("Pulumi.yaml", "__main__.py", "components/one.py", "plugin/PulumiPlugin.yaml", "requirements.lock")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    for name in (*COMMON, *COMPONENTS, "policypacks/aks/PulumiPolicy.yaml"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)
    (root / "CHANGELOG.md").write_text(CHANGELOG)
    (root / "pyproject.toml").write_text('[project]\nname = "x"\nversion = "1.2.0"\n')
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "all"], ["tag", "v1.2.0"]):
        subprocess.run([*git, *words], cwd=root, check=True)
    return root


def test_a_version_is_its_commit_s_files_its_notes_and_their_sums(repository: Path, tmp_path: Path) -> None:
    (repository / "components" / "two.py").write_text("not committed")
    folders = [tmp_path / "first", tmp_path / "second"]

    assert [main(["v1.2.0", "--root", str(repository), "--folder", str(one)]) for one in folders] == [0, 0]

    first, second = ({file.name: file.read_bytes() for file in one.iterdir()} for one in folders)
    assert first == second
    assert first["notes.md"] == b"### Added\n- this\n"
    name = "hardened-aks-components-1.2.0"
    with tarfile.open(folders[0] / f"{name}.tar.gz") as archive:
        files = {one.name for one in archive if one.isfile()}
    assert files == {f"{name}/{one}" for one in (*COMMON, *COMPONENTS, "pyproject.toml")}
    digest = hashlib.sha256(first[f"{name}.tar.gz"]).hexdigest()
    assert f"{digest}  {name}.tar.gz\n" in first["SHA256SUMS"].decode()


@pytest.mark.parametrize(
    ("tag", "changelog", "message"),
    [
        ("v1.3.0", CHANGELOG, "pyproject.toml has version 1.2.0"),
        ("v1.2.0", "# Changelog\n\n## 1.2.0\n\n## 1.1.0\n- older\n", "CHANGELOG.md says nothing under `## 1.2.0`"),
        ("v1.2.0", "# Changelog\n\n## 1.2.01\n- other\n", "CHANGELOG.md says nothing under `## 1.2.0`"),
    ],
)
def test_a_version_that_is_not_ready_is_refused(  # noqa: PLR0913, PLR0917  a case, and what pytest gives
    tag: str, changelog: str, message: str, repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "CHANGELOG.md").write_text(changelog)

    assert main([tag, "--root", str(repository), "--folder", str(tmp_path / "dist")]) == 1
    assert message in capsys.readouterr().err


def test_the_last_version_is_told_to_the_end() -> None:
    assert notes(CHANGELOG, "1.1.0") == "- older\n"


def test_program_and_pack_have_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    pack = yaml.safe_load((ROOT / "policypacks" / "aks" / "PulumiPolicy.yaml").read_text("utf-8"))["version"]

    assert project == pack == PACK_VERSION


def test_no_change_is_told_twice_or_half() -> None:
    """As merges leave them: two begin alike, or one breaks off."""
    changes = re.split(r"^(?=- |#)", (ROOT / "CHANGELOG.md").read_text("utf-8"), flags=re.MULTILINE)
    told = [" ".join(one.split()) for one in changes if one.startswith("- ")]

    assert [one for one in told if not one.endswith((".", ".)"))] == []
    assert [begin for begin, times in Counter(one[:60] for one in told).items() if times > 1] == []
