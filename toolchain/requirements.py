"""`python -m toolchain.requirements`: what the parts that go elsewhere install, cut out of requirements.lock.

Each has a requirements.in with what it imports; its requirements.txt, which Pulumi's hosts install, gets the same
versions and hashes as the project, and nothing else.
"""

import re
from collections.abc import Collection
from pathlib import Path

ROOT = Path(__file__).parents[1]
PARTS = ("plugin", "policypacks/aks")

HEAD = "# Cut out of requirements.lock for requirements.in by `make requirements`.\n"
PIN = re.compile(
    r"^(?P<lines>(?P<name>[a-z0-9-]+)==.*\n(?:    --hash=.*\n)+)(?P<wanted_by>(?:    #.*\n)+)", re.MULTILINE
)


def main() -> None:
    """Write each part's requirements.txt."""
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    for part in PARTS:
        wanted = names((ROOT / part / "requirements.in").read_text("utf-8"))
        (ROOT / part / "requirements.txt").write_text(cut(lock, wanted), "utf-8")


def names(requirements: str) -> set[str]:
    """Return the packages that a requirements.in lists, one a line."""
    return {line.strip().lower() for line in requirements.splitlines() if line.strip() and line[0] != "#"}


def cut(lock: str, wanted: Collection[str]) -> str:
    """Return a lock of some packages and of what these need.

    Raises:
        KeyError: the lock does not have one of them.

    """
    pins = list(PIN.finditer(lock))
    needed = set(wanted)
    if missing := sorted(needed - {pin["name"] for pin in pins}):
        raise KeyError(f"requirements.lock has no {', '.join(missing)}: add it to requirements.in and lock it")
    while more := {pin["name"] for pin in pins if needed & set(pin["wanted_by"].split())} - needed:
        needed |= more
    return HEAD + "".join(pin["lines"] for pin in pins if pin["name"] in needed)


if __name__ == "__main__":
    main()
