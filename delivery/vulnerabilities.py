"""Asks the public databases about what is locked: `python -m delivery.vulnerabilities python` or `go`.

It needs the network, so a pipeline runs it; whatever keeps it from an answer is a failure, never a pass.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PIP_AUDIT = "pip-audit==2.10.1"
GOVULNCHECK = "golang.org/x/vuln/cmd/govulncheck@v1.1.4"


def commands(ecosystem: str, root: Path) -> list[tuple[list[str], Path]]:
    """Return the command lines, each with the folder that it runs in."""
    if ecosystem == "python":
        locks = [root / "requirements.lock", *sorted(root.glob("simulator/**/requirements.lock"))]
        audit = ["pipx", "run", PIP_AUDIT, "--strict", "--disable-pip", "--require-hashes"]
        return [([*audit, "--requirement", str(lock)], root) for lock in locks]
    if ecosystem == "go":
        # Modules that only build tools of others have no code of their own: they are asked about as modules.
        scan = ["go", "run", GOVULNCHECK, "-scan", "module"]
        return [(scan, file.parent) for file in sorted((root / "toolchain").glob("*/go.mod"))]
    sys.exit(f"usage: vulnerabilities {{python,go}}, not {ecosystem}")


def main(ecosystem: str) -> None:
    """Run all of them, and end with 1 if one found something or could not ask."""
    codes = [subprocess.run(line, cwd=folder, check=False).returncode for line, folder in commands(ecosystem, ROOT)]  # noqa: S603
    sys.exit(int(any(codes) or not codes))


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
