"""Fixtures for every test."""

import asyncio
import gc
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cluster import Cluster, running
from tests.engine import Engine, environment

# Runs of the whole program are kept for all tests of a worker; Python's own thresholds walk them for ever.
gc.set_threshold(100_000, 10, 10)

LOOP = asyncio.new_event_loop()
"""Stays open: threads of its executor have loops of their own, which Pulumi's mocks make and nobody closes."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the way to take over what a preview shows now."""
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/stack/golden; review the difference")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Give every test and its fixtures an event loop, which Pulumi's outputs want; `asyncio.run` takes the thread's."""
    asyncio.set_event_loop(LOOP)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Bring what shares an API server together, at the front: of several workers one has it all, and its servers."""
    items.sort(key=lambda item: not {"cluster", "guarded_cluster"} & set(getattr(item, "fixturenames", ())))


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """Return a Pulumi of this test's own: home, state and simulated cloud in `tmp_path`."""
    env = environment(tmp_path)
    if shutil.which("pulumi", path=env["PATH"]) is None:
        pytest.fail("the Pulumi engine is missing: run `make setup`", pytrace=False)
    # The calendar of retirements moves with the day; the tests do not.
    return Engine(tmp_path, {**env, "GUARDRAILS_TODAY": "2026-11-21"})


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Return a Kubernetes API server of this test run's own; it ends with the run."""
    with running(tmp_path_factory.mktemp("kubernetes")) as cluster:
        yield cluster
