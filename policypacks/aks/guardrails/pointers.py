"""Which resources may point at which, found without asking each about each other: a stack has thousands of both.

What is found may point, what is left out certainly does not: `Resource.points_at` decides.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from guardrails.references import name_of
from guardrails.values import Unknown

if TYPE_CHECKING:
    from guardrails.stack import Resource

_Places = dict[str, list[int]]


class Pointers:
    """Resources by what one property of theirs may point at."""

    def __init__(self, resources: Sequence["Resource"], prop: str) -> None:
        self._by_source: _Places = {}
        self._by_word: _Places = {}
        self._texts: list[int] = []
        self._open: list[int] = []
        for place, one in enumerate(resources):
            for urn in {one.urn, *one.sources(prop)}:
                self._by_source.setdefault(urn, []).append(place)
            words = _words(one.texts_at(prop))
            for word in words:
                self._by_word.setdefault(word, []).append(place)
            self._texts += [place] if words else []
            self._open += [place] if one.is_open(prop) else []

    def at(self, target: "Resource") -> set[int]:
        """Return the places of those that may point at the target, its own included."""
        names = _names(target)
        named = self._texts if names is None else _found(self._by_word, names)
        return {*self._open, *self._by_source.get(target.urn, ()), *named}


class Targets:
    """Resources by what may denote them."""

    def __init__(self, resources: Sequence["Resource"]) -> None:
        self._by_urn: _Places = {}
        self._by_name: _Places = {}
        self._nameless: list[int] = []
        self._all = range(len(resources))
        for place, one in enumerate(resources):
            self._by_urn.setdefault(one.urn, []).append(place)
            names = _names(one)
            self._nameless += [place] if names is None else []
            for name in names or ():
                self._by_name.setdefault(name, []).append(place)

    def of(self, one: "Resource", prop: str) -> Iterable[int]:
        """Return the places of those that the property of the resource may point at, its own included."""
        if one.is_open(prop):
            return self._all
        words = _words(one.texts_at(prop))
        nameless = self._nameless if words else ()
        return {*nameless, *_found(self._by_urn, {one.urn, *one.sources(prop)}), *_found(self._by_name, words)}


def _found(places: _Places, keys: Iterable[str]) -> Iterator[int]:
    return (place for key in keys for place in places.get(key, ()))


def _words(texts: Iterable[str]) -> set[str]:
    """Return what of the texts may be a name: all of it, a segment of an id, the host of a vault's URI."""
    words: set[str] = set()
    for text in texts:
        segments = text.lower().split("/")
        words.update(("/".join(segments), *segments))
        if segments[0] == "https:":
            words.update(one.partition(".")[0] for one in segments)
    return words


def _names(target: "Resource") -> set[str] | None:
    """Return by what a text may denote the resource; None when that is known only after the update."""
    name = name_of(target.token, target.raw)
    if isinstance(name, Unknown):
        return None
    names = (name, target.raw.get("principalId"), target.raw.get("clientId"))
    return {one.lower() for one in names if isinstance(one, str)}
