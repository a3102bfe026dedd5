"""Three-valued reading of a resource's properties: a value, nothing, or not known before the update."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, TypeVar

from guardrails.kinds import MERGED
from guardrails.values import Secret, Unknown, Untold, as_text

_Candidate = TypeVar("_Candidate")
_SEGMENT = re.compile(r'\["([^"]+)"\]|[^.\[\]]+')
_LEFT_OUT: Final = Unknown()


class Undecided(Exception):  # noqa: N818 - it is an answer, not an error
    """The value at `path` is known only after the update, so the question stays open."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} is known only after the update")
        self.path = path


class LeftOut(Undecided):
    """A patch says nothing of `path`: what stands there is somebody else's, so nobody is told."""


def doubt(unknown: Sequence[Undecided]) -> Undecided:
    """Return which of several to tell of: what is unknown rather than what a patch leaves out."""
    return next((one for one in unknown if not isinstance(one, LeftOut)), unknown[-1])


Problems = Iterator["str | Undecided"]
"""What a check yields: a problem ("must ..."), or where it could not tell."""
Texts = Iterator["str | Undecided"]
"""What properties say, and where that is unknown; `together` in `checks` judges them."""


class Props:
    """Read-only properties under `path` of one resource, named as the engine sends them (camelCase).

    Absent and null are the same. Reading a value that is unknown raises `Undecided`; asking whether one is
    present does not. Of a `partial` object, a patch, what is absent is unknown: it raises `LeftOut`; the elements of a
    list that a patch replaces are whole. A path leads through names; one that holds dots is quoted:
    `metadata.labels["app.kubernetes.io/name"]`.
    """

    __slots__ = ("partial", "path", "raw", "secret")

    def __init__(self, raw: Mapping[str, Any], path: str = "", *, secret: bool = False, partial: bool = False) -> None:
        self.raw = raw
        self.path = path
        self.secret = secret
        self.partial = partial

    def __str__(self) -> str:
        """Return what a message shows of an object that stands where a text should: its place, never what is in it."""
        return self.path or "an object"

    def get(self, path: str, default: Any = None) -> Any:
        """Return the value at the dotted `path`, or `default` when absent or null.

        Objects come as `Props`, lists as lists of values and `Props`.

        Raises:
            Undecided: when the value, an object on the way to it, or an element of the list is unknown.

        """
        value = self._resolve(path)
        if isinstance(value, Unknown):
            raise self._undecided(value, path)
        if value is None:
            return default
        if isinstance(value, list):
            return [self._element(path, index, element) for index, element in enumerate(value)]
        return self._below(value, self._full(path), secret=self.is_secret(path)) if isinstance(value, dict) else value

    def text(self, path: str, default: str = "") -> str:
        """Return the text at `path`, or `default` when it is absent or no text; raises as `get`."""
        value = as_text(self.get(path))
        return default if value is None else value

    def texts(self, path: str) -> list[str]:
        """Return the texts in the list at `path`, none when it is absent; raises as `get`."""
        value = self.get(path)
        elements = map(as_text, value if isinstance(value, list) else ())
        return [element for element in elements if element is not None]

    def objects(self, path: str) -> list["Props"]:
        """Return the objects in the list at `path`, none when it is absent; raises as `get`."""
        value = self.get(path)
        return [element for element in value if isinstance(element, Props)] if isinstance(value, list) else []

    def entries(self, path: str) -> dict[str, "Props"]:
        """Return the objects of the map at `path` by their keys, which may hold dots; none when it is absent.

        Raises:
            Undecided: when the map or one of its values is unknown.

        """
        found = {name: self._element(path, name, self._resolve(path)[name]) for name in self.names(path)}
        return {name: element for name, element in found.items() if isinstance(element, Props)}

    def has(self, path: str) -> bool:
        """Tell whether something is set at `path`: an unknown value counts, null and empty do not.

        Raises:
            Undecided: when an object that may hold it has further properties of which nothing is known.

        """
        value = self._resolve(path)
        if isinstance(value, Untold):
            raise Undecided(self._full(path))
        return value not in (None, "", [], {})

    def count(self, path: str) -> int:
        """Return how many elements the list at `path` has, unknown ones among them; none when it is no list.

        Raises:
            Undecided: when the value, or an object on the way to it, is unknown.

        """
        value = self._resolve(path)
        if isinstance(value, Unknown):
            raise self._undecided(value, path)
        return len(value) if isinstance(value, list) else 0

    def is_secret(self, path: str) -> bool:
        """Tell whether the value at `path`, or an object that holds it, is a Pulumi secret."""
        if self.secret:
            return True
        value: object = self.raw
        for key in _keys(path):
            if isinstance(value, Secret):
                return True
            value = value.get(key) if isinstance(value, Mapping) else None
        return isinstance(value, Secret)

    def names(self, path: str) -> list[str]:
        """Return the property names of the object at `path`, sorted; none when it is absent.

        Raises:
            Undecided: when the object is unknown.

        """
        value = self._resolve(path)
        if isinstance(value, Unknown):
            raise self._undecided(value, path)
        return sorted(value) if isinstance(value, Mapping) else []

    def each(self, path: str, check: Callable[["Props"], Problems]) -> Problems:
        """Yield the problems of every object in the list at `path`; an unknown one hides none of the others."""
        return self.each_value(path, lambda element: check(element) if isinstance(element, Props) else iter(()))

    def each_value(self, path: str, check: Callable[[Any], Problems]) -> Problems:
        """Yield the problems of every element of the list at `path`, of whatever kind; as `each`."""
        elements = self._resolve(path)
        if isinstance(elements, Unknown):
            yield self._undecided(elements, path)
        elif isinstance(elements, list):
            for index in range(len(elements)):
                yield from decided(self._judge, path, index, elements[index], check)

    def each_within(self, path: str, check: Callable[["Props"], Problems]) -> Problems:
        """Yield the problems of the object at `path`, where `[]` stands for every element of a list.

        An absent object is judged as an empty one.
        """
        lists, more, rest = path.partition("[]")
        if more:
            yield from self.each(lists, lambda element: element.each_within(rest.lstrip("."), check))
        else:
            value = self.get(path) if path else self
            yield from check(value if isinstance(value, Props) else self._below({}, self._full(path)))

    def _judge(self, path: str, index: int, element: object, check: Callable[[Any], Problems]) -> Problems:
        return check(self._element(path, index, element))

    def _element(self, path: str, index: int | str, element: object) -> Any:
        place = f"{self._full(path)}[{index}]"
        value = element.value if isinstance(element, Secret) else element
        if isinstance(value, Unknown):
            raise Undecided(place)
        if not isinstance(value, dict):
            return value
        secret = isinstance(element, Secret) or self.is_secret(path)
        partial = self.partial and (isinstance(index, str) or _keys(path)[-1] in MERGED)
        return Props(value, place, secret=secret, partial=partial)

    def _below(self, value: Mapping[str, Any], path: str, *, secret: bool = False) -> "Props":
        return Props(value, path, secret=secret, partial=self.partial)

    def _resolve(self, path: str) -> Any:
        value: object = self.raw
        for key in _keys(path):
            value = value.value if isinstance(value, Secret) else value
            if isinstance(value, Unknown):
                return value
            value = value.get(key) if isinstance(value, Mapping) else None
            if value is None and self.partial:
                return _LEFT_OUT
        return value.value if isinstance(value, Secret) else value

    def _undecided(self, value: Unknown, path: str) -> Undecided:
        return (LeftOut if value is _LEFT_OUT else Undecided)(self._full(path))

    def _full(self, path: str) -> str:
        return f"{self.path}.{path}" if self.path and path else self.path or path


@cache
def _keys(path: str) -> tuple[str, ...]:
    return tuple(segment[1] or segment[0] for segment in _SEGMENT.finditer(path))


def decided(check: Callable[..., Problems], *arguments: object) -> Problems:
    """Yield what `check` yields; where it reads an unknown value, yield that and end."""
    try:
        yield from check(*arguments)
    except Undecided as undecided:
        yield undecided


def any_of(*conditions: Callable[[], bool]) -> bool:
    """Tell whether one condition holds: a true one decides, whatever is unknown beside it.

    Raises:
        Undecided: when none is true and at least one is unknown.

    """
    return bool(select(conditions, lambda condition: condition()))


def all_of(*conditions: Callable[[], bool]) -> bool:
    """Tell whether every condition holds: a false one decides, whatever is unknown beside it.

    Raises:
        Undecided: when none is false and at least one is unknown.

    """
    return not select(conditions, lambda condition: not condition())


def select(candidates: Iterable[_Candidate], holds: Callable[[_Candidate], bool]) -> list[_Candidate]:
    """Return the candidates for which `holds` is true; one certain candidate is enough to ignore unknown ones.

    For questions that one candidate answers; `each_of` and `sift` are for those about all of them.

    Raises:
        Undecided: when none is certain and at least one is unknown.

    """
    certain, unknown = sift(candidates, holds)
    if unknown and not certain:
        raise doubt(unknown)
    return certain


def sift(
    candidates: Iterable[_Candidate], holds: Callable[[_Candidate], bool]
) -> tuple[list[_Candidate], list[Undecided]]:
    """Return the candidates for which `holds` is true, and what is unknown of the others."""
    certain: list[_Candidate] = []
    unknown: list[Undecided] = []
    remaining = iter(candidates)
    while True:
        try:
            candidate = next(remaining)
        except StopIteration:
            return certain, unknown
        except Undecided as undecided:  # there may be more candidates
            return certain, [*unknown, undecided]
        try:
            if holds(candidate):
                certain.append(candidate)
        except Undecided as undecided:
            unknown.append(undecided)


def each_of(
    candidates: Iterable[_Candidate], holds: Callable[[_Candidate], bool], check: Callable[[_Candidate], Problems]
) -> Problems:
    """Yield what `check` finds on each candidate for which `holds` is true; an unknown one hides none of the others.

    Where `check` finds nothing it does not matter whether `holds` is true.
    """
    certain, unknown = sift(candidates, lambda _: True)
    for candidate in certain:
        try:
            if holds(candidate):
                yield from decided(check, candidate)
        except Undecided as undecided:
            if list(decided(check, candidate)):
                yield undecided
    yield from unknown
