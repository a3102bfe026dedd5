"""The project as a template, by the real CLI, and what a project made by it has."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from delivery.calendar import load
from tests.engine import ROOT, Engine

OWNER = r"@[\w-]+(/[\w.-]+)?|\S+@\S+"
"""A team or a person at GitHub, or an address."""


def export(folder: Path) -> Path:
    """Return a copy of what a clone would have, with the changes that are not committed yet."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.mark.engine
def test_a_new_project_asks_little_and_its_preview_is_green(engine: Engine, tmp_path: Path) -> None:
    """`pulumi new` from a folder, then what `make preview` runs, under a name of its own."""
    template, made = export(tmp_path / "template"), tmp_path / "made"
    (tmp_path / "state").mkdir()
    (template / "requirements.lock").write_text("")  # its packages are those of this environment, below

    answers = ["--name", "my-platform", "--stack", "dev", "--config", "nameSuffix=a1b2", "--yes"]
    command = ["pulumi", "new", str(template), "--dir", str(made), *answers, "--non-interactive"]
    new = subprocess.run(command, env=engine.env, check=False, capture_output=True, text=True)
    assert new.returncode == 0, new.stdout + new.stderr
    assert "`make preview` shows the stack dev" in new.stdout
    settings = yaml.safe_load((made / "Pulumi.dev.yaml").read_text())["config"]
    assert {key.partition(":")[0] for key in settings} == {"my-platform", "azure-native"}
    assert settings["my-platform:nameSuffix"] == "a1b2"

    shutil.rmtree(made / ".venv")
    (made / ".venv").symlink_to(ROOT / ".venv")
    (made / "policypacks" / "aks" / ".venv").symlink_to("../../.venv")  # as `make setup` does
    (made / ".local").mkdir()
    for name in ("bin", "pycache"):
        (made / ".local" / name).symlink_to(ROOT / ".local" / name)
    line = [".venv/bin/python", "-I", "toolchain/local.py", "preview", "dev"]
    env = {**engine.env, "PULUMI_OPTION_POLICY_PACK": "policypacks/aks"}
    preview = subprocess.run(line, cwd=made, env=env, check=False, capture_output=True, text=True)

    assert preview.returncode == 0, preview.stdout + preview.stderr
    report = json.loads((made / "reports" / "guardrails.json").read_text())
    assert "0 refused" in preview.stdout
    assert report["stack"] == "dev"
    assert report["project"] == "my-platform"


def test_every_owner_s_path_is_there() -> None:
    lines = [line for line in (ROOT / ".github" / "CODEOWNERS").read_text().splitlines() if line and line[0] != "#"]
    owners = {path: teams for path, *teams in map(str.split, lines)}

    assert [path for path in owners if not list(ROOT.glob(path.strip("/")))] == []
    assert [team for teams in owners.values() for team in teams or [""] if not re.fullmatch(OWNER, team)] == []
    assert [teams for teams in owners.values() if len(teams) > 1] == [], "GitHub asks for one of them only"
    by_security = {path for path, teams in owners.items() if teams == ["@example/security"]}
    assert {"/policypacks/", "/Pulumi.*.yaml", "/delivery/", "/.github/"} <= by_security


def test_hooks_run_what_set_up_brings() -> None:
    """No hook fetches anything, and each starts with a program that `make setup` or `make audit` has put there."""
    (only,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]

    assert only["repo"] == "local"
    assert {hook["language"] for hook in only["hooks"]} == {"system"}
    assert [hook["entry"] for hook in only["hooks"] if not (ROOT / hook["entry"].split()[0]).exists()] == []
    load()  # as the hook `calendar` does


def test_the_devcontainer_prepares_itself_and_takes_nothing_from_its_host() -> None:
    lines = (ROOT / ".devcontainer" / "devcontainer.json").read_text().splitlines()
    container = json.loads("\n".join(line for line in lines if not line.startswith("//")))

    assert container["postCreateCommand"] == "make setup"
    assert not container.keys() & {"mounts", "runArgs", "privileged", "initializeCommand"}
