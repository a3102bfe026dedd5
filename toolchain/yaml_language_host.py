"""Pulumi's YAML language host, for tests and `make recordings`: the one on PATH, else one made in `.local/bin`."""

import shutil
from dataclasses import replace
from pathlib import Path

from toolchain.go import find_go
from toolchain.pulumi_engine import path_without
from toolchain.steps import run

HOST = "pulumi-language-yaml"

INSTALL_PULUMI = (
    "The other way is the official one: install Pulumi (https://www.pulumi.com/docs/install/), which brings its hosts."
)


def prepare_yaml_host(root: Path) -> None:
    """Build the host from its Go module, as verified by go.sum, unless there is one."""
    bin_folder = root / ".local" / "bin"
    if found := shutil.which(HOST, path=path_without(bin_folder)):
        print(f"- Using the YAML language host at {found}")
        return
    go = replace(find_go(root, otherwise=INSTALL_PULUMI), module=root / "toolchain" / "yaml_host")
    flags = ["-trimpath", "-ldflags", "-s -w", "-o", str(bin_folder / HOST)]
    run(
        "Building Pulumi's YAML language host from its Go module (1 to 5 minutes the first time)",
        go.command("build", *flags, "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml"),
        env=go.environment,
        otherwise=INSTALL_PULUMI,
    )
