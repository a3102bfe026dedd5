"""The shapes of the modelled types, as the installed SDK and Azure's client libraries state them.

A shape is `"string"`, `"boolean"`, `"integer"`, `"number"`, `"any"`, `"#name"` (an object under `types`),
`{"items": shape}`, `{"values": shape}` or `{"enum": [...]}`.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from simulator.azure.values import UNKNOWN, Props

GENERIC = "azure-native:resources:Resource"
"""The generic resource, which has a shape of its own but is judged as what it makes."""
_HERE = Path(__file__).parent


@cache
def schema() -> dict[str, dict[str, Any]]:
    """Return the shapes: `resources` by type token, and the `types` they use."""
    return _load("schema.json")


@cache
def constraints() -> dict[str, dict[str, Any]]:
    """Return patterns, lengths, bounds and required locations by type token and path (`agentPoolProfiles[].name`)."""
    return _load("constraints.json")["resources"]


def inputs_of(kind: str) -> Props:
    """Return the `required` names and the `properties` that a program may set."""
    return _resource(kind)["inputs"]


def outputs_of(kind: str) -> Props:
    """Return the properties that Azure answers with."""
    return _resource(kind)["outputs"]


def api_version(kind: str) -> str:
    """Return the ARM API version that the SDK uses for a type."""
    return str(schema()["resources"][kind]["apiVersion"])


def project(value: Any, shape: Any) -> Any:
    """Return the part of `value` that `shape` has: what Azure would echo of a request."""
    match shape:
        case str() if shape.startswith("#") and isinstance(value, dict):
            return _project_object(value, _object(shape))
        case {"items": item} if isinstance(value, list):
            return [project(each, item) for each in value]
        case {"values": item} if isinstance(value, dict):
            return {key: project(each, item) for key, each in value.items()}
        case {"values": _} if isinstance(value, list):
            return {key: {} for key in value}
        case {"items": _} if isinstance(value, dict):
            return sorted(value)
    return value


def project_resource(inputs: Props, kind: str) -> Props:
    """Return the part of a resource's inputs that its outputs repeat."""
    return _project_object(inputs, outputs_of(kind))


def inputs_from(body: Props, kind: str) -> Props:
    """Return the part of a resource's outputs that a program could have set: the inputs of an import."""
    inputs: Props = _without_arm_types(_project_object(body, inputs_of(kind)["properties"]))
    return inputs


def _without_arm_types(value: Any) -> Any:
    """Leave out what Azure calls a type; a node pool has an input of that name that means something else."""
    match value:
        case dict():
            kept = {key: item for key, item in value.items() if key != "type" or "Microsoft." not in str(item)}
            return {key: _without_arm_types(item) for key, item in kept.items()}
        case list():
            return [_without_arm_types(item) for item in value]
    return value


def preview(inputs: Props, kind: str) -> Props:
    """Return a resource's outputs before it exists: its inputs, and an unknown for everything else.

    Source: `PreviewOutputs` in pulumi/pulumi-azure-native, provider/pkg/convert/previewOutputs.go.
    """
    return _preview_object(inputs, outputs_of(kind))


def _project_object(value: Props, properties: Props) -> Props:
    return {key: project(value[key], shape) for key, shape in properties.items() if value.get(key) is not None}


def _preview_object(value: Props, properties: Props) -> Props:
    return {key: _preview(value[key], shape) if key in value else UNKNOWN for key, shape in properties.items()}


def _preview(value: Any, shape: Any) -> Any:
    match shape:
        case str() if shape.startswith("#") and isinstance(value, dict):
            return _preview_object(value, _object(shape))
        case {"items": item} if isinstance(value, list):
            return [_preview(each, item) for each in value]
        case {"values": item} if isinstance(value, dict):
            return {key: _preview(each, item) for key, each in value.items()}
        case {"values": _} if isinstance(value, list):
            return UNKNOWN
    return value


def _resource(kind: str) -> dict[str, Props]:
    resource: dict[str, Props] = schema()["resources"][kind]
    return resource


def _object(shape: str) -> Props:
    properties: Props = schema()["types"][shape[1:]]["properties"]
    return properties


def _load(name: str) -> dict[str, dict[str, Any]]:
    content: dict[str, dict[str, Any]] = json.loads((_HERE / name).read_bytes())
    return content
