"""The programs a language host runs, and their certain end."""

import os
import signal
from asyncio.subprocess import DEVNULL, PIPE, Process, create_subprocess_exec
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress

GUARD = ("sh", "-c", 'read -r _ || kill -9 "-$1"', "guard")
"""Waits for a line of the host, and kills a group when there is none: the host itself was killed."""


class Children:
    """Processes that end no later than the host, or the engine would wait for their output forever.

    Each leads a session of its own: a Ctrl-C in the terminal reaches the engine alone, which then decides, and whatever
    a program has started dies together with it.
    """

    def __init__(self) -> None:
        self._running: set[Process] = set()
        self.killed = False
        """Whether the host has ended them: what they return then says nothing about the program."""

    @asynccontextmanager
    async def start(
        self, command: Sequence[str], *, cwd: str, env: Mapping[str, str], piped: bool
    ) -> AsyncIterator[Process]:
        """Run a command inside the `with` block, which never leaves it running.

        Output is piped, or goes where the host's own goes.
        """
        output = PIPE if piped else None
        process = await create_subprocess_exec(
            *command, cwd=cwd, env=env, stdin=DEVNULL, stdout=output, stderr=output, start_new_session=True
        )
        self._running.add(process)
        guard = await create_subprocess_exec(
            *GUARD, str(process.pid), stdin=PIPE, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True
        )
        try:
            yield process
        finally:
            self._running.discard(process)
            kill_group(process)
            await guard.communicate(b"\n")

    def kill(self) -> None:
        """End every child now."""
        self.killed = True
        for process in self._running:
            kill_group(process)


def kill_group(process: Process) -> None:
    """End a child and what it has started.

    What is left of a child that has ended by itself counts too: the engine waits for everyone who holds the output.
    """
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
