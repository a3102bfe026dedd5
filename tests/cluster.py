"""A Kubernetes API server for tests, and clients for whoever a test wants to be."""

import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from simulator.kubernetes import kubeconfig
from simulator.kubernetes.client import Client
from tests.engine import ROOT
from toolchain.kubernetes_server import Server


@dataclass(frozen=True)
class Cluster:
    """A running API server with its controllers; nothing runs pods."""

    server: Server

    @property
    def folder(self) -> Path:
        """What `SIMULATED_KUBERNETES` names, for runs of the engine."""
        return self.server.folder

    @property
    def kubeconfig(self) -> Path:
        """The file that opens it to an administrator."""
        return self.server.kubeconfig

    def client(
        self, user: str = "", groups: Sequence[str] = (), warned: Callable[[str], object] = lambda _: None
    ) -> Client:
        """Return a client that asks as the administrator, or as somebody else with the groups given."""
        return Client(kubeconfig.read(str(self.kubeconfig)), user=user, groups=groups, warned=warned)


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def running(folder: Path) -> Iterator[Cluster]:
    """Run an API server that keeps its state in a folder and ends with the block."""
    server = Server(ROOT / ".local" / "bin" / "kubernetes", folder)
    if not server.binary.exists():
        pytest.fail("the Kubernetes API server is missing: run `make kube-up`", pytrace=False)
    server.start(free_port(), with_parent=True)
    try:
        yield Cluster(server)
    finally:
        server.stop()
