"""Prepare this machine: `python -m toolchain.setup {environment,engine}`, both behind `make setup`.

This file runs on any Python 3.6 or newer, so that one too old or too new gets as far as saying what to install.
"""

import os
import subprocess
import sys

OLDEST, NEWEST = (3, 11), (3, 13)
"""The versions that the locked packages are chosen for."""
COMMANDS = ("python3.13", "python3.12", "python3.11")


def main() -> None:
    """Go on with a Python that the packages support."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        python = next(filter(works, COMMANDS), None)
        if python is None:
            sys.exit(unsupported(*sys.version_info[:2]))
        os.execvp(python, [python, "-m", "toolchain.setup", *sys.argv[1:]])  # noqa: S606
    from toolchain.preparation import prepare  # noqa: PLC0415  what follows needs the newer syntax

    sys.exit(prepare(sys.argv[1:]))


def works(python: str) -> bool:
    """Tell whether a Python on PATH runs and is supported (a version manager's stand-in may be neither)."""
    question = f"import sys; sys.exit(not {OLDEST} <= sys.version_info[:2] <= {NEWEST})"
    try:
        return subprocess.call([python, "-c", question], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def unsupported(major: int, minor: int) -> str:
    """Say what to install."""
    what = "old" if (major, minor) < OLDEST else "new"
    return (
        f"Python {major}.{minor} is too {what} for this project: install Python 3.13, 3.12 or 3.11 beside it "
        "(https://www.python.org/, or your package manager's `python3.13`) and run this again; one that is not on "
        "PATH is named with `make setup PYTHON=/path/to/python3.13`."
    )


if __name__ == "__main__":
    main()
