"""Judges objects without a server, by the fields that this release of Kubernetes has."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from simulator.azure.values import UNKNOWN

FILE = Path(__file__).with_name("schema.json")
"""Written by simulator/schema/kubernetes.py, which says what the shapes mean."""

SORTS: Mapping[str, tuple[type, ...]] = {
    "boolean": (bool,),
    "int-or-string": (int, str),
    "integer": (int,),
    "number": (int, float),
    "quantity": (int, float, str),
    "string": (str,),
}


@cache
def schema() -> dict[str, Any]:
    """Return the kinds and types that Kubernetes has."""
    content: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return content


def namespaced(api_version: str, kind: str) -> bool | None:
    """Tell whether objects of a kind live in namespaces; None for a kind that is not Kubernetes' own."""
    entry = schema()["kinds"].get(f"{api_version}/{kind}")
    return entry["namespaced"] if entry else None


def missing_kind(api_version: str, kind: str) -> bool:
    """Tell whether a kind would have to be Kubernetes' own, by its group and version, but is not."""
    own = any(known.startswith(f"{api_version}/") for known in schema()["kinds"])
    return own and namespaced(api_version, kind) is None


def problems(body: Mapping[str, Any], *, partial: bool = False) -> list[str]:
    """Return what is wrong with an object's fields, as the API server would say it; nothing for kinds of others.

    Args:
        body: The object; unknown values are right anywhere.
        partial: Whether required fields may be missing.

    """
    entry = schema()["kinds"].get(f"{body['apiVersion']}/{body['kind']}")
    return list(_value(f"#{entry['type']}", body, "", partial=partial)) if entry else []


def _value(shape: Any, value: Any, path: str, *, partial: bool) -> Iterator[str]:
    if value is None or value == UNKNOWN or shape == "any":
        return
    match shape, value:
        case {"items": item}, list():
            for index, each in enumerate(value):
                yield from _value(item, each, f"{path}[{index}]", partial=partial)
        case {"values": item}, Mapping():
            for key, each in value.items():
                yield from _value(item, each, _join(path, key), partial=partial)
        case str(), Mapping() if shape.startswith("#"):
            yield from _fields(schema()["types"][shape[1:]], value, path, partial=partial)
        case str(), _ if _is(shape, value):
            return
        case _:
            yield f'"{path}" must be {_named(shape)}, not {_described(value)}'


def _fields(shape: Mapping[str, Any], value: Mapping[str, Any], path: str, *, partial: bool) -> Iterator[str]:
    properties = shape["properties"]
    for name, each in value.items():
        if name in properties:
            yield from _value(properties[name], each, _join(path, name), partial=partial)
        else:
            yield f'unknown field "{_join(path, name)}"{_closest(name, properties)}'
    for name in () if partial else shape["required"]:
        if name not in value:
            yield f'required field "{_join(path, name)}" is missing'


def _is(shape: str, value: Any) -> bool:
    accepted = SORTS.get(shape, ())
    return isinstance(value, accepted) and (bool in accepted or not isinstance(value, bool))


def _named(shape: Any) -> str:
    match shape:
        case {"items": _}:
            return "a list"
        case str() if shape in SORTS:
            return {"int-or-string": "a number or a string"}.get(shape, f"a {shape}")
    return "an object"


def _described(value: Any) -> str:
    names = {bool: "a boolean", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), "a string")


def _closest(name: str, known: Mapping[str, Any]) -> str:
    same = [one for one in known if one.lower() == name.replace("_", "").lower()]
    return f"; did you mean '{same[0]}'?" if same else ""


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
