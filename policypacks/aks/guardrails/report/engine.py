"""Runs the Pulumi CLI: its own output live, its events in a file. The standard library only, as it starts first."""

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, Self

PACK: Final = Path(__file__).resolve().parents[2]
_POLICY_PACK: Final = "PULUMI_OPTION_POLICY_PACK"


class EngineError(Exception):
    """The engine cannot be run; the text says what to do."""


class NoStackError(EngineError):
    """There is no stack of that name yet."""


class Preview:
    """`pulumi preview`, begun."""

    def __init__(self, arguments: Sequence[str], cwd: Path, events: Path, environment: Mapping[str, str]) -> None:
        """Begin it, with this pack unless another is named, by the environment or the arguments.

        Args:
            arguments: Further ones of the CLI.
            cwd: The program's folder.
            events: File that the engine writes its events to.
            environment: The caller's.

        Raises:
            EngineError: when there is no Pulumi.

        """
        command = [_pulumi(environment), "preview", "--event-log", str(events), *arguments]
        # The CLI hides `--event-log` behind this variable where it is not logged in to Pulumi Cloud.
        env = {**environment, "PULUMI_DEBUG_COMMANDS": "true"}
        if not any(one.partition("=")[0] == "--policy-pack" for one in arguments):  # the engine takes both
            env[_POLICY_PACK] = ",".join(packs(environment))
        # Whoever interrupts, the engine ends by itself and has its say. Handlers do not reach into it; ignoring would.
        signal.signal(signal.SIGINT, lambda *_: None)
        signal.signal(signal.SIGTERM, lambda number, _: self._process.send_signal(number))
        self._process = subprocess.Popen(command, cwd=cwd, env=env)  # noqa: S603 - what the operator asked for

    def wait(self) -> None:
        """Wait until it is over."""
        self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """End it where whoever waits for it cannot go on: nobody would read what it finds."""
        if kind and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait()


def export(stack: str, cwd: Path, environment: Mapping[str, str]) -> str:
    """Return the state of a stack, of the selected one without a name; secrets stay encrypted.

    Raises:
        NoStackError: when there is none of that name.
        EngineError: as `ask`.

    """
    return ask(["stack", "export", *(["--stack", stack] if stack else [])], cwd, environment)


def ask(arguments: Sequence[str], cwd: Path, environment: Mapping[str, str]) -> str:
    """Return what a command of the CLI writes to standard output, whether or not policies stop it.

    Raises:
        EngineError: when there is no Pulumi, or the command wrote nothing and failed.

    """
    command = [_pulumi(environment), *arguments, "--non-interactive"]
    done = subprocess.run(  # noqa: S603 - what the operator asked for
        command, cwd=cwd, env=dict(environment), check=False, capture_output=True, text=True
    )
    if done.returncode and not done.stdout.strip():
        # As Pulumi's own Automation API tells it: sdk/nodejs/automation/errors.ts.
        kind = NoStackError if "no stack named" in done.stderr else EngineError
        raise kind(f"`pulumi {' '.join(arguments[:2])}` failed:\n{done.stderr.strip()}")
    return done.stdout


def packs(environment: Mapping[str, str]) -> list[str]:
    """Return the policy packs that the environment names, or this one; an empty name is none, as a pipeline's is."""
    return (environment.get(_POLICY_PACK) or str(PACK)).split(",")


def _pulumi(environment: Mapping[str, str]) -> str:
    found = shutil.which("pulumi", path=environment.get("PATH", os.defpath))
    if not found:
        raise EngineError("there is no `pulumi` on the PATH. Install the Pulumi CLI, or use `make preview` here.")
    return found
