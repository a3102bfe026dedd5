"""Prepare this machine: `python -m toolchain.setup {environment,engine}`, both behind `make setup`.

This file runs on any Python 3.6 or newer, so that an old one gets as far as saying what is missing.
"""

import os
import subprocess
import sys

MINIMUM = (3, 11)
NEWER = ("python3.13", "python3.12", "python3.11")


def main() -> None:
    """Go on with a Python that is new enough."""
    if sys.version_info < MINIMUM:
        python = next(filter(works, NEWER), None)
        if python is None:
            sys.exit(too_old(*sys.version_info[:2]))
        os.execvp(python, [python, "-m", "toolchain.setup", *sys.argv[1:]])  # noqa: S606
    from toolchain.preparation import prepare  # noqa: PLC0415  what follows needs the newer syntax

    sys.exit(prepare(sys.argv[1:]))


def works(python: str) -> bool:
    """Tell whether a Python on PATH runs and is new enough (a version manager's stand-in may do neither)."""
    question = f"import sys; sys.exit(sys.version_info < {MINIMUM})"
    try:
        return subprocess.call([python, "-c", question], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def too_old(major: int, minor: int) -> str:
    """Say what to install."""
    return (
        f"Python {major}.{minor} is too old for this project: install Python 3.11 or newer (https://www.python.org/, "
        "or your package manager's `python3.13`), or name one with `make setup PYTHON=/path/to/python3`."
    )


if __name__ == "__main__":
    main()
