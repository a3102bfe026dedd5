"""What the pack is compared with, for `make bench-compare` alone: Checkov in an environment of its own, and OPA."""

import sys
from dataclasses import replace
from pathlib import Path

from toolchain.go import find_go
from toolchain.steps import run
from toolchain.virtual_environment import MIRROR, PIP, runs

PACKAGE = "github.com/open-policy-agent/opa"

NEEDED = "There is no other way round: the comparison is with what this module pins."


def prepare_peers(root: Path) -> None:
    """Install Checkov and what draws the plots, build OPA as verified by go.sum; the stamp comes last."""
    folder = root / ".local" / "peers"
    python = folder / "bin" / "python"
    if not runs(python):
        run("Creating the environment .local/peers (5 s)", [sys.executable, "-m", "venv", "--clear", str(folder)])
    packages = [str(python), *PIP, "-r", str(root / "benchmarks" / "requirements.lock")]
    run("Installing Checkov and Matplotlib into .local/peers (a minute)", packages, otherwise=MIRROR)
    go = replace(find_go(root, otherwise=NEEDED), module=root / "benchmarks" / "opa")
    run(
        "Building OPA from its Go module (1 to 3 minutes the first time)",
        go.command("build", "-trimpath", "-ldflags", "-s -w", "-o", str(folder / "bin" / "opa"), PACKAGE),
        env=go.environment,
        otherwise=NEEDED,
    )
    (root / ".local" / "peers.stamp").touch()
