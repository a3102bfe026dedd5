"""Writes what became of the guardrails' mutants: `python -m tests.policypacks.mutants`, as part of `make mutants`."""

import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import yaml

ROOT = Path(__file__).parents[3]
sys.path[:0] = [str(ROOT / "policypacks" / "aks")]

from guardrails.catalog import catalog  # noqa: E402 - the pack's folder is its import root

from tests.policypacks.mutants.breaks import idle_paths  # noqa: E402
from tests.policypacks.mutants.checks import Any_, module_of, survivors  # noqa: E402
from tests.policypacks.mutants.page import SECTIONS, written  # noqa: E402

EQUIVALENT = Path(__file__).with_name("equivalent.yaml")


class Row(NamedTuple):
    """What became of one guardrail's mutants."""

    name: str
    digest: str
    mutants: int
    alive: list[str]
    equivalent: list[str]
    breaks: int
    idle: list[str]


def equivalent() -> dict[str, dict[str, str]]:
    """Return guardrail -> mutant -> why nobody can notice it."""
    return yaml.safe_load(EQUIVALENT.read_text("utf-8")) or {}


def digest(guardrail: Any_) -> str:
    """Return what changes whenever the guardrail's file does."""
    return sha256(Path(str(module_of(guardrail).__file__)).read_bytes()).hexdigest()[:8]


def row(guardrail: Any_) -> Row:
    """Try every mutant and every break of a guardrail.

    Raises:
        SystemExit: when a mutant that is said to be equivalent is noticed, or is none.

    """
    mutants, alive = survivors(guardrail)
    reasons = equivalent().get(guardrail.name, {})
    texts = [one.text for one in alive]
    stale = sorted(reasons.keys() - set(texts))
    if stale:
        raise SystemExit(f"{EQUIVALENT.name}: of {guardrail.name} these do not survive, remove them: {stale}")
    breaks, idle = idle_paths(guardrail)
    rest = [one for one in texts if one not in reasons]
    return Row(
        guardrail.name, digest(guardrail), mutants, rest, [one for one in texts if one in reasons], breaks, sorted(idle)
    )


def section(rows: list[Row]) -> Iterator[str]:
    """Yield the part of the page, survivors first."""
    count = sum(one.mutants for one in rows)
    alive = sum(len(one.alive) for one in rows)
    named = sum(len(one.equivalent) for one in rows)
    breaks = sum(one.breaks for one in rows)
    yield (
        f"{count} mutants of {len(rows)} guardrails: {count - alive - named} noticed by the guardrail's own examples, "
        f"{named} equivalent, {alive} survive. {breaks} breaks along the paths that the checks read; "
        f"{sum(len(one.idle) for one in rows)} paths make no difference in any example.\n"
    )
    yield "\n### Survivors\n\n| guardrail | mutant |\n|---|---|\n"
    yield from (f"| {one.name} | `{_cell(text)}` |\n" for one in rows for text in one.alive)
    yield "\n### Equivalent\n\n| guardrail | mutant | why nobody can notice it |\n|---|---|---|\n"
    for one in rows:
        reasons = equivalent().get(one.name, {})
        yield from (f"| {one.name} | `{_cell(text)}` | {reasons[text]} |\n" for text in one.equivalent)
    yield "\n### Read, and no matter in any example\n\n| guardrail | paths |\n|---|---|\n"
    yield from (f"| {one.name} | {', '.join(f'`{path}`' for path in one.idle)} |\n" for one in rows if one.idle)
    yield "\n### All\n\n| guardrail | file | mutants | noticed | equivalent | breaks |\n|---|---|---|---|---|---|\n"
    for one in rows:
        noticed = one.mutants - len(one.alive) - len(one.equivalent)
        yield f"| {one.name} | {one.digest} | {one.mutants} | {noticed} | {len(one.equivalent)} | {one.breaks} |\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("`", "'")


if __name__ == "__main__":
    unknown = sorted(equivalent().keys() - {one.name for one in catalog()})
    if unknown:
        raise SystemExit(f"{EQUIVALENT.name}: there is no guardrail {', '.join(unknown)}")
    SECTIONS["pack"].write_text("".join(section([row(one) for one in catalog()])), "utf-8")
    written()
