"""Kubernetes API servers for the tests of this package. They end with the last of these: idle ones take time."""

from collections.abc import Iterator

import pytest

from tests.cluster import Cluster, running
from tests.kubernetes import judging


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Bring what shares the servers together, at the front: of several workers one has it all."""
    items.sort(key=lambda item: not {"cluster", "guarded_cluster"} & set(getattr(item, "fixturenames", ())))


@pytest.fixture(scope="package")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Return an API server with its controllers."""
    with running(tmp_path_factory.mktemp("kubernetes")) as cluster:
        yield cluster


@pytest.fixture(scope="package")
def guarded_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Return one apart, in which the admission policies hold: they would judge what other tests create."""
    with running(tmp_path_factory.mktemp("guarded")) as cluster:
        judging.install(cluster)
        yield cluster
