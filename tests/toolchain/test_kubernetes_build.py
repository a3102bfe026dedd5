"""Kubernetes is built once, from exactly the release that its module pins."""

import re
from pathlib import Path

import pytest

from tests.engine import ROOT
from toolchain import kubernetes_build
from toolchain.steps import SetupError

GO_MOD = (ROOT / "toolchain" / "kubernetes" / "go.mod").read_text("utf-8")


@pytest.fixture
def go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a Go on PATH that notes its arguments and makes the file it is asked for."""
    file = tmp_path / "commands" / "go"
    file.parent.mkdir()
    file.write_text(
        '#!/bin/sh\ncase "$*" in env*) echo go1.26.8; exit;; esac\necho "$@" >"$0.log"\n'
        'while [ "$1" != -o ]; do shift; done; touch "$2"\n'
    )
    file.chmod(0o755)
    monkeypatch.setenv("PATH", f"{file.parent}:/usr/bin:/bin")
    return file


def test_the_server_says_the_release_that_its_module_pins() -> None:
    assert f"k8s.io/kubernetes {kubernetes_build.BUILT}\n" in GO_MOD
    staging = set(re.findall(r"^\tk8s\.io/\S+ => k8s\.io/\S+ (\S+)$", GO_MOD, re.MULTILINE))
    assert staging == {kubernetes_build.BUILT.replace("v1.", "v0.")}


def test_the_stamp_comes_after_the_build(tmp_path: Path, go: Path) -> None:
    kubernetes_build.prepare_kubernetes(tmp_path)

    command = Path(f"{go}.log").read_text()
    assert f"-X k8s.io/component-base/version.gitVersion={kubernetes_build.BUILT}" in command
    assert (tmp_path / ".local" / "bin" / "kubernetes").exists()
    assert (tmp_path / ".local" / "kubernetes.stamp").exists()


def test_a_build_without_a_network_says_what_still_works(tmp_path: Path, go: Path) -> None:
    go.write_text('#!/bin/sh\ncase "$*" in env*) echo go1.26.8; exit;; esac\necho "dial tcp: no such host"; exit 1\n')

    with pytest.raises(SetupError, match="`make preview` works without"):
        kubernetes_build.prepare_kubernetes(tmp_path)
    assert not (tmp_path / ".local" / "kubernetes.stamp").exists()
