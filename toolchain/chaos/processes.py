"""The processes of an update: which they are, and the end of one of them."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from toolchain.chaos.plan import Victim

PATIENCE = 60
"""Seconds that a step may take on a busy machine."""


class LeftBehindError(Exception):
    """Processes outlive the update that has started them."""


def run_and_kill(
    command: Sequence[str], env: Mapping[str, str], log: Path, victim: Victim | None, events: int
) -> tuple[int, str]:
    """Run an update to its end, kill the victim once the engine has told of so many events; return code and output.

    The log is the engine's, by `--event-log`. Nothing that the update has started may be left.
    """
    output = log.with_suffix(".out")
    with (
        output.open("wb") as shown,
        subprocess.Popen(command, env=env, stdout=shown, stderr=subprocess.STDOUT) as update,
    ):
        started: set[int] = set()
        while victim and update.poll() is None:
            running = descendants(update.pid)
            started |= running.keys()
            if _lines(log) >= events and (found := [pid for pid, line in running.items() if victim in line]):
                with suppress(ProcessLookupError):
                    os.kill(update.pid if victim is Victim.ENGINE else found[0], signal.SIGKILL)
                break
            time.sleep(0.02)
        ended = _until(lambda: update.poll() is not None)
        update.kill()
    left = [] if ended and _until(lambda: not alive(started)) else sorted(alive(started))
    for pid in left:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    if left or not ended:
        raise LeftBehindError(
            f"a minute after the end of {victim}, the update {'has' if ended else 'has not'} ended, {left} run"
        )
    return update.returncode, output.read_text("utf-8", errors="replace")


def descendants(ancestor: int) -> dict[int, str]:
    """Return the command lines of a process and all that it has started."""
    rows = [line.split(maxsplit=2) for line in _listed("pid=,ppid=,args=")]
    family = {ancestor}
    while more := {int(pid) for pid, parent, *_ in rows if int(parent) in family} - family:
        family |= more
    return {int(row[0]): row[-1] for row in rows if int(row[0]) in family}


def alive(processes: set[int]) -> set[int]:
    """Return those that run; what has ended and waits to be noticed does not."""
    states = (line.split() for line in _listed("pid=,stat="))
    return {int(pid) for pid, state in states if not state.startswith("Z")} & processes


def _listed(columns: str) -> list[str]:
    return subprocess.run(["ps", "-e", "-o", columns], check=True, capture_output=True, text=True).stdout.splitlines()


def _lines(file: Path) -> int:
    return file.read_bytes().count(b"\n") if file.exists() else 0


def _until(true: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while not (holds := true()) and time.monotonic() < end:
        time.sleep(0.05)
    return holds
