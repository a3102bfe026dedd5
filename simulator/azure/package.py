"""The package's schema as the engine's `GetSchema` answers it: what languages without an SDK of their own read."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from simulator.azure import schema
from simulator.azure.catalog import modelled_functions
from simulator.azure.client import OPTIONS
from simulator.azure.function import Function
from simulator.azure.values import Props

_SCALARS = {"any": {"$ref": "pulumi.json#/Any"}}


def package(version: str) -> Props:
    """Return the schema of the provider's options and of the modelled types.

    Its form: https://www.pulumi.com/docs/iac/using-pulumi/extending-pulumi/schema
    """
    content = schema.schema()
    return {
        "name": "azure-native",
        "version": version,
        "provider": {"inputProperties": _properties(OPTIONS)},
        "types": {_token(name): _object(one["properties"], one["required"]) for name, one in content["types"].items()},
        "resources": dict(_resources(content["resources"])),
        "functions": {name: _function(one, content["resources"]) for name, one in modelled_functions().items()},
    }


def _resources(resources: Props) -> Iterator[tuple[str, Props]]:
    for kind, one in resources.items():
        inputs = one["inputs"]
        yield (
            kind,
            {
                "inputProperties": _properties(inputs["properties"]),
                "requiredInputs": inputs["required"],
                "properties": _properties(one["outputs"]),
            },
        )


def _function(function: Function, resources: Props) -> Props:
    arguments = dict.fromkeys(function.required, "string")
    answer = dict(function.gives)
    if function.of and not answer:
        answer = {"id": "string", **resources[function.of.kind]["outputs"]}
    return {"inputs": _object(arguments, list(arguments)), "outputs": _object(answer, [])}


def _object(properties: Props, required: list[str]) -> Props:
    return {"type": "object", "properties": _properties(properties), "required": required}


def _properties(properties: Mapping[str, Any]) -> Props:
    return {name: _property(shape) for name, shape in properties.items()}


def _property(shape: Any) -> Props:
    match shape:
        case str() if shape.startswith("#"):
            return {"type": "object", "$ref": f"#/types/{_token(shape[1:])}"}
        case {"items": item}:
            return {"type": "array", "items": _property(item)}
        case {"values": item}:
            return {"type": "object", "additionalProperties": _property(item)}
        case str():
            return _SCALARS.get(shape, {"type": shape})
    return {"type": "string"}  # an enumeration: which of its values Azure takes is Check's business


def _token(name: str) -> str:
    """Return `containerregistry.SkuArgs` as a token of the package."""
    return re.sub(r"^(\w+)\.", r"azure-native:\1:", name)
