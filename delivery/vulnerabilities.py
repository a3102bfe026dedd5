"""Asks the public databases about what is locked: `python -m delivery.vulnerabilities python` or `go`.

It needs the network, so a pipeline runs it; whatever keeps it from an answer is a failure, never a pass.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PIP_AUDIT = "pip-audit==2.10.1"
GOVULNCHECK = "golang.org/x/vuln/cmd/govulncheck@v1.1.4"


def commands(ecosystem: str, root: Path) -> list[tuple[list[str], Path]]:
    """Return the command lines, each with the folder that it runs in."""
    if ecosystem == "python":
        audit = ["pipx", "run", PIP_AUDIT, "--strict", "--disable-pip", "--require-hashes"]
        return [([*audit, "--requirement", str(lock)], root) for lock in tracked("requirements.lock", root)]
    if ecosystem == "go":
        scan = ["go", "run", GOVULNCHECK, "-scan", "package"]
        return [([*scan, what_is_built(file)], file.parent) for file in tracked("go.mod", root)]
    sys.exit(f"usage: vulnerabilities {{python,go}}, not {ecosystem}")


def what_is_built(module: Path) -> str:
    """Return Go's pattern of a module's packages: a module that only builds tools of others has none of its own."""
    return "tool" if re.search(r"^tool\b", module.read_text("utf-8"), re.MULTILINE) else "./..."


def tracked(name: str, root: Path) -> list[Path]:
    """Return the files of a name that the repository has, in whatever folder."""
    command = ["git", "ls-files", "--", name, f"*/{name}"]
    found = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout  # noqa: S603
    return [root / line for line in found.splitlines()]


def main(ecosystem: str) -> None:
    """Run all of them, and end with 1 if one found something or could not ask."""
    lines = commands(ecosystem, ROOT)
    failed = [(line, folder) for line, folder in lines if code(line, folder)]
    for line, folder in failed:
        sys.stderr.write(f"in {folder}: `{' '.join(line)}` found something or could not ask; above is what it said\n")
    sys.exit(int(bool(failed) or not lines))


def code(line: list[str], folder: Path) -> int:
    """Run one and return its exit code; one that cannot be started has failed."""
    try:
        return subprocess.run(line, cwd=folder, check=False).returncode  # noqa: S603
    except OSError as error:
        sys.stderr.write(f"{error}\n")
        return 1


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
