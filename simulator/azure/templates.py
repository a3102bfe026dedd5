"""What a template makes, as far as it is read: no expression is worked out."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from simulator.azure import ids, schema
from simulator.azure.arm import Request, Resource
from simulator.azure.catalog import by_arm_type
from simulator.azure.check import check
from simulator.azure.errors import ProviderError
from simulator.azure.values import Props, at

_OF_TEMPLATES = ("apiVersion", "dependsOn", "name", "properties", "type")
"""What says what to make, and when; the rest stands beside the properties of a class too."""


def listed(inputs: Props) -> list[Props]:
    """Return the resources that a deployment's template lists, as it has them."""
    found = at(inputs, "properties.template.resources")
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def deployed(request: Request) -> Iterator[Request]:
    """Yield a write for each resource of a modelled type that is written without an expression.

    Raises:
        ProviderError: when the type lacks a property or has another type for it, or the name has too few parts.

    """
    for one in listed(request.inputs):
        resource = by_arm_type().get(str(one.get("type")).lower())
        if resource and not _has_expression({key: value for key, value in one.items() if key != "dependsOn"}):
            yield _write(request, resource, one)


def _write(request: Request, resource: Resource, one: Props) -> Request:
    namespace, *kinds = one["type"].split("/")
    names = str(one.get("name")).split("/")
    if len(kinds) != len(names):
        raise ProviderError(f"the template resource '{one.get('name')}' of {one['type']} has incorrect segments")
    way = "/".join(part for pair in zip(kinds, names, strict=True) for part in pair)
    arm_id = f"{ids.parent(request.id)}/providers/{namespace}/{way}"
    enveloped = "properties" in schema.inputs_of(resource.kind)["properties"]
    body = one.get("properties", {})
    inputs = {
        **{key: value for key, value in one.items() if key not in _OF_TEMPLATES},
        **({"properties": body} if enveloped else body),
        **resource.inputs_from(arm_id),
    }
    if wrong := check(resource, inputs):
        raise ProviderError("; ".join(f"the template resource '{one['name']}': {text}" for text in wrong))
    previous = request.world.get(arm_id)
    return replace(request, resource=resource, id=arm_id, inputs=inputs, previous=previous)


def _has_expression(value: Any) -> bool:
    match value:
        case dict():
            return any(_has_expression(one) for one in (*value, *value.values()))
        case list():
            return any(_has_expression(one) for one in value)
    return isinstance(value, str) and value.startswith("[")
