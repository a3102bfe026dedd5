"""Mutants of a guardrail's check, judged by the guardrail's own examples: each must be noticed."""

import ast
import inspect
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from importlib import import_module
from itertools import product
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any, NamedTuple

from guardrails.examples import ExampleStack, Seen, render
from guardrails.guardrail import Guardrail, StackGuardrail, settings_of
from guardrails.judge import Verdict, judge, judge_stack

from tests.policypacks import variants
from tests.policypacks.mutants.operators import Mutant, mutants
from tests.policypacks.variants import shapes, with_one_unknown

Any_ = Guardrail | StackGuardrail
Verdicts = Sequence[Verdict]


class Question(NamedTuple):
    """An example in one form, and what the suite says of the verdicts on it."""

    ask: Callable[[Any_], Verdicts]
    holds: Callable[[Verdicts], bool]

    def is_met(self, guardrail: Any_) -> bool:
        """Tell whether the guardrail, with whatever check, judges as it should."""
        with _at_most(SECONDS):
            return self.holds(self.ask(guardrail))


SECONDS = 2
"""Of CPU for one question, of which no example takes a hundredth; a mutant that never ends is noticed."""
WORDS = frozenset({"meaning", "what"})
"""Parameters of shared checks that only messages show."""


def module_of(guardrail: Any_) -> ModuleType:
    """Return the file of a guardrail of the catalogue."""
    folder, _, rest = guardrail.name.partition("-")
    return import_module(f"guardrails.rules.{folder}.{rest.replace('-', '_')}")


def survivors(guardrail: Any_) -> tuple[int, list[Mutant]]:
    """Return how many mutants the check has, and those that no example notices."""
    module = module_of(guardrail)
    file = Path(str(module.__file__))
    tree = ast.parse(file.read_text("utf-8"))
    asked = list(questions(guardrail))
    count, alive = 0, []
    for root in scope(tree):
        for mutant in mutants(root, words(root, module)):
            count += 1
            mutant.place.put(mutant.new)
            try:
                if not _is_noticed(guardrail, compile(tree, str(file), "exec"), asked):
                    alive.append(mutant)
            finally:
                mutant.place.put(mutant.old)
    return count, alive


def _is_noticed(guardrail: Any_, code: CodeType, asked: list[Question]) -> bool:
    names: dict[str, Any] = {"__name__": "mutant"}
    try:
        exec(code, names)
        mutated = replace(guardrail, check=names["GUARDRAIL"].check)
        return not all(one.is_met(mutated) for one in asked)
    except Exception:  # noqa: BLE001 - a mutant that cannot even be loaded, or never ends, is noticed
        return True


def scope(tree: ast.Module) -> list[ast.AST]:
    """Return what the check is made of: its expression, and the functions and values of the file that it uses."""
    return reached(tree, [_expression(tree)])


def reached(tree: ast.Module, roots: Iterable[ast.AST]) -> list[ast.AST]:
    """Return the roots, and the functions and values of the file that they use."""
    defined = definitions(tree)
    found = list(roots)
    for node in found:  # grows
        for name in used(node):
            one = defined.get(name)
            if one is not None and one not in found:
                found.append(one)
    return found


def definitions(tree: ast.Module) -> dict[str, ast.stmt]:
    """Return the functions and values of a file by their names."""
    return {name: node for node in tree.body for name in _names(node)}


def used(root: ast.AST) -> list[str]:
    """Return the names that a node takes from around it."""
    nodes = list(ast.walk(root))
    own = {node.arg for node in nodes if isinstance(node, ast.arg)}
    names = [node for node in nodes if isinstance(node, ast.Name)]
    own |= {node.id for node in names if isinstance(node.ctx, ast.Store) and isinstance(root, ast.FunctionDef)}
    return [node.id for node in names if node.id not in own]


def _names(node: ast.stmt) -> list[str]:
    match node:
        case ast.FunctionDef(name):
            return [name]
        case ast.Assign(targets):
            return [one.id for one in targets if isinstance(one, ast.Name) and one.id != "GUARDRAIL"]
        case ast.AnnAssign(ast.Name(name)):
            return [name]
    return []


def _expression(tree: ast.Module) -> ast.keyword:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            for keyword in node.value.keywords:
                if keyword.arg == "check" and [one for one in node.targets if ast.unparse(one) == "GUARDRAIL"]:
                    return keyword
    raise AssertionError("the file has no GUARDRAIL with a check")


def words(root: ast.AST, module: ModuleType) -> set[int]:
    """Return the ids of arguments that only messages show."""
    found = set()
    for node in ast.walk(root):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        called = getattr(module, node.func.id, None)
        if inspect.isfunction(called):
            parameters = list(inspect.signature(called).parameters)
            given = [*zip(parameters, node.args, strict=False), *((one.arg, one.value) for one in node.keywords)]
            found |= {id(value) for name, value in given if name in WORDS}
            found |= {id(value) for name, value in given if name == "absent" and not _is_asked_for(value, node)}
    return found


def _is_asked_for(absent: ast.AST, call: ast.Call) -> bool:
    """Tell whether the call asks for what Azure takes when a property is absent; if not, any other value would do."""
    texts = [one.value for one in ast.walk(call) if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return not isinstance(absent, ast.Constant) or texts.count(str(absent.value)) > 1


def questions(guardrail: Any_) -> Iterator[Question]:
    """Yield what the suite asks of every example: it passes, it fails, nothing crashes.

    An unknown in the place of one of its values neither passes in silence nor makes a problem.

    What costs most comes last, since one answer is enough to notice a mutant.
    """
    yield from (Question(one, _passes) for one in _asked(guardrail, guardrail.passing))
    yield from (Question(one, _fails) for one in _asked(guardrail, guardrail.failing))
    yield from (Question(one, _speaks) for one in _asked(guardrail, guardrail.failing, with_one_unknown))
    yield from (Question(one, _accuses_nobody) for one in _asked(guardrail, guardrail.passing, with_one_unknown))
    for examples in (guardrail.passing, guardrail.failing):
        yield from (Question(one, _stands) for one in _asked(guardrail, examples, variants.mutants))


def _asked(
    guardrail: Any_, examples: Mapping[str, Any], varied: Callable[[Any], Iterable[Any]] = lambda one: (one,)
) -> Iterator[Callable[[Any_], Verdicts]]:
    for example in examples.values():
        if isinstance(guardrail, Guardrail):
            for _, token, values in shapes(guardrail, example):
                yield from (partial(_judged, token, one, settings_of(example)) for one in varied(values))
        else:
            for name, resource in example.items():
                for properties, seen in product(varied(resource.properties), Seen):
                    yield partial(_judged_together, {**example, name: replace(resource, properties=properties)}, seen)


def _judged(token: str, values: Mapping[str, Any], settings: Mapping[str, Any], guardrail: Any_) -> Verdicts:
    assert isinstance(guardrail, Guardrail)
    return [judge(guardrail, token, values, settings)]


def _judged_together(example: ExampleStack, seen: Seen, guardrail: Any_) -> Verdicts:
    assert isinstance(guardrail, StackGuardrail)
    return list(judge_stack(guardrail, render(example, seen)).values())


def _passes(verdicts: Verdicts) -> bool:
    return all(one == Verdict() for one in verdicts)


def _fails(verdicts: Verdicts) -> bool:
    problems = [problem for one in verdicts for problem in one.problems]
    return bool(problems) and all(one.startswith("must ") for one in problems) and _stands(verdicts)


def _speaks(verdicts: Verdicts) -> bool:
    return any(one.problems or one.undecided for one in verdicts) and _stands(verdicts)


def _accuses_nobody(verdicts: Verdicts) -> bool:
    return not any(one.problems for one in verdicts) and _stands(verdicts)


def _stands(verdicts: Verdicts) -> bool:
    return not any(one.crash for one in verdicts)


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
