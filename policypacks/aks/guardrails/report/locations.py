"""Where a resource is defined: the class of its component, or the place that names it in the program."""

import os
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Final

from guardrails.report.model import Location

_SOURCES: Final = (".py", ".ts", ".js", ".go", ".cs", ".java", ".yaml", ".yml")
_NOT_SOURCES: Final = {"node_modules", "venv", "tests", "test", "docs", "policypacks", "sdks", "bin", "obj", "reports"}
_MOST_FILES: Final = 3000
_CLASS = re.compile(r"^[ \t]*(?:export\s+|public\s+)*class\s+(\w+)", re.MULTILINE)


class Sources:
    """The program's files below a folder; tests, packages and hidden folders are left out."""

    def __init__(self, project: Path) -> None:
        self._project = project

    def read(self) -> None:
        """Read the files now, where there is time for it, and not when the first resource is looked for."""
        _ = self._classes

    def find(self, urn: str) -> Location:
        """Return where the resource is defined, or the stack's settings where nothing tells."""
        parts = urn.split("::", 3)
        if len(parts) < 4:  # noqa: PLR2004 - project, stack, types, name
            return self._settings("")
        types, name = parts[2].split("$"), parts[3]
        made = types[-1].split(":")[-1]
        for component in reversed([one.split(":")[-1] for one in types[:-1]]):
            if component in self._classes:
                file, start = self._classes[component]
                text = self._texts[file]
                end = next((one.start() for one in _CLASS.finditer(text, start + 1)), len(text))
                place = text.find(f"{made}(", start, end)
                return _location(file, text, max(place, start))
        return self._in_program(made, name) or self._settings(parts[0].rpartition(":")[2])

    def _in_program(self, made: str, name: str) -> Location | None:
        """Find the call that names it, or the resource of a YAML program, or any call that makes such a one."""
        call, key = rf"\b{re.escape(made)}(?:<[^>]*>)?\(", re.escape(name)
        for pattern, word in ((rf"{call}\s*['\"]{key}['\"]|^  {key}:\s*$", name), (call, made)):
            named = re.compile(pattern, re.MULTILINE)
            for file, text in self._texts.items():
                found = named.search(text) if word in text else None  # a search of all takes a tenth of a second
                if found:
                    return _location(file, text, found.start())
        return None

    def _settings(self, stack: str) -> Location:
        for file in (f"Pulumi.{stack}.yaml", "Pulumi.yaml", "Pulumi.yml"):
            if (self._project / file).exists():
                return Location(file)
        return Location("Pulumi.yaml")

    @cached_property
    def _classes(self) -> dict[str, tuple[str, int]]:
        found: dict[str, tuple[str, int]] = {}
        for file, text in self._texts.items():
            for one in _CLASS.finditer(text):
                found.setdefault(one[1], (file, one.start()))
        return found

    @cached_property
    def _texts(self) -> dict[str, str]:
        """File -> text, those nearest to the project's root first."""
        files = sorted(self._files(), key=lambda file: (file.count("/"), file))[:_MOST_FILES]
        return {file: text for file in files if (text := _text(self._project / file)) is not None}

    def _files(self) -> Iterator[str]:
        for folder, folders, files in os.walk(self._project):
            folders[:] = [one for one in folders if one not in _NOT_SOURCES and not one.startswith(".")]
            for file in files:
                if file.endswith(_SOURCES) and not file.startswith("."):
                    yield (Path(folder) / file).relative_to(self._project).as_posix()


def _text(path: Path) -> str | None:
    """Return a file's text, None for what cannot be read: a link that leads nowhere, a pipe, somebody else's file."""
    try:
        return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else None
    except OSError:
        return None


def _location(file: str, text: str, place: int) -> Location:
    return Location(file, text.count("\n", 0, place) + 1)


def within_repository(project: Path) -> str:
    """Return the project's folder as its repository names it, with a slash at the end; empty for the root or none.

    Whoever shows a finding beside its source, such as GitHub, takes paths from there.
    """
    root = next((one for one in (project, *project.parents) if (one / ".git").exists()), project)
    return "" if root == project else f"{project.relative_to(root).as_posix()}/"
