"""Updates that die half-way, and what an operator looks at afterwards."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from simulator.azure.catalog import modelled_resources
from simulator.azure.clock import SCALE
from tests.engine import Engine, Json

SECONDS = 600
"""After which what is waited for never comes; a busy machine may take minutes."""
ENGINE, PROVIDER = "pulumi up", "simulator.azure.provider"
"""What a command line has in it, of those that can die."""


def in_azure(engine: Engine) -> dict[str, str]:
    """Return what exists: type by ARM id."""
    file = engine.folder / "azure.json"
    content: dict[str, Any] = json.loads(file.read_text())["resources"] if file.exists() else {}
    return {one["body"]["id"]: one["kind"] for one in content.values()}


def made(engine: Engine) -> dict[str, str]:
    """Return what exists and has not been there from the start, as Defender's plans have: type by ARM id."""
    kinds = modelled_resources()
    return {arm_id: kind for arm_id, kind in in_azure(engine).items() if not kinds[kind].always_exists(arm_id)}


def in_state(engine: Engine, project: Path, stack: str = "dev") -> dict[str, str]:
    """Return what Pulumi knows of: type by ARM id."""
    return {one["id"]: one["type"] for one in _of_azure(engine, project, stack)}


def unknown(engine: Engine, project: Path, stack: str = "dev") -> dict[str, str]:
    """Return what is made and is neither in the state nor listed by a resource in the state: type by ARM id."""
    known = {arm_id for one in _of_azure(engine, project, stack) for arm_id in (one["id"], *_listed(one))}
    return {arm_id: kind for arm_id, kind in made(engine).items() if arm_id not in known}


def _of_azure(engine: Engine, project: Path, stack: str) -> list[Json]:
    return [one for one in engine.state(project, stack) if one["type"].startswith("azure-native:")]


def _listed(parent: Json) -> Iterator[str]:
    for inline in modelled_resources()[parent["type"]].inline:
        segment = modelled_resources()[inline.kind].arm_type.rpartition("/")[2]
        for child in parent["inputs"].get(inline.property) or []:
            yield f"{parent['id']}/{segment}/{child['name']}"


def interrupted(  # noqa: PLR0913  a keyword for each thing that a test varies
    engine: Engine,
    victim: str,
    kind: str,
    project: Path,
    stack: str = "dev",
    *,
    scale: str,
    by: signal.Signals = signal.SIGKILL,
    **settings: Any,
) -> str:
    """Start an update, and end the victim once Azure has a resource of a type and the engine waits for it.

    Args:
        engine: Where to.
        victim: `ENGINE` or `PROVIDER`.
        kind: The type.
        project: The folder with Pulumi.yaml.
        stack: The stack's name.
        scale: How slowly Azure works, see `simulator.azure.clock`: slow enough to be met at work.
        by: How it ends; Ctrl-C in a terminal is SIGINT.
        settings: See `Engine.prepare`.

    Returns:
        What the update has printed.

    """
    command, env = engine.prepare("up", project, stack, env={SCALE: scale}, **settings)
    command += ["--yes", "--skip-preview"]
    with subprocess.Popen(command, env=env, start_new_session=True, stdout=subprocess.PIPE, text=True) as update:
        until(lambda: kind in in_azure(engine).values() or update.poll() is not None)
        (process,) = [pid for pid, line in _processes(update.pid).items() if victim in line]
        os.kill(process, by)
        printed, _ = update.communicate()
    assert update.returncode != 0
    until(lambda: not _processes(update.pid))
    return printed


def _processes(session: int) -> dict[int, str]:
    """Return the command lines of what still runs in a session."""
    listed = subprocess.run(["ps", "-e", "-o", "sid=,pid=,args="], check=True, capture_output=True, text=True).stdout
    rows = [line.split(maxsplit=2) for line in listed.splitlines()]
    return {int(pid): command for sid, pid, command in rows if int(sid) == session}


def until(true: Callable[[], object]) -> None:
    """Wait."""
    end = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.05)


def cli(engine: Engine, project: Path, *arguments: str, stack: str = "dev") -> str:
    """Run a command of the CLI that succeeds and needs no settings."""
    command = ["pulumi", *arguments, "--stack", stack, "--cwd", str(project), "--non-interactive"]
    return subprocess.run(command, env=engine.env, check=True, capture_output=True, text=True).stdout
