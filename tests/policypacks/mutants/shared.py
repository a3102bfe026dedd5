"""Mutants of what many checks share, judged by the examples of the guardrails whose checks use it."""

import ast
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any, NamedTuple

from guardrails.catalog import catalog
from guardrails.guardrail import Guardrail

from tests.policypacks.mutants.checks import Any_, definitions, module_of, questions, reached, scope, used, words
from tests.policypacks.mutants.operators import Mutant, mutants

READ_THROUGH = frozenset({"guardrail", "kinds", "props", "references", "stack", "subjects", "tokens", "values"})
"""What every check reads through has tests of its own."""


class Judge(NamedTuple):
    """A guardrail whose check uses what a module shares."""

    guardrail: Any_
    code: CodeType
    names: frozenset[str]


@cache
def judges() -> Mapping[str, Sequence[Judge]]:
    """Return module -> the guardrails whose checks use it; those about one resource first, for they answer soonest."""
    found: defaultdict[str, list[Judge]] = defaultdict(list)
    for guardrail in sorted(catalog(), key=lambda one: not isinstance(one, Guardrail)):
        file = Path(str(module_of(guardrail).__file__))
        tree = ast.parse(file.read_text("utf-8"))
        code = compile(tree, str(file), "exec")
        wanted = {name for root in scope(tree) for name in used(root)}
        for node in tree.body:
            if isinstance(node, ast.ImportFrom) and str(node.module).startswith("guardrails."):
                module = str(node.module).removeprefix("guardrails.")
                names = frozenset(wanted & {one.name for one in node.names})
                if names and module not in READ_THROUGH:
                    found[module].append(Judge(guardrail, code, names))
    return dict(sorted(found.items()))


def file_of(module: str) -> Path:
    """Return the file of a shared module."""
    return Path(str(import_module(f"guardrails.{module}").__file__))


def survivors(module: str) -> tuple[int, list[Mutant]]:
    """Return how many mutants the module has, and those that no example of its users notices."""
    file = file_of(module)
    tree = ast.parse(file.read_text("utf-8"))
    count, alive = 0, []
    for root, users in _users(tree, judges()[module]):
        for mutant in mutants(root, words(root, import_module(f"guardrails.{module}"))):
            count += 1
            mutant.place.put(mutant.new)
            try:
                code = compile(tree, str(file), "exec")
                if not any(_notices(one, f"guardrails.{module}", code) for one in users):
                    alive.append(mutant)
            finally:
                mutant.place.put(mutant.old)
    return count, alive


def _users(tree: ast.Module, among: Sequence[Judge]) -> list[tuple[ast.AST, list[Judge]]]:
    """Return the functions and values of a module that checks use, with the guardrails whose checks do."""
    defined = definitions(tree)
    found: dict[ast.AST, list[Judge]] = {}
    for judge in among:
        for node in reached(tree, [defined[name] for name in sorted(judge.names) if name in defined]):
            found.setdefault(node, []).append(judge)
    return list(found.items())


def _notices(judge: Judge, module: str, code: CodeType) -> bool:
    before, mutated = sys.modules[module], ModuleType(module)
    names: dict[str, Any] = {"__name__": "mutant"}
    sys.modules[module] = mutated
    try:
        exec(code, mutated.__dict__)
        exec(judge.code, names)
        guardrail = replace(judge.guardrail, check=names["GUARDRAIL"].check)
        return not all(one.is_met(guardrail) for one in questions(judge.guardrail))
    except Exception:  # noqa: BLE001 - a mutant that cannot even be loaded, or never ends, is noticed
        return True
    finally:
        sys.modules[module] = before
