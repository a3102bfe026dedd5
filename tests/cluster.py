"""A Kubernetes API server for tests, and clients for whoever a test wants to be."""

import socket
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from simulator.kubernetes import kubeconfig
from simulator.kubernetes.client import Client
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

    def client(self, user: str = "", groups: Sequence[str] = ()) -> Client:
        """Return a client that asks as the administrator, or as somebody else with the groups given."""
        return Client(kubeconfig.read(str(self.kubeconfig)), user=user, groups=groups)


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
