"""Places in nested values, and the same value with something else in one of them."""

from collections.abc import Iterator, Mapping
from typing import Any

Path = tuple[str | int, ...]
"""Keys and positions, outermost first."""


def paths(value: Any, above: Path = ()) -> Iterator[Path]:
    """Yield where each value stands, at every depth."""
    items: Any = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    for key, element in items:
        yield (*above, key)
        yield from paths(element, (*above, key))


def at(value: Any, path: Path) -> Any:
    """Return what stands there."""
    for key in path:
        value = value[key]
    return value


def put(value: Any, path: Path, new: Any) -> Any:
    """Return the value with another at the path."""
    if not path:
        return new
    key, *rest = path
    if isinstance(key, int):
        return [*value[:key], put(value[key], tuple(rest), new), *value[key + 1 :]]
    return {**value, key: put(value[key], tuple(rest), new) if rest else new}


def without(value: Any, path: Path) -> Any:
    """Return the value with nothing at the path."""
    *above, last = path
    holder = at(value, tuple(above))
    if isinstance(last, int):
        return put(value, tuple(above), [*holder[:last], *holder[last + 1 :]])
    return put(value, tuple(above), {key: one for key, one in holder.items() if key != last})


def shown(path: Path) -> str:
    """Return the path as messages and `tests.policypacks.reads` show it."""
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path).removeprefix(".")
