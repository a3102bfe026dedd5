"""What of the way to production holds a requirement: the table that says so, looked up in the files and the tests."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from docs.capabilities import ROOT, UnknownPlaceError, test_file

DATA = ROOT / "docs" / "data" / "pipeline.yaml"


@dataclass(frozen=True)
class Held:
    """What holds one requirement."""

    files: tuple[Path, ...]
    """Relative to the root."""
    tests: tuple[str, ...]
    """Names of test functions."""

    @property
    def links(self) -> str:
        """Files and tests, each leading to its place, for documents in docs/."""
        files = [f"[{path.name}](../{path})" for path in self.files]
        tests = [f"[{test_file(name).name}](../{test_file(name)})::{name}" for name in self.tests]
        return ", ".join(files + tests)


@cache
def pipeline() -> Mapping[str, Held]:
    """Return what holds each requirement, by its id.

    Raises:
        UnknownPlaceError: a file is not there.

    """
    table: Mapping[str, Mapping[str, list[str]]] = yaml.safe_load(DATA.read_text("utf-8"))
    return {name: Held(tuple(map(_file, row["files"])), tuple(row["tests"])) for name, row in table.items()}


def _file(name: str) -> Path:
    path = Path(".github") / name
    if not (ROOT / path).is_file():
        raise UnknownPlaceError(f"{DATA.name}: there is no {path}")
    return path
