"""What a process costs: CPU time of it and all it waited for, which others on the machine cannot blur, and memory."""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TypeVar

ROOT = Path(__file__).parents[1]
_PAUSE = 0.01
_PEAK = re.compile(r"^VmHWM:\s+(\d+) kB", re.MULTILINE)
_Answer = TypeVar("_Answer")


@dataclass(frozen=True)
class Cost:
    """One process from its start to its end."""

    cpu: float
    """Seconds, user and system."""
    wall: float
    """Seconds, as a person waits."""
    memory: float
    """The most it held, in MB."""


def environment(**variables: str) -> dict[str, str]:
    """Return the environment of what is measured: byte code is kept, nobody's own pack or settings reach it."""
    ours = ("PULUMI_", "GUARDRAILS_", "PYTHONDONTWRITEBYTECODE", "PYTHONPATH")
    plain = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**plain, "PYTHONPYCACHEPREFIX": str(ROOT / ".local" / "pycache"), **variables}


def command(arguments: Sequence[str], accepted: Sequence[int] = (0,)) -> tuple[Cost, str]:
    """Run a command to its end; return what it cost and what it said. Any other exit code ends the benchmark."""
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        process = _Measured(arguments, {}, stdout=output, stderr=errors)
        cost = process.over()
        output.seek(0)
        errors.seek(0)
        if process.exit_code not in accepted:
            sys.exit(f"{' '.join(arguments)} failed:\n{errors.read()}")
        return cost, output.read()


def server(
    arguments: Sequence[str], variables: Mapping[str, str], ask: Callable[[str], _Answer]
) -> tuple[Cost, _Answer]:
    """Start a server, give the first line that it prints to `ask`, end it; return what it cost and the answer."""
    with tempfile.TemporaryFile("w+") as errors:
        process = _Measured(arguments, variables, stdout=subprocess.PIPE, stderr=errors)
        with process.output as output:
            try:
                answer = ask(output.readline().strip())
            finally:
                cost = process.over(end=True)
    return cost, answer


class _Measured:
    def __init__(self, arguments: Sequence[str], variables: Mapping[str, str], **files: Any) -> None:
        self._began = time.perf_counter()
        self._process = subprocess.Popen(arguments, env=environment(**variables), text=True, **files)
        self._status = Path(f"/proc/{self._process.pid}/status")
        self._memory = 0.0

    @property
    def output(self) -> IO[str]:
        assert self._process.stdout  # noqa: S101 - there is a pipe
        return self._process.stdout

    @property
    def exit_code(self) -> int | None:
        return self._process.returncode

    def over(self, *, end: bool = False) -> Cost:
        """Wait for the end, or bring it about; the memory is read as often as does no harm to what is measured."""
        self._look()
        if end:
            self._process.terminate()
        while not (waited := os.wait4(self._process.pid, os.WNOHANG))[0]:
            time.sleep(_PAUSE)
            self._look()
        _, status, used = waited
        self._process.returncode = os.waitstatus_to_exitcode(status)
        return Cost(used.ru_utime + used.ru_stime, time.perf_counter() - self._began, self._memory)

    def _look(self) -> None:
        """Read the peak so far: that of `wait4` counts the parent's memory, of which the child began as a copy."""
        found = _PEAK.search(self._status.read_text("utf-8"))
        self._memory = int(found[1]) / 1024 if found else self._memory
