"""What killed an update half-way leaves, and how an operator goes on: docs/runbooks/interrupted-update.md."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engine import ROOT, Engine
from tests.interruption import ENGINE, PROVIDER, cli, in_azure, in_state, interrupted

pytestmark = pytest.mark.engine

IMAGES = Path(__file__).parent / "programs" / "images"
REGISTRY = "azure-native:containerregistry:Registry"
SCALE = "0.2"


def assert_whole(engine: Engine) -> None:
    """An update completes the rest and nothing twice; then state and Azure are one, and the end leaves nothing."""
    completed = engine.up(IMAGES)
    refreshed = engine.refresh(IMAGES)

    changed = {urn.rpartition("::")[2]: step for urn, step in completed.operations.items() if step != "same"}
    assert changed.get("copy") == "create"
    assert {"replace", "delete", "create-replacement"}.isdisjoint(completed.operations.values())
    assert set(refreshed.operations.values()) <= {"same", "refresh"}
    assert "updated" not in refreshed.output
    assert in_state(engine, IMAGES) == in_azure(engine)
    engine.destroy(IMAGES)
    assert in_azure(engine) == {}


def test_after_the_engines_death_what_azure_has_is_imported(engine: Engine) -> None:
    interrupted(engine, ENGINE, REGISTRY, IMAGES, scale=SCALE)

    assert "`pulumi cancel`" in engine.up(IMAGES, check=False).output, "the dead engine's lock is there"
    cli(engine, IMAGES, "cancel", "--yes")
    refused = engine.up(IMAGES, check=False).output
    assert "::registry, interrupted while creating" in refused
    assert "cannot create already existing resource" in refused
    (registry,) = (arm_id for arm_id, kind in in_azure(engine).items() if kind == REGISTRY)
    file = engine.folder / "import.json"
    cli(engine, IMAGES, "preview", "--import-file", str(file))
    listed = [one for one in json.loads(file.read_text())["resources"] if one["type"] == REGISTRY]
    file.write_text(json.dumps({"resources": [{**one, "id": registry} for one in listed]}))
    flags = ("--protect=false", "--generate-code=false", "--skip-preview", "--yes")
    cli(engine, IMAGES, "import", "--file", str(file), *flags)
    cli(engine, IMAGES, "refresh", "--clear-pending-creates", "--skip-preview", "--yes")

    assert_whole(engine)


def test_after_the_providers_death_what_azure_has_may_also_go(engine: Engine) -> None:
    interrupted(engine, PROVIDER, REGISTRY, IMAGES, scale=SCALE)

    assert "cannot create already existing resource" in engine.up(IMAGES, check=False).output
    command = [sys.executable, "-m", "simulator", "delete", "registries/images"]
    subprocess.run(command, cwd=ROOT, env={**engine.env, "PYTHONPATH": str(ROOT)}, check=True)

    assert_whole(engine)


def test_after_an_operators_interruption_the_next_update_goes_on(engine: Engine) -> None:
    """Azure goes on as well, and the state has what the provider no longer waited for."""
    printed = interrupted(engine, ENGINE, REGISTRY, IMAGES, scale=SCALE, by=signal.SIGINT)

    assert "resource created but read failed context canceled: context canceled" in printed
    unfinished = [one["type"] for one in engine.state(IMAGES) if one.get("initErrors")]
    assert REGISTRY in unfinished
    assert_whole(engine)
