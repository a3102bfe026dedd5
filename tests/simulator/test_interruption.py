"""What killed an update half-way leaves, and how an operator goes on: docs/runbooks/interrupted-update.md."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from simulator.azure.clock import SCALE
from tests.engine import ROOT, Engine

pytestmark = pytest.mark.engine

IMAGES = Path(__file__).parent / "programs" / "images"
REGISTRY = "azure-native:containerregistry:Registry"
SECONDS = 60


def in_azure(engine: Engine) -> dict[str, str]:
    """Return what exists: type by ARM id."""
    file = engine.folder / "azure.json"
    content: dict[str, Any] = json.loads(file.read_text())["resources"] if file.exists() else {}
    return {one["body"]["id"]: one["kind"] for one in content.values()}


def in_state(engine: Engine) -> dict[str, str]:
    """Return what Pulumi knows of: type by ARM id."""
    resources = engine.export(IMAGES)
    return {one["id"]: one["type"] for one in resources if one["type"].startswith("azure-native:")}


def processes(session: int) -> dict[int, str]:
    """Return the command lines of what still runs in a session."""
    listed = subprocess.run(["ps", "-e", "-o", "sid=,pid=,args="], check=True, capture_output=True, text=True).stdout
    rows = [line.split(maxsplit=2) for line in listed.splitlines()]
    return {int(pid): command for sid, pid, command in rows if int(sid) == session}


def interrupted(engine: Engine, victim: str) -> None:
    """Start an update, and kill the process of this name once Azure has the registry and the engine waits for it."""
    command, env = engine.prepare("up", IMAGES, "dev", env={SCALE: "0.2"})
    with subprocess.Popen([*command, "--yes", "--skip-preview"], env=env, start_new_session=True) as update:
        until(lambda: REGISTRY in in_azure(engine).values())
        (process,) = [pid for pid, line in processes(update.pid).items() if victim in line]
        os.kill(process, signal.SIGKILL)
    assert update.returncode != 0
    until(lambda: not processes(update.pid))


def until(true: Callable[[], object]) -> None:
    """Wait."""
    end = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.05)


def cli(engine: Engine, *arguments: str) -> str:
    """Run a command of the CLI that succeeds."""
    command = ["pulumi", *arguments, "--stack", "dev", "--cwd", str(IMAGES), "--non-interactive"]
    return subprocess.run(command, env=engine.env, check=True, capture_output=True, text=True).stdout


def assert_whole(engine: Engine) -> None:
    """An update completes the rest and nothing twice; then state and Azure are one, and the end leaves nothing."""
    completed = engine.up(IMAGES)
    refreshed = engine.refresh(IMAGES)

    changed = {urn.rpartition("::")[2]: step for urn, step in completed.operations.items() if step != "same"}
    assert changed.get("copy") == "create"
    assert {"replace", "delete", "create-replacement"}.isdisjoint(completed.operations.values())
    assert set(refreshed.operations.values()) <= {"same", "refresh"}
    assert "updated" not in refreshed.output
    assert in_state(engine) == in_azure(engine)
    engine.destroy(IMAGES)
    assert in_azure(engine) == {}


def test_after_the_engines_death_what_azure_has_is_imported(engine: Engine) -> None:
    interrupted(engine, "pulumi up")

    assert "`pulumi cancel`" in engine.up(IMAGES, check=False).output, "the dead engine's lock is there"
    cli(engine, "cancel", "--yes")
    refused = engine.up(IMAGES, check=False).output
    assert "::registry, interrupted while creating" in refused
    assert "cannot create already existing resource" in refused
    (registry,) = (arm_id for arm_id, kind in in_azure(engine).items() if kind == REGISTRY)
    file = engine.folder / "import.json"
    cli(engine, "preview", "--import-file", str(file))
    listed = [one for one in json.loads(file.read_text())["resources"] if one["type"] == REGISTRY]
    file.write_text(json.dumps({"resources": [{**one, "id": registry} for one in listed]}))
    cli(engine, "import", "--file", str(file), "--protect=false", "--generate-code=false", "--skip-preview", "--yes")
    cli(engine, "refresh", "--clear-pending-creates", "--skip-preview", "--yes")

    assert_whole(engine)


def test_after_the_providers_death_what_azure_has_may_also_go(engine: Engine) -> None:
    interrupted(engine, "simulator.azure.provider")

    assert "cannot create already existing resource" in engine.up(IMAGES, check=False).output
    command = [sys.executable, "-m", "simulator", "delete", "registries/images"]
    subprocess.run(command, cwd=ROOT, env={**engine.env, "PYTHONPATH": str(ROOT)}, check=True)

    assert_whole(engine)
