"""Fixtures for what is judged in a cluster."""

from collections.abc import Iterator

import pytest

from tests.cluster import Cluster, running
from tests.kubernetes import judging


@pytest.fixture(scope="session")
def guarded_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Return a cluster apart, in which the admission policies hold: they would judge what other tests create."""
    with running(tmp_path_factory.mktemp("guarded")) as cluster:
        judging.install(cluster)
        yield cluster
