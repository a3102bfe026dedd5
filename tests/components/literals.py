"""Every literal by which a component hardens a resource, and the program with some of them flipped."""

import ast
import importlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from types import CodeType

from pydantic.alias_generators import to_camel

from tests.components.recorder import ROOT

NUMBERS = {
    "container_log_max_files",
    "days",
    "idle_timeout_in_minutes",
    "interval_hours",
    "key_size",
    "max_pods",
    "pod_max_pids",
    "replicas",
    "retention_days",
    "retention_duration_in_days",
    "retention_in_days",
    "soft_delete_retention_in_days",
}
"""Names whose number protects something."""
OPPOSITES = {
    "Allow": "Deny",
    "Default": "DoNotEnforce",
    "Deny": "Allow",
    "Disabled": "Enabled",
    "Enabled": "Disabled",
    "Enforce": "Warn",
    "None": "AzureServices",
    "Standard": "Basic",
    "restricted": "privileged",
}
HARDENED = ("cluster", "keys", "network", "registry", "storage")
"""Folders of the components whose literals are flipped."""
NOT_SENT = {"strict"}
"""Names of arguments to Python itself: those of `zip`."""
_MEMBERS = {"DISABLED": "ENABLED", "ENABLED": "DISABLED", "DENY": "ALLOW", "ON": "OFF", "PRIVATE": "PUBLIC"}


@dataclass(frozen=True)
class Literal:
    """One named literal, and what it becomes."""

    file: Path
    number: int
    """Which one of its file, from 0."""
    name: str
    """The argument's or key's, as the program writes it, with those around it."""
    turn: int
    """Which one of this name in its file, from 1."""
    value: str
    flipped: str

    @property
    def place(self) -> str:
        """The place for a reader and for flips.yaml, without a line number: that would change with each edit."""
        turn = f" ({self.turn})" if self.turn > 1 else ""
        return f"{self.file.relative_to(ROOT / 'components')} {self.name}{turn}"

    @property
    def sent(self) -> str:
        """The name as the engine is told it, in lower case: the SDK writes some words in capitals."""
        return to_camel(self.name.rpartition(".")[2]).lower()


def literals() -> list[Literal]:
    """Return them all, in the order of files and lines."""
    found: list[Literal] = []
    for file in sorted(one for folder in HARDENED for one in (ROOT / "components" / folder).glob("*.py")):
        turns = Counter[str]()
        for number, (name, value, new) in enumerate(_flips(ast.parse(file.read_text("utf-8")), file)):
            turns[name] += 1
            found.append(Literal(file, number, name, turns[name], ast.unparse(value), ast.unparse(new)))
    return found


def flipped(chosen: Iterable[Literal]) -> dict[Path, CodeType]:
    """Return the code of the files with these literals flipped, at most one of each file."""
    return {one.file: compile(with_flip(one), str(one.file), "exec") for one in chosen}


def with_flip(one: Literal) -> ast.Module:
    """Return the file's program with the literal flipped."""
    tree = ast.parse(one.file.read_text("utf-8"))
    _, value, flip = list(_flips(tree, one.file))[one.number]
    for node in ast.walk(tree):
        for field, held in ast.iter_fields(node):
            if held is value:
                setattr(node, field, flip)
            elif isinstance(held, list) and any(each is value for each in held):
                setattr(node, field, [flip if each is value else each for each in held])
    return ast.fix_missing_locations(tree)


def _flips(tree: ast.Module, file: Path) -> Iterator[tuple[str, ast.expr, ast.expr]]:
    for name, value in _named(tree):
        last = name.rpartition(".")[2]
        new = None if last in NOT_SENT else _flip(last, value, file)
        if new is not None:
            yield name, value, ast.copy_location(new, value)


def _named(node: ast.AST, around: str = "") -> Iterator[tuple[str, ast.expr]]:
    """Yield what has a name, with the names around it: `auto_scaler_profile.expander`."""
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.keyword(str() as name, value):
                yield f"{around}{name}", value
                yield from _named(child, f"{around}{name}.")
            case ast.Dict(keys, values):
                for key, value in zip(keys, values, strict=True):
                    name = str(key.value) if isinstance(key, ast.Constant) else ""
                    if name:
                        yield f"{around}{name}", value
                    yield from _named(ast.Expr(value), f"{around}{name}." if name else around)
            case ast.FunctionDef() | ast.ClassDef():
                yield from _named(ast.Module(child.body, []), "")
            case _:
                yield from _named(child, around)


def _flip(name: str, value: ast.expr, file: Path) -> ast.expr | None:
    match value:
        case ast.Constant(bool() as switch):
            return ast.Constant(not switch)
        case ast.Constant(int() as number) if name in NUMBERS:
            return ast.Constant(1 if number > 1 else number + 1)
        case ast.Constant(str() as text) if text in OPPOSITES:
            return ast.Constant(OPPOSITES[text])
        case ast.Attribute(holder, member) if member.isupper():
            other = _other_member(ast.unparse(holder), member, file)
            return ast.Attribute(holder, other, ast.Load()) if other else None
    return None


def _other_member(holder: str, member: str, file: Path) -> str | None:
    """Return the member of the enumeration that is the opposite."""
    module = importlib.import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
    found: object = module
    for part in holder.split("."):
        found = getattr(found, part, None)
    if not isinstance(found, type) or not issubclass(found, Enum):
        return None
    opposite = _MEMBERS.get(member)
    return opposite if opposite in found.__members__ else None
