"""The Kubernetes API server with its controllers and kubectl, built from their Go modules into `.local/bin`."""

from dataclasses import replace
from pathlib import Path

from toolchain.go import find_go
from toolchain.steps import run

NAME = "kubernetes"
BUILT = "v1.35.4"
"""The release that toolchain/kubernetes/go.mod builds; without it the server would not know its own."""

VERSION_VARIABLES = "k8s.io/component-base/version"

NO_OTHER_WAY = (
    "Kubernetes publishes no such server for package managers: reach a Go module proxy (GOPROXY names another). "
    "`make preview` works without."
)


def prepare_kubernetes(root: Path) -> None:
    """Build the one program that is all of Kubernetes here, as verified by go.sum; the stamp comes last."""
    bin_folder = root / ".local" / "bin"
    bin_folder.mkdir(parents=True, exist_ok=True)
    go = replace(find_go(root, otherwise=NO_OTHER_WAY), module=root / "toolchain" / NAME)
    major, minor, _ = BUILT.removeprefix("v").split(".")
    versions = {"gitVersion": BUILT, "gitMajor": major, "gitMinor": minor}
    linked = " ".join(f"-X {VERSION_VARIABLES}.{name}={value}" for name, value in versions.items())
    run(
        f"Building Kubernetes {BUILT} from its Go modules (5 to 10 minutes the first time)",
        go.command("build", "-trimpath", "-ldflags", f"-s -w {linked}", "-o", str(bin_folder / NAME), "."),
        env=go.environment,
        otherwise=NO_OTHER_WAY,
    )
    (root / ".local" / f"{NAME}.stamp").touch()
