"""What each resource depends on, as the engine tells an analyzer alone; a report draws from it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from guardrails.stack import Record

VARIABLE: Final = "GUARDRAILS_DEPENDENCIES"
"""Names the file that the pack writes them to: URN -> property -> URNs."""
ELSE: Final = ""
"""In place of a property: what the resource waits for beside, because the program says so."""


def write(path: Path, records: Iterable[Record]) -> None:
    """Write the dependencies of a stack; properties without any are left out."""
    told = {one.urn: sorted_out(one.dependencies, one.after) for one in records}
    path.write_text(json.dumps(told), encoding="utf-8")


def read(path: Path) -> dict[str, dict[str, list[str]]]:
    """Return what a run has written, nothing where the engine did not come to ask about the stack."""
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def sorted_out(of_properties: Mapping[str, Sequence[str]], everything: Iterable[str]) -> dict[str, list[str]]:
    """Return the dependencies of one resource by property, and under `ELSE` those that no property explains."""
    told = {key: list(urns) for key, urns in of_properties.items() if urns}
    explained = {urn for urns in told.values() for urn in urns}
    beside = [urn for urn in everything if urn not in explained]
    return {**told, **({ELSE: beside} if beside else {})}
