"""Small mistakes in a function's syntax tree, one at a time: what an example must notice.

A comparison negated or moved by one at its boundary, `and` for `or`, `any` for `all`, a `not` or an operand dropped, a
condition negated, a constant changed, what is yielded left out. The words of a message are left as they are.
"""

import ast
from collections.abc import Collection, Iterator
from typing import NamedTuple

_NEGATED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.GtE,
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
    ast.LtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_BOUNDARY: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}
_SWAPPED = {"any": "all", "all": "any", "any_of": "all_of", "all_of": "any_of"}
_CHANGED_THEMSELVES = ast.Compare | ast.BoolOp | ast.UnaryOp | ast.Constant


class Place(NamedTuple):
    """Where a node hangs: the parent's field, and the index in a list there."""

    parent: ast.AST
    field: str
    position: int | None

    def put(self, node: ast.AST) -> None:
        """Hang the node there."""
        if self.position is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.position] = node


class Mutant(NamedTuple):
    """One change, not yet made."""

    line: int
    text: str
    """The change as a person reads it, the same wherever its line moves to."""
    place: Place
    old: ast.AST
    new: ast.AST


def mutants(root: ast.AST, words: Collection[int] = ()) -> Iterator[Mutant]:
    """Yield every change below a node; `words` are ids of nodes that only messages show."""
    for place, node in _places(root, words):
        for new in _changes(node, place):
            line = getattr(node, "lineno", 0)
            ast.copy_location(new, node)
            ast.fix_missing_locations(new)
            yield Mutant(line, f"{_shown(node)} -> {_shown(new)}", place, node, new)


def _places(parent: ast.AST, words: Collection[int]) -> Iterator[tuple[Place, ast.AST]]:
    for field, value in ast.iter_fields(parent):
        if _is_prose(parent, field):
            continue
        for index, node in enumerate(value) if isinstance(value, list) else ((None, value),):
            if isinstance(node, ast.AST) and id(node) not in words and not isinstance(node, ast.JoinedStr):
                yield Place(parent, field, index), node
                yield from _places(node, words)


def _is_prose(parent: ast.AST, field: str) -> bool:
    """Tell whether the field holds types, decorators, documentation or the words of a problem."""
    if field in {"annotation", "returns", "decorator_list"}:
        return True
    if isinstance(parent, ast.Yield):
        return isinstance(parent.value, ast.Constant | ast.JoinedStr)
    return isinstance(parent, ast.Expr) and isinstance(parent.value, ast.Constant)


def _changes(node: ast.AST, place: Place) -> Iterator[ast.AST]:  # noqa: C901 - one case for each kind of node
    match node:
        case ast.Compare():
            yield from _other_comparisons(node)
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
            for index in range(len(values)):
                kept = values[:index] + values[index + 1 :]
                yield kept[0] if len(kept) == 1 else ast.BoolOp(op, kept)
        case ast.UnaryOp(ast.Not(), operand):
            yield operand
        case ast.Constant(value):
            yield from (ast.Constant(one) for one in _others(value))
        case ast.Call(ast.Name(name), arguments, keywords) if name in _SWAPPED:
            yield ast.Call(ast.Name(_SWAPPED[name], ast.Load()), arguments, keywords)
        case ast.Expr(ast.Yield() | ast.YieldFrom()):
            yield ast.If(ast.Constant(0), [node], [])
        case ast.Set(elements) | ast.Tuple(elements) | ast.List(elements) if _is_list(elements):
            for index in range(len(elements)):
                yield _rebuilt(node, elements[:index] + elements[index + 1 :])
    if isinstance(node, ast.expr) and _is_condition(place) and not isinstance(node, _CHANGED_THEMSELVES):
        yield ast.UnaryOp(ast.Not(), node)


def _other_comparisons(node: ast.Compare) -> Iterator[ast.Compare]:
    for index, operator in enumerate(node.ops):
        for table in (_NEGATED, _BOUNDARY) if index == 0 else (_BOUNDARY,):
            if type(operator) in table:
                others = [*node.ops[:index], table[type(operator)](), *node.ops[index + 1 :]]
                yield ast.Compare(node.left, others, node.comparators)


def _rebuilt(node: ast.Set | ast.Tuple | ast.List, elements: list[ast.expr]) -> ast.AST:
    return ast.Set(elements) if isinstance(node, ast.Set) else type(node)(elements, node.ctx)


def _is_list(elements: list[ast.expr]) -> bool:
    """Tell whether leaving one out is a change of its own: a constant is changed itself, which comes to the same."""
    return len(elements) > 1 and not all(isinstance(one, ast.Constant) for one in elements)


def _is_condition(place: Place) -> bool:
    return (place.field == "test" and isinstance(place.parent, ast.If | ast.IfExp | ast.While)) or (
        place.field == "ifs" and isinstance(place.parent, ast.comprehension)
    )


def _others(value: object) -> Iterator[bool | int | str]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
        yield value - 1
    elif isinstance(value, str):
        yield f"{value}_"


def _shown(node: ast.AST) -> str:
    if isinstance(node, ast.If) and isinstance(node.test, ast.Constant) and node.test.value == 0:
        return "nothing"
    return " ".join(ast.unparse(node).split())
