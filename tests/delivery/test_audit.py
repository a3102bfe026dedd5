"""What `make audit` runs finds what it is there for, with our settings."""

import subprocess
from pathlib import Path

import pytest

from tests.engine import ROOT

BINARIES = ROOT / ".local" / "bin"
VENV = ROOT / ".venv" / "bin"

WORKFLOW = """\
name: one
on: pull_request
permissions: {permissions}
concurrency:
  group: one
  cancel-in-progress: true
jobs:
  one:
    name: One
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@{version}
        with:
          persist-credentials: false
      - run: echo {text}
"""
PINNED = "de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2"
GOOD = {"permissions": "{}", "version": PINNED, "text": "hello"}
INJECTED = "${{ github.event.pull_request.title }}"


def workflow(folder: Path, **changed: str) -> Path:
    file = folder / ".github" / "workflows" / "one.yml"
    file.parent.mkdir(parents=True)
    file.write_text(WORKFLOW.format(**GOOD | changed))
    return file


def exit_code(*command: str | Path) -> int:
    return subprocess.run(command, check=False, capture_output=True).returncode


@pytest.mark.parametrize(
    ("changed", "found"),
    [({}, False), ({"version": "v6"}, True), ({"text": INJECTED}, True), ({"permissions": "write-all"}, True)],
)
def test_zizmor_refuses_what_is_not_pinned_too_strong_or_open(
    changed: dict[str, str], found: bool, tmp_path: Path
) -> None:
    settings = ROOT / ".github" / "zizmor.yml"
    file = workflow(tmp_path, **changed)

    assert (
        exit_code(VENV / "zizmor", "--offline", "--quiet", "--persona", "pedantic", "--config", settings, file) != 0
    ) == found


@pytest.mark.parametrize(("text", "found"), [("hello", False), (INJECTED, True), ("${{ github.evnt_name }}", True)])
def test_actionlint_refuses_what_github_would_not_understand(text: str, found: bool, tmp_path: Path) -> None:
    assert (exit_code(BINARIES / "actionlint", workflow(tmp_path, text=text)) != 0) == found


# Put together here, so that nothing that looks like a secret stands in this file.
TOKEN = "ghp_" + "x7Kq2mZ9pLw4Rt8vYb3Nc6Hd1Jf5Gs0Ae2Ui"
ROLE = "ba92f5b4-2d11-453d-a403-" + "e96b0029c9fe"


@pytest.mark.parametrize(
    ("name", "line", "found"),
    [
        ("delivery/one.py", f'TOKEN = "{TOKEN}"', True),
        ("components/one.py", f'TOKEN = "{TOKEN}"', True),
        ("components/one.py", f'API_KEY = "{ROLE}"', False),
    ],
)
def test_gitleaks_finds_secrets_and_knows_public_ids(name: str, line: str, found: bool, tmp_path: Path) -> None:
    file = tmp_path / name
    file.parent.mkdir()
    file.write_text(f"{line}\n")
    command = (BINARIES / "gitleaks", "dir", "--no-banner", "--config", ROOT / ".gitleaks.toml", ".")

    assert (subprocess.run(command, cwd=tmp_path, check=False, capture_output=True).returncode != 0) == found


def test_a_secret_in_a_lower_layer_of_an_image_is_found(tmp_path: Path) -> None:
    """As image.yml looks: an image is saved as an archive of archives, one for each layer."""
    for name, text in (("layer1", f"token={TOKEN}\n"), ("layer2", "")):
        (tmp_path / "app.env").write_text(text)
        subprocess.run(["tar", "-cf", f"{name}.tar", "app.env"], cwd=tmp_path, check=True)
    subprocess.run(["tar", "-cf", "image.tar", "layer1.tar", "layer2.tar"], cwd=tmp_path, check=True)
    command = (BINARIES / "gitleaks", "dir", tmp_path / "image.tar", "--max-archive-depth", "5", "--redact")

    assert exit_code(*command) == 1
