"""One more entry in exemptions.yaml, a file that people keep: its comments, order and quotes stay as they are."""

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import indent
from typing import Any, Final

import yaml

from guardrails.schemas import ConfigurationError

_KEY: Final = "exemptions"
_BY_HAND: Final = "the entry cannot be added without rewriting the file. Put each exemption on lines of its own, last"


def append(path: Path, entry: Mapping[str, Any], check: Callable[[Mapping[str, Any]], object]) -> None:
    """Add the entry as the file's last; other entries stay, and on any error the whole file.

    Raises:
        ConfigurationError: when the file has a form that an entry cannot be added to, or `check` refuses the result.
        OSError: when the file cannot be read or written.

    """
    before = path.read_bytes().decode() if path.exists() else ""
    after = _with(before, entry)
    try:
        document = yaml.safe_load(after)
    except yaml.YAMLError:
        document = None
    if document != {_KEY: [*((yaml.safe_load(before) or {}).get(_KEY) or []), entry]}:
        raise ConfigurationError(f"{path}: {_BY_HAND}.")
    check(document)
    _replace(path.resolve(), after)


def _with(text: str, entry: Mapping[str, Any]) -> str:
    root = yaml.compose(text, yaml.SafeLoader)
    entries = next((value for key, value in root.value if key.value == _KEY), None) if root else None
    newline = "\r\n" if "\r\n" in text else "\n"
    column = 2
    if entries is None:
        text = f"{text.rstrip()}{newline}{_KEY}:".lstrip()
    elif isinstance(entries, yaml.SequenceNode) and entries.value:
        column = entries.start_mark.column
    else:  # [], null or nothing
        text = f"{text[: entries.start_mark.index].rstrip()}{text[entries.end_mark.index :]}"
    dumped = yaml.safe_dump([dict(entry)], sort_keys=False, allow_unicode=True, width=1_000_000, line_break=newline)
    return f"{text.rstrip()}{newline}{indent(dumped, ' ' * column)}"


def _replace(path: Path, text: str) -> None:
    """Write a file beside the old one and put it in its place, so that nobody ever reads half of it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    new = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        new.chmod(path.stat().st_mode if path.exists() else 0o644)
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
