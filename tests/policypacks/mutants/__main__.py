"""Writes what became of the checks' mutants: `python -m tests.policypacks.mutants`, as part of `make mutants`."""

import re
import sys
from collections.abc import Collection, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import yaml

ROOT = Path(__file__).parents[3]
sys.path[:0] = [str(ROOT / "policypacks" / "aks")]

from guardrails.catalog import catalog  # noqa: E402 - the pack's folder is its import root

from tests.policypacks.mutants import shared  # noqa: E402
from tests.policypacks.mutants.breaks import idle_paths  # noqa: E402
from tests.policypacks.mutants.checks import module_of, survivors  # noqa: E402
from tests.policypacks.mutants.operators import Mutant  # noqa: E402
from tests.policypacks.mutants.page import SECTIONS, written  # noqa: E402

EQUIVALENT = Path(__file__).with_name("equivalent.yaml")


class Row(NamedTuple):
    """What became of the mutants of one guardrail, or of one module that guardrails share."""

    name: str
    digest: str
    mutants: int
    alive: list[str]
    equivalent: int
    reasons: dict[str, str]
    """Mutant -> why no example can notice it."""
    breaks: int
    idle: dict[str, str]
    """Path that is read and changes no verdict -> why."""


@cache
def equivalent() -> dict[str, dict[str, str]]:
    """Return guardrail, or file of a shared module -> mutant, or path that is read -> why no example can notice it."""
    return yaml.safe_load(EQUIVALENT.read_text("utf-8")) or {}


@cache
def digests() -> dict[str, str]:
    """Return guardrail, or file of a shared module -> what changes whenever its text does."""
    files = {one.name: Path(str(module_of(one).__file__)) for one in catalog()}
    files |= {file.name: file for file in map(shared.file_of, shared.judges())}
    return {name: sha256(file.read_bytes()).hexdigest()[:8] for name, file in files.items()}


def rows() -> Iterator[Row]:
    """Try every mutant and every break.

    Raises:
        SystemExit: when a mutant that is said to be equivalent is noticed, or is none.

    """
    for guardrail in catalog():
        yield _row(guardrail.name, survivors(guardrail), idle_paths(guardrail))
    for module in shared.judges():
        yield _row(shared.file_of(module).name, shared.survivors(module))


def _row(name: str, tried: tuple[int, list[Mutant]], broken: tuple[int, Collection[str]] = (0, ())) -> Row:
    count, alive = tried
    breaks, idle = broken
    reasons = equivalent().get(name, {})
    unnoticed = [*(one.text for one in alive), *idle]
    stale = [entry for entry in reasons if not any(_means(entry, text) for text in unnoticed)]
    if stale:
        raise SystemExit(f"{EQUIVALENT.name}: of {name} these do not survive, remove them: {stale}")
    named = {text: reason for text in unnoticed for entry, reason in reversed(reasons.items()) if _means(entry, text)}
    rest = [one.text for one in alive if one.text not in named]
    return Row(
        name=name,
        digest=digests()[name],
        mutants=count,
        alive=rest,
        equivalent=len(alive) - len(rest),
        reasons={text: reason for text, reason in named.items() if text not in idle},
        breaks=breaks,
        idle={path: named.get(path, "") for path in sorted(idle)},
    )


def _means(entry: str, text: str) -> bool:
    """Tell whether an entry is about a mutant or a path; between slashes it is a regular expression."""
    return text == entry or (entry[0] == entry[-1] == "/" and bool(re.fullmatch(entry[1:-1], text)))


def section(rows: list[Row]) -> Iterator[str]:
    """Yield the part of the page, survivors first."""
    count = sum(one.mutants for one in rows)
    alive = sum(len(one.alive) for one in rows)
    named = sum(one.equivalent for one in rows)
    breaks = sum(one.breaks for one in rows)
    yield (
        f"{count} mutants of the checks of {len(catalog())} guardrails, and of {len(shared.judges())} modules that "
        f"they share: {count - alive - named} noticed by the guardrails' own examples, "
        f"{named} equivalent, {alive} survive. {breaks} breaks along the paths that the checks read; "
        f"{sum(len(one.idle) for one in rows)} paths make no difference in any example.\n"
    )
    yield "\n### Survivors\n\n| guardrail | mutant |\n|---|---|\n"
    yield from (f"| {one.name} | `{_cell(text)}` |\n" for one in rows for text in one.alive)
    yield "\n### Equivalent\n\n| guardrail | mutant | why none can notice it |\n|---|---|---|\n"
    yield from (
        f"| {one.name} | `{_cell(text)}` | {reason} |\n" for one in rows for text, reason in one.reasons.items()
    )
    yield "\n### Read, and no matter in any example\n\n| guardrail | path | why |\n|---|---|---|\n"
    yield from (f"| {one.name} | `{path}` | {reason} |\n" for one in rows for path, reason in one.idle.items())
    yield "\n### All\n\n| guardrail | file | mutants | noticed | equivalent | breaks |\n|---|---|---|---|---|---|\n"
    for one in rows:
        noticed = one.mutants - len(one.alive) - one.equivalent
        yield f"| {one.name} | {one.digest} | {one.mutants} | {noticed} | {one.equivalent} | {one.breaks} |\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("`", "'")


if __name__ == "__main__":
    unknown = sorted(equivalent().keys() - digests().keys())
    if unknown:
        raise SystemExit(f"{EQUIVALENT.name}: there is no {', '.join(unknown)}")
    SECTIONS["pack"].write_text("".join(section(list(rows()))), "utf-8")
    written()
