"""`python -m delivery.upgrade REF`: take a new version into a fork; docs/forking.md says whose is what."""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

KEEP = "merge.fork.driver=true"
"""Keeps our side of a file with the attribute `merge=fork`; given to one merge only, so that no other drops changes."""


class UpgradeError(Exception):
    """The upgrade has not been done; the text says what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Merge, and return 0 where nothing is left to decide."""
    parser = argparse.ArgumentParser("delivery.upgrade", description=__doc__)
    parser.add_argument("ref", help="the new version, such as v0.2.0, after `git fetch upstream --tags`")
    parser.add_argument("--made-from", metavar="REF", help="only record which version `pulumi new` copied, once")
    parser.add_argument("--root", type=Path, default=Path())
    asked = parser.parse_args(arguments)
    try:
        sys.stdout.write(upgrade(asked.root, asked.ref, asked.made_from))
    except UpgradeError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def upgrade(root: Path, ref: str, made_from: str | None = None) -> str:
    """Merge a version into the current branch, and return what to look at.

    Raises:
        UpgradeError: the fork has changes that are not committed, shares no history with us, or a file is in conflict.

    """
    if git(root, "status", "--porcelain").stdout:
        raise UpgradeError("there are changes that are not committed: commit or stash them first")
    if made_from:
        record = ["merge", "--strategy=ours", "--allow-unrelated-histories", "--no-edit", made_from]
        must(root, *record)
    found = git(root, "merge-base", "HEAD", f"{ref}^{{commit}}")
    if found.returncode:
        raise UpgradeError(
            f"{found.stderr}This project and {ref} share no commit. Fetch it with `git fetch upstream --tags`; for a "
            "project that `pulumi new` made, say once which version that was: --made-from v0.1.0"
        )
    base = found.stdout.strip()
    merged = git(root, "-c", KEEP, "merge", "--no-ff", "--no-edit", ref)
    if merged.returncode:
        files = git(root, "diff", "--name-only", "--diff-filter=U").stdout
        raise UpgradeError(
            f"{files or merged.stderr or merged.stdout}Both sides changed these. Mend them, `git add` them and "
            "`git commit`; or go back with `git merge --abort`."
        )
    kept = own_files(root, must(root, "diff", "--name-only", base, ref).splitlines())
    said = [f"{ref} is merged. Look at CHANGELOG.md, then run `make test` and `make preview` for each stack."]
    said += [f"Yours, and new in {ref}: git diff {base[:12]} {ref} -- {file}" for file in kept]
    return "\n".join(said) + "\n"


def own_files(root: Path, files: list[str]) -> list[str]:
    """Return those files that are a fork's own."""
    if not files:
        return []
    answer = must(root, "check-attr", "merge", "--", *files)
    return [line.removesuffix(": merge: fork") for line in answer.splitlines() if line.endswith(": merge: fork")]


def must(root: Path, *arguments: str) -> str:
    """Run git and return what it says.

    Raises:
        UpgradeError: it failed.

    """
    done = git(root, *arguments)
    if done.returncode:
        raise UpgradeError(f"`git {' '.join(arguments)}` failed: {done.stderr or done.stdout}")
    return done.stdout


def git(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run git to its end."""
    return subprocess.run(["git", *arguments], cwd=root, check=False, capture_output=True, text=True)  # noqa: S603, S607


if __name__ == "__main__":
    sys.exit(main())
