"""Variants of the guardrails' examples that several tests ask about."""

from collections.abc import Iterator, Mapping
from typing import Any

from guardrails.guardrail import Guardrail
from guardrails.testing import nested
from guardrails.values import UNKNOWN

REPLACEMENTS: tuple[Any, ...] = (None, UNKNOWN, "text", 7, True, [], {}, [None], [UNKNOWN, "text"], {"a": UNKNOWN})
EMPTY: tuple[object, ...] = (None, "", [], {})


def shapes(guardrail: Guardrail, example: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield the example as a resource of its own, of each type it may be, and as an element of each list.

    What has many, as the kinds of Kubernetes have, comes as the first of them only.
    """
    subject = guardrail.applies_to
    yield "resource", subject.token, example
    if subject.patches:
        return
    for token in sorted(subject.also):
        yield token, token, example
    for owner, prop in subject.inline.items():
        yield f"inline in {prop} of {owner.split(':')[-1]}", owner, nested(prop, [example])


def mutants(value: Any) -> Iterator[Any]:
    """Yield the value with each key dropped, nulled, made unknown, or replaced by another kind, at every depth."""
    if isinstance(value, Mapping):
        for key, element in value.items():
            yield {other: kept for other, kept in value.items() if other != key}
            for replacement in REPLACEMENTS:
                yield {**value, key: replacement}
            for mutant in mutants(element):
                yield {**value, key: mutant}
    elif isinstance(value, list):
        for index, element in enumerate(value):
            for mutant in mutants(element):
                yield [*value[:index], mutant, *value[index + 1 :]]


def with_one_unknown(value: Any) -> Iterator[Any]:
    """Yield the value with each part at every depth made unknown, but for empty ones: all they lack may be presence."""
    if isinstance(value, Mapping):
        for key, element in value.items():
            if element not in EMPTY:
                yield {**value, key: UNKNOWN}
            for mutant in with_one_unknown(element):
                yield {**value, key: mutant}
    elif isinstance(value, list):
        for index, element in enumerate(value):
            for mutant in (*([] if element in EMPTY else [UNKNOWN]), *with_one_unknown(element)):
                yield [*value[:index], mutant, *value[index + 1 :]]
