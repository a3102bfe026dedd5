"""Pulumi's marked values (secrets, unknowns) and the plain ones the simulator computes with."""

from collections.abc import Mapping
from typing import Any

Props = dict[str, Any]
"""Properties of one resource in the SDK's camelCase names."""

MARK = "4dabf18193072939515e22adb298388d"
SECRET = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105  # the protocol's marker, not a password
UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""Stands for a value that is only known after the deployment."""

UNKNOWNS = frozenset(
    {
        UNKNOWN,
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
        "030794c1-ac77-496b-92df-f27374a8bd58",
        "e48ece36-62e2-4504-bad9-02848725956a",
    }
)
"""The markers of an unknown string, boolean, number, list, object, asset and archive."""


def reveal(value: Any) -> Any:
    """Return `value` without secret marks, with one unknown marker and with whole numbers as integers."""
    match value:
        case dict() if MARK in value:
            return reveal(value.get("value"))
        case dict():
            return {key: reveal(item) for key, item in value.items()}
        case list():
            return [reveal(item) for item in value]
        case str() if value in UNKNOWNS:
            return UNKNOWN
        case float() if value.is_integer():
            return int(value)
    return value


def conceal(value: Any, marked: Any) -> Any:
    """Return `value` with a secret mark wherever `marked` has one at the same place, or around the list that has one.

    Azure returns lists in an order of its own, so that a place in a list says nothing.
    """
    match value, marked:
        case _, {"value": _} if marked.get(MARK) == SECRET:
            return {MARK: SECRET, "value": value}
        case dict(), dict():
            return {key: conceal(item, marked.get(key)) for key, item in value.items()}
        case list(), list() if _has_secret(marked):
            return {MARK: SECRET, "value": value}
    return value


def _has_secret(marked: Any) -> bool:
    match marked:
        case dict():
            return marked.get(MARK) == SECRET or any(map(_has_secret, marked.values()))
        case list():
            return any(map(_has_secret, marked))
    return False


def merged(defaults: Any, given: Any) -> Any:
    """Return `given` with what it lacks taken from `defaults`, object by object, also in lists of the same length."""
    if isinstance(defaults, Mapping) and isinstance(given, Mapping):
        both = {key: merged(defaults.get(key), given.get(key)) for key in dict.fromkeys((*given, *defaults))}
        return {key: value for key, value in both.items() if value is not None}
    if isinstance(defaults, list) and isinstance(given, list) and len(defaults) == len(given):
        return [merged(*each) for each in zip(defaults, given, strict=True)]
    return defaults if given is None else given


def at(value: Any, path: str) -> Any:
    """Return what `path` (`networkProfile.podCidr`) leads to in nested objects, or None where one is missing."""
    for key in path.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def without(value: Any, path: str) -> Any:
    """Return the value without the property at the dotted path, if it is there; `name[]` stands for each in a list."""
    name, _, rest = path.partition(".")
    key = name.removesuffix("[]")
    if not isinstance(value, Mapping) or key not in value:
        return value
    kept = {other: one for other, one in value.items() if other != key}
    if not rest:
        return kept
    inside = value[key]
    each = name.endswith("[]") and isinstance(inside, list)
    return {**kept, key: [without(one, rest) for one in inside] if each else without(inside, rest)}
