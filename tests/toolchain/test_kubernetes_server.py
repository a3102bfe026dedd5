"""`make kube-...`: starting, stopping and looking, and what is said when it cannot be."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.kubernetes import kubeconfig
from simulator.kubernetes.client import Client
from tests.cluster import free_port
from tests.engine import ROOT
from toolchain import kubernetes_server
from toolchain.kubernetes_server import Server, ServerError

BINARY = ROOT / ".local" / "bin" / "kubernetes"
COMMAND = [sys.executable, "-m", "toolchain.kube"]
IMPORTS = {"PYTHONPATH": str(ROOT)}

MISTAKES = [
    (["sideways"], {}, "usage: python -m toolchain.kube"),
    (["up"], {"KUBE_PORT": "http"}, "KUBE_PORT=http is no port"),
    (["up"], {"KUBE_PORT": "70000"}, "KUBE_PORT=70000 is no port"),
    (["up"], {}, "the Kubernetes API server is not built yet: run `make kube-up`"),
    (["get"], {}, "no Kubernetes API server is running: run `make kube-up`"),
]


@pytest.mark.parametrize(("arguments", "env", "said"), MISTAKES)
def test_a_mistake_is_told_without_a_traceback(
    tmp_path: Path, arguments: list[str], env: dict[str, str], said: str
) -> None:
    done = subprocess.run(
        [*COMMAND, *arguments], cwd=tmp_path, env={**IMPORTS, **env}, check=False, capture_output=True, text=True
    )

    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == 1


def test_stopping_what_does_not_run_is_no_error(tmp_path: Path) -> None:
    done = subprocess.run([*COMMAND, "down"], cwd=tmp_path, env=IMPORTS, check=True, capture_output=True, text=True)

    assert "was not running" in done.stdout


def test_a_port_that_somebody_has_is_named(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(ServerError, match=rf"port {port} .* as in KUBE_PORT={port + 1}"):
            Server(BINARY, tmp_path / "kubernetes").start(port)


def test_a_server_that_ends_at_once_names_its_logs(tmp_path: Path) -> None:
    broken = tmp_path / "kubernetes"
    broken.write_text("#!/bin/sh\necho no room; exit 3\n")
    broken.chmod(0o755)

    with pytest.raises(ServerError, match=r"ended with code 3; its logs: .*apiserver\.log"):
        Server(broken, tmp_path / "state").start(free_port())
    assert (tmp_path / "state" / "apiserver.log").read_text() == "no room\n"


def test_objects_port_and_credential_outlive_a_restart(tmp_path: Path) -> None:
    local = tmp_path / ".local"
    (local / "bin").mkdir(parents=True)
    (local / "bin" / "kubernetes").symlink_to(BINARY)
    server = Server(local / "bin" / "kubernetes", local / "kubernetes")
    port = str(free_port())

    def run(*arguments: str) -> str:
        env = {**IMPORTS, "KUBE_PORT": port, "PATH": os.environ["PATH"]}
        return subprocess.run(
            [*COMMAND, *arguments], cwd=tmp_path, env=env, check=True, capture_output=True, text=True
        ).stdout

    try:
        assert "ready on 127.0.0.1" in run("up")
        assert "runs already" in run("up")
        with pytest.raises(ServerError, match="runs already"):
            server.start(free_port())
        first = server.kubeconfig.read_text()
        client = Client(kubeconfig.read(str(server.kubeconfig)))
        client.create({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "team-a"}})
        assert "has ended" in run("down")
        # As after a crash: the numbers of processes that are long gone, or somebody else's.
        (server.folder / "pids").write_text(f"{os.getpid()}")
        assert "ready on 127.0.0.1" in run("up")
        shown = run("get")
    finally:
        server.stop()

    assert "team-a" in shown
    assert "kube-system" not in shown
    assert server.kubeconfig.read_text() == first


def test_a_test_s_server_ends_with_the_test_run_however_that_ends(tmp_path: Path) -> None:
    folder = tmp_path / "kubernetes"
    program = (
        "import os, signal; from pathlib import Path; from toolchain.kubernetes_server import Server; "
        f"Server(Path({str(BINARY)!r}), Path({str(folder)!r})).start({free_port()}, with_parent=True); "
        "os.kill(os.getpid(), signal.SIGKILL)"
    )

    killed = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False)

    assert killed.returncode == -signal.SIGKILL
    server = Server(BINARY, folder)
    assert kubernetes_server.wait(lambda: not server.runs(), 10)
