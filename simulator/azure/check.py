"""Judges a program's inputs before anything is asked of Azure, in the real provider's words."""

import re
from collections.abc import Iterator
from typing import Any

from simulator.azure import schema
from simulator.azure.arm import Resource
from simulator.azure.values import UNKNOWN, Props

OWN = "the simulated Azure refuses this, the real provider would let it pass:"
"""Begins what the simulator says beyond the real provider."""


def check(resource: Resource, inputs: Props) -> list[str]:
    """Return everything wrong with a resource's inputs: keys, types, patterns, lengths, bounds and enumerations.

    Texts: provider/pkg/provider/provider.go in pulumi/pulumi-azure-native. That provider accepts unknown keys, which it
    drops, and unknown enumeration values, which most Azure services refuse; both are reported here.
    """
    limits = {**schema.constraints().get(resource.kind, {}), **resource.limits}
    shape = schema.inputs_of(resource.kind)
    known = {**shape["properties"], **resource.known_at(inputs.get("azureApiVersion"))}
    return list(_Check(limits, resource.extensible).object({**shape, "properties": known}, inputs, ""))


class _Check:
    """Walks inputs along their shape."""

    def __init__(self, limits: Props, extensible: frozenset[str]) -> None:
        self._limits = limits
        self._extensible = extensible

    def object(self, shape: Props, value: Props, path: str) -> Iterator[str]:
        for name in shape["required"]:
            if value.get(name) is None:
                yield f"missing required property '{_join(path, name)}'"
        for name, item in value.items():
            if name.startswith("__") or (not path and name == "azureApiVersion"):
                continue
            if name in shape["properties"]:
                yield from self.value(shape["properties"][name], item, _join(path, name))
            else:
                yield f"{OWN} unknown property '{_join(path, name)}'{_closest(name, shape['properties'])}"

    def value(self, shape: Any, value: Any, path: str) -> Iterator[str]:
        if value is None or value == UNKNOWN:
            return
        wanted = _pulumi_type(shape)
        if not _is(wanted, value):
            yield f"'{path}' should be of type '{wanted}' but got {_described(value)}"
            return
        match shape:
            case {"enum": allowed}:
                if _any_index(path) not in self._extensible and value.lower() not in {one.lower() for one in allowed}:
                    yield f"{OWN} '{path}' is '{value}', not one of {', '.join(allowed)}"
            case {"items": item}:
                for index, each in enumerate(value):
                    yield from self.value(item, each, f"{path}[{index}]")
            case {"values": item}:
                for key, each in value.items():
                    yield from self.value(item, each, f"{path}.{key}")
            case _ if wanted == "object":
                yield from self.object(schema.schema()["types"][shape[1:]], value, path)
        yield from _beyond(self._limits.get(_any_index(path), {}), value, path)


def _pulumi_type(shape: Any) -> str:
    match shape:
        case {"enum": _}:
            return "string"
        case {"items": _}:
            return "array"
        case str() if not shape.startswith("#"):
            return shape
    return "object"


def _is(wanted: str, value: Any) -> bool:
    types: dict[str, Any] = {
        "array": list,
        "boolean": bool,
        "integer": int,
        "number": (int, float),
        "object": dict,
        "string": str,
    }
    if wanted in ("integer", "number") and isinstance(value, bool):
        return False
    return wanted == "any" or isinstance(value, types[wanted])


def _beyond(limits: Props, value: Any, path: str) -> Iterator[str]:
    if isinstance(value, str):
        if len(value) > limits.get("max_length", len(value)):
            yield f"'{path}' is too long ({len(value)}): at most {limits['max_length']} characters allowed"
        if len(value) < limits.get("min_length", 0):
            yield f"'{path}' is too short ({len(value)}): at least {limits['min_length']} characters required"
        if "pattern" in limits and not re.search(limits["pattern"], value):
            yield f"'{path}' does not match expression '{limits['pattern']}'"
    elif isinstance(value, int | float) and not isinstance(value, bool):
        if value < limits.get("minimum", value):
            yield f"'{path}' is too low ({value:f} < {limits['minimum']:f})"
        if value > limits.get("maximum", value):
            yield f"'{path}' is too high ({value:f} > {limits['maximum']:f})"


def _described(value: Any) -> str:
    names = {bool: "a boolean", int: "a number", float: "a number", list: "an array", dict: "an object"}
    return names.get(type(value), "a string")


def _closest(name: str, known: Props) -> str:
    same = [one for one in known if one.lower() == name.replace("_", "").lower()]
    return f"; did you mean '{same[0]}'?" if same else ""


def _any_index(path: str) -> str:
    return re.sub(r"\[\d+\]", "[]", path)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
