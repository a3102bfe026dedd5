"""What each resource depends on, as the engine tells an analyzer alone; a report draws from it."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from guardrails.stack import Record

VARIABLE: Final = "GUARDRAILS_DEPENDENCIES"
"""Names the file that the pack writes them to: URN -> property -> URNs."""


def write(path: Path, records: Iterable[Record]) -> None:
    """Write the dependencies of a stack; properties without any are left out."""
    told = {one.urn: {key: list(urns) for key, urns in one.dependencies.items() if urns} for one in records}
    path.write_text(json.dumps(told), encoding="utf-8")


def read(path: Path) -> dict[str, dict[str, list[str]]]:
    """Return what a run has written, nothing where the engine did not come to ask about the stack."""
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}
