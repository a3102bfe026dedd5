"""A Kubernetes API server on this machine only: kube-apiserver over an etcd of its own, and its controllers."""

import base64
import csv
import fcntl
import json
import os
import secrets
import signal
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

ADDONS = Path(__file__).with_name("kubernetes_addons.yaml")
USER = "local-admin"
LIMIT = 60
"""Seconds to be ready in; two to five are usual."""

CONTROLLERS = (
    "clusterrole-aggregation-controller",
    "garbage-collector-controller",
    "namespace-controller",
    "resourcequota-controller",
    "root-ca-certificate-publisher-controller",
    "serviceaccount-controller",
    "validatingadmissionpolicy-status-controller",
)
"""Without them namespaces would never go, quotas would refuse nothing, and policies' type checks would stay empty."""

CHILDREN: list[subprocess.Popen[bytes]] = []
"""Servers that end with this process: it keeps the other ends of their standard inputs open."""


class ServerError(Exception):
    """The server cannot be had; the text says what to do."""


@dataclass(frozen=True)
class Server:
    """One API server with its controllers, and the folder that is all it writes to."""

    binary: Path
    folder: Path

    @property
    def kubeconfig(self) -> Path:
        """The file that opens it to an administrator."""
        return self.folder / "kubeconfig"

    def start(self, port: int, *, with_parent: bool = False) -> None:
        """Start it and wait until it answers.

        Args:
            port: On this machine's loopback interface.
            with_parent: Whether it ends with this process, however that ends.

        Raises:
            ServerError: It runs already, its port is taken, it was not built, or it did not start.

        """
        if not self.binary.exists():
            raise ServerError("the Kubernetes API server is not built yet: run `make kube-up`")
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._lock() as lock:
            if not take(lock):
                raise ServerError(f"a Kubernetes API server runs already in {self.folder}")
            refuse_taken(port)
            starting = Starting(self, port, lock, with_parent=with_parent)
            try:
                starting.api_server()
                controllers = starting.controllers()
                starting.addons()
                starting.wait_for(controllers)
            except BaseException:
                starting.end()
                raise

    def stop(self, limit: float = 20) -> bool:
        """End it and say whether it ran; its objects stay in the folder."""
        if not self.runs():
            return False
        pids = [int(pid) for pid in (self.folder / "pids").read_text("utf-8").split()]
        for number in (signal.SIGTERM, signal.SIGKILL):
            for pid in pids:
                send(pid, number)
            if wait(lambda: not self.runs(), limit):
                return True
        raise ServerError(f"the Kubernetes API server in {self.folder} does not end: processes {pids}")

    def runs(self) -> bool:
        """Tell whether it runs: its processes hold the lock."""
        if not self.folder.exists():
            return False
        with self._lock() as lock:
            return not take(lock)

    def _lock(self) -> IO[str]:
        return (self.folder / "lock").open("a", encoding="utf-8")


class Starting:
    """The steps of a start, each with what the next one needs."""

    def __init__(self, server: Server, port: int, lock: IO[str], *, with_parent: bool) -> None:
        self.server, self.url, self.lock = server, f"https://127.0.0.1:{port}", lock
        self.folder, self.with_parent = server.folder, with_parent
        self.certificate = self.folder / "certificates" / "apiserver.crt"
        self.processes: list[subprocess.Popen[bytes]] = []
        self.token = self._token()

    def api_server(self) -> None:
        """Start the API server and write the files that open it."""
        (self.folder / "etcd").mkdir(exist_ok=True, mode=0o700)
        process = self._start(
            "apiserver",
            "--bind-address=127.0.0.1",
            f"--secure-port={self.url.rpartition(':')[2]}",
            f"--cert-dir={self.certificate.parent}",
            f"--token-auth-file={self.folder / 'tokens.csv'}",
            "--authorization-mode=RBAC",
            "--anonymous-auth=false",
            "--service-account-issuer=https://kubernetes.default.svc",
            "--service-cluster-ip-range=10.0.0.0/24",
            "--endpoint-reconciler-type=none",
            "--profiling=false",
            # As on AKS: otherwise a privileged pod is malformed, and Pod Security is never asked.
            "--allow-privileged=true",
        )
        self._wait(process, self.certificate.exists)
        private(self.server.kubeconfig, kubeconfig(self.url, self.certificate.read_bytes(), self.token))
        private(self.folder / "credential.json", credential(self.token))
        self._wait(process, lambda: self._answers("/readyz"))

    def controllers(self) -> subprocess.Popen[bytes]:
        """Start the controllers."""
        return self._start(
            "controller-manager",
            f"--kubeconfig={self.server.kubeconfig}",
            "--secure-port=0",
            "--leader-elect=false",
            f"--service-account-private-key-file={self.folder / 'etcd' / 'service-account.key'}",
            f"--root-ca-file={self.certificate}",
            f"--controllers={','.join(CONTROLLERS)}",
        )

    def addons(self) -> None:
        """Define the kinds that AKS add-ons bring."""
        definitions = ["--filename", str(ADDONS)]
        self._kubectl("apply", "--server-side", *definitions)
        self._kubectl("wait", "--for=condition=Established", "--timeout=30s", *definitions)

    def wait_for(self, controllers: subprocess.Popen[bytes]) -> None:
        """Wait for the first thing that the controllers make."""
        account = "/api/v1/namespaces/default/serviceaccounts/default"
        self._wait(controllers, lambda: self._answers(account))

    def end(self) -> None:
        """End what was started."""
        for process in self.processes:
            process.kill()
            process.wait()

    @property
    def _environment(self) -> dict[str, str]:
        return {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(self.folder)}

    def _token(self) -> str:
        file = self.folder / "tokens.csv"
        if not file.exists():
            private(file, f'{secrets.token_hex(32)},{USER},{USER},"system:masters"\n')
        with file.open(encoding="utf-8", newline="") as lines:
            return next(csv.reader(lines))[0]

    def _start(self, part: str, *flags: str) -> subprocess.Popen[bytes]:
        # A test's server ends when its standard input does: nothing but this process holds the other end.
        ending = {"UNTIL_STDIN_CLOSES": "yes"} if self.with_parent else {}
        with (self.folder / f"{part}.log").open("wb") as log:
            process = subprocess.Popen(
                [self.server.binary.absolute(), part, *flags],
                cwd=self.folder / "etcd",
                env={**self._environment, **ending},
                stdin=subprocess.PIPE if self.with_parent else subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=(self.lock.fileno(),),
            )
        self.processes.append(process)
        if self.with_parent:
            CHILDREN.append(process)
        private(self.folder / "pids", "\n".join(str(each.pid) for each in self.processes))
        return process

    def _wait(self, process: subprocess.Popen[bytes], condition: Callable[[], bool]) -> None:
        if not wait(lambda: process.poll() is not None or condition(), LIMIT) or process.returncode is not None:
            state = f"ended with code {process.returncode}" if process.returncode else f"was not ready in {LIMIT} s"
            logs = ", ".join(str(log) for log in sorted(self.folder.glob("*.log")))
            raise ServerError(f"the Kubernetes API server {state}; its logs: {logs}")

    def _kubectl(self, *arguments: str) -> None:
        command = [str(self.server.binary), "kubectl", "--kubeconfig", str(self.server.kubeconfig), *arguments]
        done = subprocess.run(command, env=self._environment, check=False, capture_output=True, text=True)
        if done.returncode:
            raise ServerError(f"`kubectl {arguments[0]}` failed on the new Kubernetes API server: {done.stderr}")

    def _answers(self, path: str) -> bool:
        trust = ssl.create_default_context(cafile=str(self.certificate))
        request = urllib.request.Request(self.url + path, headers={"Authorization": f"Bearer {self.token}"})  # noqa: S310
        try:
            with urllib.request.urlopen(request, context=trust, timeout=3) as answer:  # noqa: S310
                return bool(answer.status == 200)  # noqa: PLR2004
        except OSError:
            return False


def kubeconfig(url: str, certificate: bytes, token: str) -> str:
    """Return a kubeconfig that needs no other file."""
    cluster = {"server": url, "certificate-authority-data": base64.b64encode(certificate).decode()}
    return json.dumps(
        {
            "apiVersion": "v1",
            "kind": "Config",
            "clusters": [{"name": "local", "cluster": cluster}],
            "contexts": [{"name": "local", "context": {"cluster": "local", "user": USER}}],
            "current-context": "local",
            "users": [{"name": USER, "user": {"token": token}}],
        }
    )


def credential(token: str) -> str:
    """Return what `kubelogin` prints: https://kubernetes.io/docs/reference/config-api/client-authentication.v1beta1/."""
    answer: dict[str, Any] = {"apiVersion": "client.authentication.k8s.io/v1beta1", "kind": "ExecCredential"}
    return json.dumps({**answer, "status": {"token": token}})


def private(file: Path, text: str) -> None:
    """Write a file that only its owner reads."""
    file.touch(mode=0o600)
    file.write_text(text, "utf-8")


def take(lock: IO[str]) -> bool:
    """Take a lock unless somebody has it."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def refuse_taken(port: int) -> None:
    """Refuse a port that another program listens on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise ServerError(
                f"port {port} of this machine cannot be had ({error.strerror}): choose one, as in KUBE_PORT={port + 1}"
            ) from error


def send(pid: int, number: signal.Signals) -> None:
    """Send a signal to a process that may have ended already."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def wait(condition: Callable[[], bool], limit: float) -> bool:
    """Wait until a condition holds; say whether it came to that within the seconds given."""
    end = time.monotonic() + limit
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
