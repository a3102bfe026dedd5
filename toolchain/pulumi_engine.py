"""The Pulumi engine and its Python language host: those on PATH, else made here once, into `.local/bin`."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

from toolchain.go import Go, find_go
from toolchain.steps import SetupError, run

OLDEST = (3, 249)
"""The first Pulumi release that speaks this project's protocol."""

BUILT = "v3.250.0"
"""The release that toolchain/engine/go.mod builds."""

VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version"

INSTALL_PULUMI = (
    "The other way is the official one: install Pulumi 3.249 or newer (https://www.pulumi.com/docs/install/); "
    "a `pulumi` on PATH is used as it is, and nothing is built."
)

HOST = "pulumi-language-python"


def prepare_engine(root: Path) -> None:
    """Find or make the engine and the language host; the stamp comes last."""
    bin_folder = root / ".local" / "bin"
    bin_folder.mkdir(parents=True, exist_ok=True)
    path = path_without(bin_folder)
    pulumi = find_pulumi(path)
    if pulumi:
        print(f"- Using the Pulumi engine at {pulumi}")
        (bin_folder / "pulumi").unlink(missing_ok=True)
    else:
        build_engine(find_go(root, otherwise=INSTALL_PULUMI), bin_folder / "pulumi")
    if host := find_host(pulumi, path):
        print(f"- Using the Python language host at {host}")
        (bin_folder / HOST).unlink(missing_ok=True)
    else:
        install_host(find_go(root, otherwise=INSTALL_PULUMI), root, bin_folder)
    (root / ".local" / "engine.stamp").touch()


def path_without(folder: Path) -> str:
    """Return PATH without a folder: what set-up has made there is not what the machine brings."""
    entries = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return os.pathsep.join(entry for entry in entries if Path(entry).resolve() != folder.resolve())


def find_pulumi(path: str) -> Path | None:
    """Return the `pulumi` on PATH if it is new enough."""
    if not (found := shutil.which("pulumi", path=path)):
        return None
    try:
        answer = subprocess.run([found, "version"], check=False, capture_output=True, text=True).stdout
    except OSError:
        answer = ""
    if release(answer) >= OLDEST:
        return Path(found)
    print(f"- Leaving {found} alone: it is {answer.strip() or 'not working'}, and 3.249 or newer is needed")
    return None


def release(version: str) -> tuple[int, int]:
    """Return the first two numbers of a version such as `v3.250.0`, zeroes if there are none."""
    numbers = re.match(r"v?(\d+)\.(\d+)", version.strip())
    return (int(numbers[1]), int(numbers[2])) if numbers else (0, 0)


def find_host(pulumi: Path | None, path: str) -> Path | None:
    """Return the official language host: beside the engine that is used, or on PATH."""
    beside = pulumi.resolve().parent / HOST if pulumi else None
    if beside and beside.exists():
        return beside
    found = shutil.which(HOST, path=path)
    return Path(found) if found else None


def build_engine(go: Go, target: Path) -> None:
    """Build the engine from its Go module, as verified by go.sum."""
    flags = ["-trimpath", "-ldflags", f"-s -w -X {VERSION_VARIABLE}={BUILT}", "-o", str(target)]
    run(
        f"Building the Pulumi engine {BUILT} from its Go module (3 to 8 minutes the first time)",
        go.command("build", *flags, "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"),
        env=go.environment,
        otherwise=INSTALL_PULUMI,
    )
    if release(subprocess.run([target, "version"], check=False, capture_output=True, text=True).stdout) < OLDEST:
        raise SetupError(f"the engine that was built does not run: {target} version")


def install_host(go: Go, root: Path, bin_folder: Path) -> None:
    """Install this project's language host with the executor of the SDK's Go module."""
    print("- Installing this project's Python language host into .local/bin")
    module = subprocess.run(
        go.command("mod", "download", "-json", "github.com/pulumi/pulumi/sdk/v3"),
        env=go.environment,
        check=False,
        capture_output=True,
        text=True,
    )
    answer = json.loads(module.stdout or "{}")
    if "Dir" not in answer:
        raise SetupError(f"{answer.get('Error', module.stderr.strip())}\n{INSTALL_PULUMI}")
    executor = f"{HOST}-exec"
    shutil.copyfile(Path(answer["Dir"], "python", "cmd", executor), bin_folder / executor)
    shutil.copy(root / "toolchain" / "language_host" / HOST, bin_folder / HOST)
