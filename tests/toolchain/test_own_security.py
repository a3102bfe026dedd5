"""What we start listens to this machine only, and what we write is its owner's only."""

import socket
import stat
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simulator.azure.world import opened
from simulator.kubernetes import manifests
from tests.engine import ROOT, Engine
from toolchain import local

LISTENS = "0A"
SERVERS = {
    "simulated Azure": ["-m", "simulator.azure.provider"],
    "simulated provider of Kubernetes": ["-m", "simulator.kubernetes.provider"],
    "language host": ["-m", "toolchain.language_host", "--executor", "none"],
    "policy pack": ["policypacks/aks"],
}


def listening(pid: int) -> Iterator[str]:
    """Yield the addresses on which a process takes connections."""
    own = {entry.readlink().name for entry in Path(f"/proc/{pid}/fd").iterdir() if entry.is_symlink()}
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == LISTENS and f"socket:[{fields[9]}]" in own:
                yield address(fields[1].partition(":")[0])


def address(text: str) -> str:
    """Return an address that the kernel writes in words of four bytes, each in the machine's order."""
    words = [int(text[at : at + 8], 16) for at in range(0, len(text), 8)]
    packed = struct.pack(f"={len(words)}I", *words)
    text = socket.inet_ntop(socket.AF_INET if len(words) == 1 else socket.AF_INET6, packed)
    return text.removeprefix("::ffff:")


def test_the_question_itself_finds_who_listens_to_everybody() -> None:
    code = "import socket, sys; s = socket.create_server(('', 0)); print(1, flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdout
        server.stdout.readline()
        assert list(listening(server.pid)) == ["0.0.0.0"]
        server.communicate()


@pytest.mark.parametrize("name", SERVERS)
def test_a_server_listens_to_this_machine_only(name: str, tmp_path: Path) -> None:
    env = {**local.environment(ROOT, tmp_path, {}), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, *SERVERS[name]], cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as server:
        try:
            assert server.stdout
            assert int(server.stdout.readline()) > 0
            assert set(listening(server.pid)) == {"127.0.0.1"}
        finally:
            server.kill()


def mode(path: Path) -> str:
    """Return the mode as `ls` shows it."""
    return stat.filemode(path.stat().st_mode)


@pytest.mark.engine
def test_local_state_is_its_owner_s(engine: Engine) -> None:
    local.create_stack(ROOT, "dev", engine.folder, engine.env)
    azure = engine.folder / "azure.json"
    for _ in range(2):
        with opened(azure) as world:
            world.count("calls")

    assert mode(azure) == "-rw-------"
    assert mode(engine.folder / "state") == mode(engine.folder / "project") == "drwx------"


@pytest.mark.parametrize("name", ["../../../../outside", "/etc/outside", "..\\..\\outside", "a/../../../b", "a\0b"])
def test_no_name_leads_a_manifest_out_of_its_folder(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "inside" / "manifests"
    for metadata in ({"name": name}, {"name": "a", "namespace": name}):
        body: dict[str, Any] = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata}
        manifests.write(folder, body)
        (written,) = (one for one in tmp_path.rglob("*") if one.is_file())
        assert written.parent == folder / "1-manifest"
        assert mode(written) == "-rw-------"
        manifests.remove(folder, body)
        assert not written.exists()
