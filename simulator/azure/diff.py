"""What changed between two sets of inputs, and whether Azure can change it in place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from simulator.azure import schema
from simulator.azure.arm import Resource
from simulator.azure.naming import CREATE_BEFORE_DELETE
from simulator.azure.values import Props

How = Literal["add", "delete", "update"]


@dataclass(frozen=True)
class Change:
    """One property that differs."""

    path: str
    """Pulumi property path: `agentPoolProfiles[0].count`."""
    how: How
    replaces: bool


@dataclass(frozen=True)
class Diff:
    """All differences of one resource."""

    changes: tuple[Change, ...]
    delete_before_replace: bool


def diff(resource: Resource, old: Props, new: Props) -> Diff:
    """Compare old and new inputs.

    Source for the properties that replace: provider/pkg/gen/replacement.go and diff.go in pulumi/pulumi-azure-native.
    """
    forced = {*resource.path_inputs, *resource.replaces}
    if "location" in schema.inputs_of(resource.kind)["properties"]:
        forced.add("location")
    changes = tuple(
        Change(path, how, replaces=_is_within(path, forced))
        for path, how in differences(_compared(old), _compared(new))
    )
    replaced = any(change.replaces for change in changes)
    return Diff(changes, delete_before_replace=replaced and not old.get(CREATE_BEFORE_DELETE))


def _compared(inputs: Props) -> Props:
    """Leave out the provider's own inputs, and spell a location as Azure compares it."""
    compared = {key: value for key, value in inputs.items() if not key.startswith("__") and value is not None}
    if isinstance(compared.get("location"), str):
        compared["location"] = compared["location"].lower().replace(" ", "")
    return compared


def differences(old: Any, new: Any, path: str = "") -> Iterator[tuple[str, How]]:
    """Yield each place where two values differ, as a Pulumi property path, and how."""
    match old, new:
        case dict(), dict():
            yield from _entries(old, new, {key: _member(path, key) for key in sorted({*old, *new})})
        case list(), list():
            longest = max(len(old), len(new))
            before, now = dict(enumerate(old)), dict(enumerate(new))
            yield from _entries(before, now, {index: f"{path}[{index}]" for index in range(longest)})
        case _ if old != new:
            yield path, "update"


def _entries(old: dict[Any, Any], new: dict[Any, Any], paths: dict[Any, str]) -> Iterator[tuple[str, How]]:
    for key, path in paths.items():
        if key not in old:
            yield path, "add"
        elif key not in new:
            yield path, "delete"
        else:
            yield from differences(old[key], new[key], path)


def _member(path: str, key: str) -> str:
    if not re.fullmatch(r"\w+", key):
        return f'{path}["{key}"]'
    return f"{path}.{key}" if path else key


def _is_within(path: str, properties: set[str]) -> bool:
    return any(path == one or path.startswith((one + ".", one + "[")) for one in properties)
