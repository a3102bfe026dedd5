"""What changed in Azure behind the engine's back, said in inputs."""

from typing import Any

from simulator.azure import schema
from simulator.azure.arm import Inline, Resource
from simulator.azure.values import Props


def drifted(resource: Resource, inputs: Props, before: Props, now: Props) -> Props:
    """Return `inputs` with what differs between the outputs `before` and `now`, as far as a program could set it.

    Children listed inline are followed by name. One that the inputs do not list is drift where an update would delete
    it, and otherwise a resource of its own.

    Source: `Read` in provider/pkg/provider/provider.go of pulumi/pulumi-azure-native.
    """
    old, new = (schema.inputs_from(body, resource.kind) for body in (before, now))
    for one, body in ((old, before), (new, now)):
        one.update({name: body[name] for name in resource.later if name in body})
    for inline in resource.inline:
        listed = [child["name"] for child in inputs.get(inline.property) or []]
        for body in (old, new):
            children = _in_order(body.pop(inline.property, []), listed, inline)
            if listed:
                body[inline.property] = children
    changed: Props = _applied(inputs, old, new)
    return changed


def _in_order(children: list[Props], listed: list[str], inline: Inline) -> list[Props]:
    named = {child["name"]: child for child in children}
    first = [named.pop(name) for name in listed if name in named]
    return [*first, *named.values()] if inline.complete else first


def _applied(value: Any, old: Any, new: Any) -> Any:
    """Return `value` changed as `old` was changed into `new`."""
    if old == new:
        return value
    match value, old, new:
        case dict(), dict(), dict():
            changed = {key: _applied(value.get(key), old.get(key), new.get(key)) for key in {**value, **old, **new}}
            return {key: item for key, item in changed.items() if item is not None}
        case list(), list(), list() if len(value) == len(old) == len(new):
            return [_applied(*each) for each in zip(value, old, new, strict=True)]
    return new
