"""What `make kube-up`, `kube-down` and `kube-get` do: `python -m toolchain.kube {up,down,get [ARGUMENT...]}`."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from toolchain.kubernetes_server import Server, ServerError

USAGE = "usage: python -m toolchain.kube {up,down,get [ARGUMENT...]}"
PORT = 26443

KINDS = (
    "serviceaccounts",
    "resourcequotas",
    "limitranges",
    "networkpolicies",
    "ciliumnetworkpolicies",
    "roles",
    "rolebindings",
    "secretproviderclasses",
)
SYSTEM = ("default", "kube-system", "kube-public", "kube-node-lease")
TENANTS = (
    ("get", "namespaces", f"--selector=kubernetes.io/metadata.name notin ({','.join(SYSTEM)})"),
    (
        "get",
        ",".join(KINDS),
        "--all-namespaces",
        f"--field-selector={','.join(f'metadata.namespace!={name}' for name in SYSTEM)}",
    ),
)
"""What `get` asks without arguments."""


def up(server: Server, port: int) -> None:
    """Start the local server unless it runs."""
    if server.runs():
        print(f"The Kubernetes API server runs already; kubeconfig: {server.kubeconfig}")
        return
    began = time.monotonic()
    server.start(port)
    took = time.monotonic() - began
    print(f"Kubernetes API server ready on 127.0.0.1:{port} after {took:.1f} s; kubeconfig: {server.kubeconfig}")


def down(server: Server) -> None:
    """End the local server if it runs."""
    ran = server.stop()
    print(f"The Kubernetes API server {'has ended' if ran else 'was not running'}; its objects stay in {server.folder}")


def get(server: Server, arguments: list[str]) -> None:
    """Let kubectl show what tenants have, unless it is told otherwise; its exit code is the caller's."""
    if not server.runs():
        raise ServerError("no Kubernetes API server is running: run `make kube-up`")
    for asked in [arguments] if arguments else TENANTS:
        command = [str(server.binary), "kubectl", *asked]
        done = subprocess.run(command, env={**os.environ, "KUBECONFIG": str(server.kubeconfig)}, check=False)
        if done.returncode:
            sys.exit(done.returncode)


def chosen_port(environment: Mapping[str, str]) -> int:
    """Return the port to listen on."""
    given = environment.get("KUBE_PORT") or str(PORT)
    if not (given.isdecimal() and 0 < int(given) < 2**16):
        raise ServerError(f"KUBE_PORT={given} is no port: give a number from 1 to 65535")
    return int(given)


def main(arguments: list[str]) -> None:
    """Do what a person asks for, in the project that is the current folder."""
    local = Path.cwd() / ".local"
    server = Server(local / "bin" / "kubernetes", local / "kubernetes")
    try:
        match arguments:
            case ["up"]:
                up(server, chosen_port(os.environ))
            case ["down"]:
                down(server)
            case ["get", *rest]:
                get(server, rest)
            case _:
                sys.exit(USAGE)
    except ServerError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(sys.argv[1:])
