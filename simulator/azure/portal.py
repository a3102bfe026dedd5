"""Changes to the simulated Azure that no program makes: what an operator does by hand, in the portal or at night."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from simulator.azure import control_plane, schema
from simulator.azure.catalog import modelled_resources
from simulator.azure.check import check
from simulator.azure.client import Client
from simulator.azure.errors import ProviderError
from simulator.azure.values import Props
from simulator.azure.world import World

_MOST_NAMED = 10


def found(world: World, text: str = "") -> Iterator[Props]:
    """Yield the resources whose type or id has a text in it, in the order of their ids."""
    wanted = text.lower()
    for body in sorted(world.under(""), key=lambda one: str(one["id"]).lower()):
        if wanted in f"{world.kind(body['id'])} {body['id']}".lower():
            yield body


def one(world: World, name: str) -> Props:
    """Return the resource of an id, or of a name that only one resource has, perhaps with its type before it.

    Raises:
        ProviderError: when there is none, or more than one; the text lists them.

    """
    if body := world.get(name):
        return body
    ends = [body for body in found(world) if str(body["id"]).lower().endswith(f"/{name.lower()}")]
    if len(ends) == 1:
        return ends[0]
    if not ends:
        raise ProviderError(f"there is no resource {name}; `python -m simulator list {name}` searches for a part of it")
    ids = "\n".join(f"  {body['id']}" for body in ends[:_MOST_NAMED])
    raise ProviderError(f"{len(ends)} resources are called {name}; name one by more of its id:\n{ids}")


def change(world: World, name: str, path: str, value: Any) -> Props:
    """Set a property of a resource by its dotted path, with numbers for items of lists; None removes it.

    Raises:
        ProviderError: when there is no such resource or property, or Azure's types do not allow the value.

    """
    body = one(world, name)
    kind = str(world.kind(body["id"]))
    top, *_ = keys = path.split(".")
    known = schema.outputs_of(kind)
    if top not in known or top in {"id", "name", "type"}:
        raise ProviderError(f"{kind} has no property {top} to change; it has {', '.join(sorted(known))}")
    changed: Props = _with(body, keys, value, path)
    if top in schema.inputs_of(kind)["properties"]:
        wrong = [one for one in check(modelled_resources()[kind], {top: changed.get(top)}) if f"'{top}" in one]
        if wrong:
            raise ProviderError("; ".join(wrong))
    world.put(kind, changed)
    return changed


def remove(world: World, name: str, client: Client) -> str:
    """Delete a resource as Azure would, with what is inside it, and return its id.

    Raises:
        ArmError: when Azure refuses, such as for a lock.
        ProviderError: when there is no such resource.

    """
    arm_id = str(one(world, name)["id"])
    control_plane.delete(world, modelled_resources()[str(world.kind(arm_id))], arm_id, client)
    return arm_id


def read_value(text: str) -> Any:
    """Return what somebody wrote for a value: JSON, or a text as it is."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _with(value: Any, keys: Sequence[str], new: Any, path: str) -> Any:
    if not keys:
        return new
    key, *rest = keys
    if isinstance(value, list):
        if not key.isdigit() or int(key) >= len(value):
            raise ProviderError(f"{path}: there is no item {key} in a list of {len(value)}")
        items = [_with(item, rest, new, path) if index == int(key) else item for index, item in enumerate(value)]
        return [item for item in items if item is not None]
    if not isinstance(value, dict | None):
        raise ProviderError(f"{path}: there is nothing inside {json.dumps(value)}")
    changed = {**(value or {}), key: _with((value or {}).get(key), rest, new, path)}
    return {name: item for name, item in changed.items() if item is not None}
