"""A guardrail's examples broken along every path that its check reads: and whether the verdict changes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from guardrails.examples import Seen, render
from guardrails.guardrail import Guardrail, StackGuardrail, settings_of
from guardrails.judge import Verdict, judge, judge_stack
from guardrails.values import UNKNOWN

from tests.policypacks.reads import reads

Path = tuple[str | int, ...]
_SEGMENT = re.compile(r'\["([^"]+)"\]|\[([^\]]+)\]|([^.\[\]]+)')
_GONE = object()


def idle_paths(guardrail: Guardrail | StackGuardrail) -> tuple[int, set[str]]:
    """Return how many breaks there were, and the paths for which none of them changed the verdict on any example.

    A value is taken away, null, of another kind, unknown, negated, or one that another example has there.
    """
    count = 0
    matter: set[str] = set()
    seen: set[str] = set()
    for read, verdict, broken in _examples(guardrail):
        for path in read:
            name = re.sub(r"\[\d+\]", "[]", path)
            seen.add(name)
            for other in broken(path):
                count += 1
                if other != verdict:
                    matter.add(name)
    return count, {one for one in seen - matter if not any(other.startswith(one) for other in matter)}


def _examples(guardrail: Guardrail | StackGuardrail) -> Iterator[tuple[set[str], Any, Any]]:
    examples = [*guardrail.passing.values(), *guardrail.failing.values()]
    if isinstance(guardrail, Guardrail):
        token = guardrail.applies_to.token
        for values in examples:
            with reads() as found:
                verdict = judge(guardrail, token, values, settings_of(values))

            def broken(path: str, values: Any = values) -> Iterator[Verdict]:
                for other in _breaks(values, path, examples):
                    yield judge(guardrail, token, other, settings_of(values))

            yield {path for _, path in found}, verdict, broken
        return
    for example in examples:
        with reads() as found:
            verdicts = judge_stack(guardrail, render(example, Seen.BY_HAND))

        def broken_together(path: str, example: Any = example) -> Iterator[dict[str, Verdict]]:
            for name, resource in example.items():
                others = [one.properties for one in example.values()]
                for other in _breaks(resource.properties, path, others):
                    changed = {**example, name: replace(resource, properties=other)}
                    yield judge_stack(guardrail, render(changed, Seen.BY_HAND))

        yield {path for _, path in found}, verdicts, broken_together


def _breaks(values: Any, path: str, others: Iterable[Any]) -> Iterator[Any]:
    keys = _keys(path)
    old = _at(values, keys)
    there = [one for each in others if (one := _at(each, keys)) is not _GONE and one != old]
    for new in (_GONE, None, 7 if isinstance(old, str) else "text", UNKNOWN, not old, *there):
        try:
            yield _put(values, keys, new)
        except (KeyError, TypeError, IndexError, AttributeError):
            continue


def _keys(path: str) -> Path:
    found = []
    for quoted, bracketed, plain in _SEGMENT.findall(path):
        found.append(int(bracketed) if bracketed.isdecimal() else quoted or bracketed or plain)
    return tuple(found)


def _at(value: Any, path: Path) -> Any:
    for key in path:
        try:
            value = value[key]
        except (KeyError, TypeError, IndexError):
            return _GONE
    return value


def _put(value: Any, path: Path, new: Any) -> Any:
    if not path:
        return {} if new is _GONE else new
    key, *rest = path
    if isinstance(key, int):
        inner = [] if new is _GONE and not rest else [_put(value[key], tuple(rest), new)]
        return [*value[:key], *inner, *value[key + 1 :]]
    kept: Mapping[str, Any] = value
    if not rest and new is _GONE:
        return {other: one for other, one in kept.items() if other != key}
    return {**kept, key: _put(kept.get(key, {}), tuple(rest), new) if rest else new}
