"""What the command writes: data to stdout, one record a line or as JSON; everything else to stderr."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from guardrails.texts import visible

# Into a file or a pipe a record must stay on one line, however long.
_NO_WRAPPING: Final = 10_000


class Format(StrEnum):
    """How data is written."""

    TABLE = "table"
    JSON = "json"


Record = Mapping[str, Any]


def show(records: Sequence[Record], columns: Sequence[str], form: Format) -> None:
    """Write the records: all their keys as JSON, or the named ones as a table."""
    if form is Format.JSON:
        show_json(records)
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for index, column in enumerate(columns):
        table.add_column(column.replace("_", " "), no_wrap=index == 0)
    for record in records:
        table.add_row(*(Text(visible(_cell(record[column]))) for column in columns))
    _stdout().print(table)


def show_json(value: Any) -> None:
    """Write one JSON document."""
    sys.stdout.write(visible(json.dumps(value, indent=2, ensure_ascii=False), keep="\n") + "\n")


def say(text: str = "", *, style: str = "") -> None:
    """Write text to stdout, for a person."""
    _stdout().print(Text(visible(text, keep="\n"), style=style))


def log(text: str) -> None:
    """Tell, on stderr, what is not part of the data."""
    Console(stderr=True, width=_NO_WRAPPING).print(Text(visible(text, keep="\n")))


@contextmanager
def working(text: str) -> Iterator[None]:
    """Show, on stderr, that long work goes on: moving in a terminal, a line elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        log(text)
        yield
        return
    with console.status(text):
        yield


def read_json(path: Path | None, empty: Any) -> Any:
    """Return the JSON document of a file that the user named, `empty` when none is named.

    Raises:
        typer.BadParameter: when it cannot be read, or is of another kind than `empty`.

    """
    if path is None:
        return empty
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise typer.BadParameter(f"{path}: {error}") from error
    if not isinstance(document, type(empty)):
        kind = "an object" if isinstance(empty, dict) else "a list"
        raise typer.BadParameter(f"{path}: the file must hold {kind}")
    return document


def _stdout() -> Console:
    return Console(width=None if sys.stdout.isatty() else _NO_WRAPPING)


def _cell(value: Any) -> str:
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    return value if isinstance(value, str) else "" if value is None else json.dumps(value)
