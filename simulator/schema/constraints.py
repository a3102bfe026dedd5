"""Reads patterns, lengths and bounds from the source text of Azure's client libraries; nothing of theirs is executed.

A library is found for a type by its ARM id: the request builder with the same URL and API version, the model that it
sends, and that model's `_attribute_map` and `_validation`.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from simulator.azure import schema
from simulator.azure.arm import Resource
from simulator.azure.values import Props

LIMITS = ("max_length", "maximum", "min_length", "minimum", "pattern")
"""What is read of every property; of a location also that it must be there, which the SDK leaves to the provider."""
DEEPEST = 6
"""How far nested objects are followed; network types contain each other without end."""


def constraints(resource: Resource, libraries: Path) -> Props:
    """Return the limits of one type by property path; empty if no library has the SDK's API version of it."""
    for operations in _operations(libraries, resource.arm_type):
        builder = _builder(operations, resource)
        if builder:
            found = _name_limits(builder, resource)
            model = _model_sent(_parsed(operations), builder.name)
            models = _models(operations.parents[1] / "models")
            found.update(_model_limits(models, model, "", (model,)))
            return {path: limits for path, limits in sorted(found.items()) if is_input(path, resource.kind)}
    return {}


@cache
def _text(file: Path) -> str:
    return file.read_text()


@cache
def _parsed(file: Path) -> ast.Module:
    return ast.parse(_text(file))


def _operations(libraries: Path, arm_type: str) -> Iterator[Path]:
    """Yield the files that may build requests for a type."""
    segment = arm_type.rpartition("/")[2]
    for file in sorted(libraries.glob("azure/mgmt/**/operations/*.py")):
        if "aio" not in file.parts and f"/{segment}/" in _text(file):
            yield file


def _builder(operations: Path, resource: Resource) -> ast.FunctionDef | None:
    wanted, version = _anonymous(resource.path), schema.api_version(resource.kind)
    for node in _parsed(operations).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("build_"):
            texts = {
                one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)
            }
            if "PUT" in texts and version in texts and any(_anonymous(text) == wanted for text in texts):
                return node
    return None


def _anonymous(path: str) -> str:
    """Return a URL without the names of its parameters."""
    return re.sub(r"{\w+}", "{}", path).lower().lstrip("/")


def _name_limits(builder: ast.FunctionDef, resource: Resource) -> Props:
    """Return the limits of the inputs that make the id; the library's parameters stand in the URL's order."""
    texts = (one.value for one in ast.walk(builder) if isinstance(one, ast.Constant) and isinstance(one.value, str))
    url = next(text for text in texts if _anonymous(text) == _anonymous(resource.path))
    names = dict(zip(re.findall(r"{(\w+)}", url), re.findall(r"{(\w+)}", resource.path), strict=True))
    found: Props = {}
    for table in (one for one in ast.walk(builder) if isinstance(one, ast.Dict)):
        for key, value in zip(table.keys, table.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(value, ast.Call):
                limits = {one.arg: ast.literal_eval(one.value) for one in value.keywords if one.arg in LIMITS}
                if limits and key.value in names:
                    found[names[key.value]] = limits
    return found


def _model_sent(operations: ast.Module, builder: str) -> str:
    """Return the name of the model that the operation with this builder serialises."""
    for function in ast.walk(operations):
        if not isinstance(function, ast.FunctionDef):
            continue
        calls = [one for one in ast.walk(function) if isinstance(one, ast.Call)]
        if any(getattr(one.func, "id", "") == builder for one in calls):
            for one in calls:
                if getattr(one.func, "attr", "") == "body" and isinstance(one.args[1], ast.Constant):
                    return str(one.args[1].value)
    raise LookupError(f"no operation with {builder} sends a model")


@cache
def _models(folder: Path) -> dict[str, dict[str, Any]]:
    """Return each model's `_attribute_map` and `_validation`."""
    found: dict[str, dict[str, Any]] = {}
    for node in _parsed(folder / "_models_py3.py").body:
        if isinstance(node, ast.ClassDef):
            tables = found.setdefault(node.name, {})
            for one in node.body:
                target = one.targets[0] if isinstance(one, ast.Assign) else None
                name = target.id if isinstance(target, ast.Name) else ""
                if isinstance(one, ast.Assign) and name in ("_attribute_map", "_validation"):
                    tables[name] = ast.literal_eval(one.value)
    return found


def _model_limits(models: dict[str, Any], model: str, path: str, seen: tuple[str, ...]) -> Props:
    tables, found = models.get(model, {}), {}
    for attribute, wire in tables.get("_attribute_map", {}).items():
        inner = path + ("." if path else "") + _sdk_name(wire["key"])
        inner += "[]" if wire["type"].startswith("[") else ""
        stated = (*LIMITS, "required") if inner == "location" else LIMITS
        limits = {
            key: value for key, value in tables.get("_validation", {}).get(attribute, {}).items() if key in stated
        }
        if limits:
            found[inner] = limits
        for name in re.findall(r"[A-Z]\w+", wire["type"]):
            if name not in seen and len(seen) < DEEPEST:
                found.update(_model_limits(models, name, inner, (*seen, name)))
    return found


def _sdk_name(key: str) -> str:
    """Return the SDK's name of a wire key: without the envelope `properties`, and in camelCase."""
    parts = [part.replace("\\.", ".") for part in re.split(r"(?<!\\)\.", key)]
    flat = parts[1:] if parts[0] == "properties" and len(parts) > 1 else parts
    return re.sub(r"-([a-z])", lambda found: found[1].upper(), ".".join(flat))


def is_input(path: str, kind: str) -> bool:
    """Say whether a program can set what stands at this path."""
    shape: Any = {"properties": schema.inputs_of(kind)["properties"]}
    for part in path.split("."):
        name, _, item = part.partition("[")
        shape = shape.get("properties", {}).get(name) if isinstance(shape, dict) else None
        if item:
            shape = shape.get("items") if isinstance(shape, dict) else None
        if isinstance(shape, str) and shape.startswith("#"):
            shape = schema.schema()["types"][shape[1:]]
        if shape is None:
            return False
    return True
