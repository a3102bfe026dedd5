"""One step of set-up: say what happens and how long it takes, show that it lives, keep its output for a failure."""

import re
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence

TAIL = 25
"""Lines of a failed command that are worth showing."""

UNREACHABLE = re.compile(
    r"dial tcp|no such host|i/o timeout|proxyconnect|TLS handshake|connection re(fused|set)|network is unreachable"
    r"|name resolution|failed to establish a new connection|read timed out|max retries exceeded|proxyerror|sslerror"
    r"|certificate (verify|signed)|\b(403|407|429|50[0234]) [A-Z]|no matching distribution found",
    re.IGNORECASE,
)
"""What pip and go say when they cannot get to their registry, or are refused there."""


class SetupError(Exception):
    """Set-up cannot go on; the text says what to do."""


def run(title: str, command: Sequence[str], *, env: Mapping[str, str] | None = None, otherwise: str = "") -> None:
    """Run one command under a title, quietly unless it fails.

    `otherwise` is what to do when the network is the cause.
    """
    print(f"- {title}", flush=True)
    began = time.monotonic()
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        output = watch(process, began)
    if process.returncode:
        raise SetupError(failure(command, process.returncode, output, otherwise))
    print(f"  done in {time.monotonic() - began:.0f} s", flush=True)


def watch(process: subprocess.Popen[str], began: float) -> str:
    """Wait for the output's end, showing the seconds: each in a terminal, every fifteenth elsewhere."""
    terminal = sys.stdout.isatty()
    while True:
        try:
            return process.communicate(timeout=1 if terminal else 15)[0]
        except subprocess.TimeoutExpired:
            seconds = f"  {time.monotonic() - began:.0f} s"
            print(seconds, end="\r" if terminal else "\n", flush=True)
        except BaseException:
            process.kill()
            raise


def failure(command: Sequence[str], code: int, output: str, otherwise: str) -> str:
    """Explain a failed command by the end of its output, and by the way round a missing network."""
    shown = "\n".join(output.splitlines()[-TAIL:])
    text = f"{shown}\n\n`{' '.join(command)}` ended with code {code}."
    if UNREACHABLE.search(output):
        text += f"\nThe registry could not be reached, or refused. {otherwise}"
    return text
