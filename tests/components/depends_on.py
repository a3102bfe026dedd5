"""Every `depends_on` that the program writes out, and the program without one of them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.components.recorder import ROOT


@dataclass(frozen=True)
class Written:
    """One `depends_on=...` in a file."""

    file: Path
    number: int
    """Which one of its file, from 0."""
    consumer: str
    """What is called with it, such as `acr.Registry`."""
    value: str
    """What is waited for, as written."""

    @property
    def place(self) -> str:
        """The place for a reader, without a line number: that would change with each edit."""
        return f"`{self.file.relative_to(ROOT)}` | `{self.consumer}` | `{self.value}`"

    def removed(self) -> ast.Module:
        """Return the file's program without it."""
        tree = ast.parse(self.file.read_text("utf-8"))
        call, keyword = list(_keywords(tree))[self.number]
        call.keywords.remove(keyword)
        return tree


def written() -> list[Written]:
    """Return them all, in the order of files and lines."""
    found = []
    for file in (ROOT / "__main__.py", *sorted((ROOT / "components").rglob("*.py"))):
        tree = ast.parse(file.read_text("utf-8"))
        for number, (call, keyword) in enumerate(_keywords(tree)):
            around = [one for one in ast.walk(tree) if isinstance(one, ast.Call) and _holds(one, call)]
            consumer = ast.unparse(around[-1].func) if around else "several resources"
            found.append(Written(file, number, consumer, ast.unparse(keyword.value)))
    return found


def _keywords(tree: ast.Module) -> Iterator[tuple[ast.Call, ast.keyword]]:
    for one in ast.walk(tree):
        if isinstance(one, ast.Call):
            yield from ((one, keyword) for keyword in one.keywords if keyword.arg == "depends_on")


def _holds(one: ast.Call, other: ast.Call) -> bool:
    return any(given is other for given in (*one.args, *(keyword.value for keyword in one.keywords)))
