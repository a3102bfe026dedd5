"""The runbook of state and secrets, done by hand: two folders stand for the stores, a vault of ours for Azure's."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.delivery.keys import vault
from tests.engine import ROOT, Engine

SECRET = "not-in-any-file"
STACK = ".pulumi/stacks/kept/shared.json"
LOCK = ".pulumi/locks/organization/kept/shared/0.json"


class Operator:
    """Somebody at a terminal, in the project's folder."""

    def __init__(self, engine: Engine, folder: Path, keys: dict[str, str]) -> None:
        self.project = Path(shutil.copytree(ROOT / "tests" / "delivery" / "programs" / "kept", folder / "kept"))
        # Signed in by `pulumi login`, as people are.
        self.env = {name: value for name, value in engine.env.items() if name != "PULUMI_BACKEND_URL"} | keys
        self.env["PULUMI_CONFIG_PASSPHRASE"] = "until the state has moved"

    def __call__(self, *command: str, fails: bool = False) -> str:
        """Run a command of the CLI and return what it says."""
        done = subprocess.run(
            ["pulumi", *command, "--non-interactive"],
            cwd=self.project,
            env=self.env,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert bool(done.returncode) == fails, done.stdout
        return done.stdout

    def settings(self) -> str:
        """Return the stack's settings, as they are committed."""
        return (self.project / "Pulumi.shared.yaml").read_text("utf-8")


@pytest.mark.engine
def test_a_state_moves_changes_its_key_and_is_opened_again(engine: Engine, tmp_path: Path) -> None:
    """From a folder and a passphrase to a store and a vault's key; the key rotates; lock and damage are mended."""
    first, second = tmp_path / "first", tmp_path / "second"
    for store in (first, second):
        store.mkdir()
    with vault() as keys:
        pulumi = Operator(engine, tmp_path, keys)
        unchanged = ("preview", "--expect-no-changes")

        pulumi("login", first.as_uri())
        pulumi("stack", "init", "shared")
        pulumi("config", "set", "--secret", "password", SECRET)
        pulumi("up", "--yes", "--skip-preview")

        pulumi("stack", "export", "--file", "state.json")
        pulumi("login", second.as_uri())
        pulumi("stack", "init", "shared")
        pulumi("stack", "import", "--file", "state.json")
        pulumi("stack", "change-secrets-provider", "hashivault://keys/1")
        del pulumi.env["PULUMI_CONFIG_PASSPHRASE"]
        pulumi(*unchanged)
        assert "secretsprovider: hashivault://keys/1" in pulumi.settings()
        assert pulumi("stack", "output", "password", "--show-secrets").strip() == SECRET

        before = pulumi.settings()
        pulumi("stack", "change-secrets-provider", "hashivault://keys/2")
        pulumi(*unchanged)
        assert before != pulumi.settings()
        written = [first / STACK, second / STACK, *pulumi.project.iterdir()]
        assert [file for file in written if SECRET in file.read_text("utf-8")] == []

        lock = second / LOCK
        lock.parent.mkdir(parents=True, exist_ok=True)
        lock.write_text(json.dumps({"pid": 1, "username": "ada", "hostname": "h", "timestamp": "2026-11-21T12:00:00Z"}))
        told = pulumi("up", "--yes", "--skip-preview", fails=True)
        assert "the stack is currently locked by 1 lock(s)" in told
        assert "created by ada@h (pid 1) at 2026-11-21" in told
        pulumi(*unchanged)
        pulumi("cancel", "shared", "--yes")
        assert not lock.exists()
        pulumi("refresh", "--preview-only")

        kept = (second / STACK).read_bytes()
        for damage in (b"{", None):
            (second / STACK).unlink() if damage is None else (second / STACK).write_bytes(damage)
            pulumi(*unchanged, fails=True)
            (second / STACK).write_bytes(kept)
        pulumi(*unchanged)
