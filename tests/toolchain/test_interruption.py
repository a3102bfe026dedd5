"""Whatever ends the CLI ends everything that it has started, at once."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.engine import Engine

pytestmark = pytest.mark.engine

WAITS = Path(__file__).parent / "programs" / "waits"
LEAVES = Path(__file__).parent / "programs" / "leaves"

START = 30
"""Seconds within which a program surely runs."""

SOON = 2
"""Seconds that an interrupted run may take to end."""


def within(seconds: float, condition: Callable[[], bool]) -> bool:
    """Wait until something holds, and tell whether it came to that."""
    end = time.monotonic() + seconds
    while not (holds := condition()) and time.monotonic() < end:
        time.sleep(0.02)
    return holds


def running(processes: list[str]) -> list[str]:
    """Return those processes that still run; zombies do not."""
    command = ["ps", "-o", "pid=,stat=", "-p", ",".join(processes)]
    lines = subprocess.run(command, check=False, capture_output=True, text=True).stdout.splitlines()
    states = dict(line.split() for line in lines)
    return [process for process in processes if process in states and not states[process].startswith("Z")]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize(("command", "flags"), [("preview", []), ("up", ["--yes", "--skip-preview"])])
def test_an_interrupted_run_ends_at_once_and_leaves_nothing_behind(
    engine: Engine, tmp_path: Path, number: signal.Signals, command: str, flags: list[str]
) -> None:
    file = tmp_path / "processes"
    arguments, env = engine.prepare(command, WAITS, "dev", env={"PROCESSES": str(file)})
    with subprocess.Popen(
        [*arguments, *flags], env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as cli:
        assert within(START, file.exists)
        host_program_child = file.read_text("utf-8").split()
        before = running(host_program_child)
        began = time.monotonic()
        cli.send_signal(number)
        output, _ = cli.communicate(timeout=START)
    took = time.monotonic() - began

    assert (host_program_child, 3) == (before, len(before))
    assert within(SOON, lambda: not running(host_program_child)), running(host_program_child)
    assert took < SOON, output
    assert "Traceback" not in output
    assert cli.returncode != 0


def test_a_run_ends_when_its_language_host_is_killed(engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "processes"
    arguments, env = engine.prepare("preview", WAITS, "dev", env={"PROCESSES": str(file)})
    with subprocess.Popen(arguments, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as cli:
        assert within(START, file.exists)
        host, *program_child = file.read_text("utf-8").split()
        os.kill(int(host), signal.SIGKILL)
        cli.communicate(timeout=START)  # the program holds the other end of the output, too

    assert within(SOON, lambda: not running(program_child)), running(program_child)
    assert cli.returncode != 0


def test_a_run_does_not_wait_for_what_its_program_leaves_behind(engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "processes"
    began = time.monotonic()
    engine.preview(LEAVES, env={"PROCESSES": str(file)})
    took = time.monotonic() - began

    assert within(SOON, lambda: not running([file.read_text("utf-8")]))
    assert took < START
