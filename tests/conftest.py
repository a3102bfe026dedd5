"""Fixtures for every test."""

import asyncio
import gc
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.engine import Engine, environment

# Runs of the whole program are kept for all tests of a worker; Python's own thresholds walk them for ever.
gc.set_threshold(100_000, 10, 10)

# How long an example takes says how busy the machine is, and nothing of what is tested.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

LOOP = asyncio.new_event_loop()
"""Stays open: threads of its executor have loops of their own, which Pulumi's mocks make and nobody closes."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the way to take over what a preview shows now."""
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/stack/golden; review the difference")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Give every test and its fixtures an event loop, which Pulumi's outputs want; `asyncio.run` takes the thread's."""
    asyncio.set_event_loop(LOOP)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """Return a Pulumi of this test's own: home, state and simulated cloud in `tmp_path`."""
    env = environment(tmp_path)
    if shutil.which("pulumi", path=env["PATH"]) is None:
        pytest.fail("the Pulumi engine is missing: run `make setup`", pytrace=False)
    # The calendar of retirements moves with the day; the tests do not.
    return Engine(tmp_path, {**env, "GUARDRAILS_TODAY": "2026-11-21"})
