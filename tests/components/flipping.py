"""A plugin for pytest: a test's session in which one file of the components has other code.

`python -m pytest -p tests.components.flipping --instead components/cluster/cluster.py flipped.py TEST`
"""

import sys
from pathlib import Path

import pytest

from tests.components.altered import load_from

PATCH = pytest.MonkeyPatch()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the file, and the file whose code it gets."""
    parser.addoption("--instead", nargs=2, type=Path)


def pytest_configure(config: pytest.Config) -> None:
    """Exchange the code before a test imports it."""
    if instead := config.getoption("--instead"):
        file, other = (one.resolve() for one in instead)
        early = {name for name in sys.modules if name.startswith("components.")}
        assert not early, f"imported before the code was exchanged: {early}"
        load_from({file: compile(other.read_text("utf-8"), str(file), "exec")}, PATCH)


def pytest_unconfigure() -> None:
    """Leave the process as it was."""
    PATCH.undo()
