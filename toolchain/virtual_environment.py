"""The virtual environment `.venv`, exactly as requirements.lock says."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from toolchain.steps import SetupError, run

PIP = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes")

MIRROR = "Check the network, or name a mirror of the Python package index with PIP_INDEX_URL."


def prepare_environment(root: Path) -> None:
    """Make `.venv`, or finish one that was left half-made; the stamp comes last."""
    venv = root / ".venv"
    python = venv / "bin" / "python"
    if not runs(python):
        if find_spec("ensurepip") is None:
            raise SetupError(without_ensurepip(sys.version_info[:2]))
        run("Creating the virtual environment .venv (5 s)", [sys.executable, "-m", "venv", "--clear", str(venv)])
    packages = [str(python), *PIP, "--no-compile", "-r", str(root / "requirements.lock")]
    run("Installing the packages of requirements.lock into .venv (15 s)", packages, otherwise=MIRROR)
    (venv / ".stamp").touch()


def runs(python: Path) -> bool:
    """Tell whether a virtual environment's interpreter works, with pip."""
    try:
        return subprocess.run([python, "-c", "import pip"], check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def without_ensurepip(version: tuple[int, int]) -> str:
    """Say how to get the part of Python that some distributions package apart."""
    major, minor = version
    return (
        f"this Python has no ensurepip, which makes virtual environments: install it (Debian and Ubuntu: "
        f"`apt install python{major}.{minor}-venv`), or name another Python with `make setup PYTHON=/path/to/python3`"
    )
