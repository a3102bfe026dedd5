"""Linters that are Go programs, for `make check`: actionlint reads workflows, gitleaks looks for secrets."""

from dataclasses import replace
from pathlib import Path

from toolchain.go import find_go
from toolchain.steps import run

PACKAGES = ("github.com/rhysd/actionlint/cmd/actionlint", "github.com/zricethezav/gitleaks/v8")

NEEDED = "There is no other way round: what `make check` runs is what these modules pin."


def prepare_linters(root: Path) -> None:
    """Build the linters from their Go modules, as verified by go.sum; the stamp comes last."""
    go = replace(find_go(root, otherwise=NEEDED), module=root / "toolchain" / "linters")
    flags = ["-trimpath", "-ldflags", "-s -w", "-o", f"{root / '.local' / 'bin'}/"]
    run(
        "Building actionlint and gitleaks from their Go modules (half a minute the first time)",
        go.command("build", *flags, *PACKAGES),
        env=go.environment,
        otherwise=NEEDED,
    )
    (root / ".local" / "linters.stamp").touch()
