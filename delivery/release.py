"""`python -m delivery.release TAG`: what is published with a version, made from its commit and nothing else."""

import argparse
import hashlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
COMMON = ("LICENSE", "README.md", "CHANGELOG.md")
PARTS = {
    "components": ("Pulumi.yaml", "__main__.py", "components", "plugin", "pyproject.toml", "requirements.lock"),
    "guardrails": ("policypacks/aks",),
}
"""Each archive and what it has, besides what all have."""


class ReleaseError(Exception):
    """The version cannot be released; the text says what to put right."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write archives, checksums and notes into a folder; return 0, or 1 with what is wrong."""
    parser = argparse.ArgumentParser("delivery.release", description=__doc__)
    parser.add_argument("tag", help="such as v1.2.0")
    parser.add_argument("--folder", type=Path, default=Path("dist"))
    parser.add_argument("--root", type=Path, default=ROOT, help="the repository")
    asked = parser.parse_args(arguments)
    try:
        release(asked.tag, asked.root, asked.folder)
    except ReleaseError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def release(tag: str, root: Path, folder: Path) -> None:
    """Write what belongs to a tag.

    Raises:
        ReleaseError: the tag is not the project's version, or the changelog does not tell of it.

    """
    version = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    if tag != f"v{version}":
        raise ReleaseError(f"the tag is {tag}, but pyproject.toml has version {version}: tag v{version}, or change it")
    text = notes((root / "CHANGELOG.md").read_text("utf-8"), version)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "notes.md").write_text(text, encoding="utf-8")
    archives = [archive(tag, name, root, folder) for name in PARTS]
    sums = "".join(f"{hashlib.sha256(one.read_bytes()).hexdigest()}  {one.name}\n" for one in archives)
    (folder / "SHA256SUMS").write_text(sums, encoding="utf-8")


def notes(changelog: str, version: str) -> str:
    """Return a version's section of the changelog.

    Raises:
        ReleaseError: there is none, or it is empty.

    """
    section = re.search(rf"^## {re.escape(version)}\b[^\n]*\n(.*?)(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL)
    if not section or not section[1].strip():
        raise ReleaseError(f"CHANGELOG.md says nothing under `## {version}`: give what is unreleased that heading")
    return section[1].strip() + "\n"


def archive(tag: str, part: str, root: Path, folder: Path) -> Path:
    """Write one archive; the same commit gives the same bytes."""
    name = f"hardened-aks-{part}-{tag.removeprefix('v')}"
    file = folder.resolve() / f"{name}.tar.gz"
    command = ["git", "archive", f"--prefix={name}/", f"--output={file}", tag, *PARTS[part], *COMMON]
    done = subprocess.run(command, cwd=root, check=False, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise ReleaseError(f"`{' '.join(command)}` failed: {done.stderr.strip()}")
    return file


if __name__ == "__main__":
    sys.exit(main())
