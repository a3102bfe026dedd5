"""Runs the program with some of its files altered, without touching a file."""

import importlib
import importlib.machinery
import pkgutil
import runpy
import sys
from collections.abc import Mapping
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

import components


def alter(codes: Mapping[Path, CodeType], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program be imported anew, with this code for these files."""
    # All of them, so that all come back: of two copies of one enumeration no member is the other's.
    for module in pkgutil.walk_packages(components.__path__, "components."):
        importlib.import_module(module.name)
    load_from(codes, monkeypatch)
    for name in [name for name in sys.modules if name.partition(".")[0] == "components"]:
        monkeypatch.delitem(sys.modules, name)


def load_from(codes: Mapping[Path, CodeType], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what is imported from now on have this code for these files."""
    original = importlib.machinery.SourceFileLoader.get_code

    def get_code(self: importlib.machinery.SourceFileLoader, name: str) -> CodeType | None:
        return codes.get(Path(self.path)) or original(self, name)

    def run_path(path: str) -> dict[str, Any]:
        names: dict[str, Any] = {"__name__": "<run_path>", "__file__": path}
        exec(codes.get(Path(path)) or compile(Path(path).read_text("utf-8"), path, "exec"), names)
        return names

    monkeypatch.setattr(importlib.machinery.SourceFileLoader, "get_code", get_code)
    monkeypatch.setattr(runpy, "run_path", run_path)
