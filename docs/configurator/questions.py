"""What the page asks, read off the settings: parts, limits, defaults, and the sentences beside them."""

import ast
import inspect
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from textwrap import dedent
from typing import Any

import yaml
from pydantic.alias_generators import to_camel
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from components import regions
from components.settings.stack import Settings
from components.versions import KUBERNETES

ROOT = Path(__file__).resolve().parents[2]
LOCATION = "azure-native:location"
Question = dict[str, Any]

_CHOICES: Mapping[str, list[str]] = {
    "checks.supported_version": list(KUBERNETES.supported),
    "checks.usable_zones": ["1", "2", "3"],
    "regions.normalize": list(regions.SHORT_NAMES),
}
"""What a check lets through, where that can be listed."""
_LIMITS = ("pattern", "minimum", "maximum", "minLength", "minItems", "maxItems", "check", "words", "choices")


def questions() -> list[Question]:
    """Return the settings in their order, each a tree.

    A node has `kind` (boolean, integer, number, choice, date, uuid, text, list, object), `key` and `label`, and as far
    as they apply `words`, `default`, `required`, `optional` (null is fine), limits by the names of JSON schema,
    `check` (the function that has the last word), `choices` (value and meaning), `item`, `parts`, `rest` (of an
    object that takes further keys).
    """
    project = yaml.safe_load((ROOT / "Pulumi.yaml").read_text("utf-8"))["config"]
    schema = Settings.model_json_schema(schema_generator=_Schema, mode="validation")
    found = []
    for field, of in schema["properties"].items():
        key = to_camel(field)
        node = _node(of, schema["$defs"]) | {"key": key, "label": label(key)}
        declared = project.get(key, {})
        node["required"] = "default" not in declared
        if not node["required"]:
            node["default"] = declared["default"]
        found.append(node | ({"full": LOCATION} if key == "location" else {}))
    return found


def label(key: str) -> str:
    """Return a key as people write it: `alertEmails` is `Alert emails`."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", key).lower()
    text = re.sub(r"\b(id|cidr|vm|ip|dns|utc|gb)(s?)\b", lambda found: found[1].upper() + found[2], words)
    for word in ("DDoS", "GitHub"):
        text = re.sub(rf"\b{word.lower()}\b", word, text)
    return text[0].upper() + text[1:]


def checks(node: Any) -> Iterator[str]:
    """Yield the names of all checks of single values below a node."""
    if isinstance(node, dict):
        yield from node.get("check", ())
        for below in node.values():
            yield from checks(below)
    elif isinstance(node, list):
        for below in node:
            yield from checks(below)


class _Schema(GenerateJsonSchema):
    """JSON schema, and what it leaves out: functions that check, and the sentences below attributes."""

    def function_after_schema(self, schema: core_schema.AfterValidatorFunctionSchema) -> dict[str, Any]:
        return self._checked(super().function_after_schema(schema), schema)

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> dict[str, Any]:
        return self._checked(super().function_before_schema(schema), schema)

    def _checked(self, found: dict[str, Any], schema: Any) -> dict[str, Any]:
        function = schema["function"]["function"]
        place = function.__module__.rsplit(".", 1)[-1]
        return {**found, "check": [*found.get("check", ()), f"{place}.{function.__name__}"]}

    def model_schema(self, schema: core_schema.ModelSchema) -> dict[str, Any]:
        found = super().model_schema(schema)
        said = sentences(schema["cls"])
        for field, info in schema["cls"].model_fields.items():
            part = found.get("properties", {}).get(info.alias or field)
            if part is not None and field in said:
                part["words"] = said[field]
        return found

    def enum_schema(self, schema: core_schema.EnumSchema) -> dict[str, Any]:
        said = sentences(schema["cls"])
        return {
            **super().enum_schema(schema),
            "choices": [[one.value, said.get(one.name, "")] for one in schema["members"]],
        }


def sentences(of: type) -> dict[str, str]:
    """Return the docstring below each attribute of a class, in one line."""
    (body,) = ast.parse(dedent(inspect.getsource(of))).body
    found = {}
    for one, after in pairwise(body.body if isinstance(body, ast.ClassDef) else []):
        target = (
            one.target if isinstance(one, ast.AnnAssign) else one.targets[0] if isinstance(one, ast.Assign) else None
        )
        match target, after:
            case ast.Name(id=name), ast.Expr(value=ast.Constant(value=str(text))):
                found[name] = " ".join(text.replace("`", "").split())
            case _:
                pass
    return found


def _node(of: dict[str, Any], defs: Mapping[str, Any]) -> Question:
    """Resolve one schema into a node."""
    reference = of.get("$ref") or next((one["$ref"] for one in of.get("allOf", ()) if "$ref" in one), None)
    if reference:
        model = {key: value for key, value in defs[reference.rsplit("/", 1)[-1]].items() if key != "description"}
        return _node({**model, **{key: value for key, value in of.items() if key not in ("$ref", "allOf")}}, defs)
    if "anyOf" in of:
        (inner,) = (one for one in of["anyOf"] if one.get("type") != "null")
        outer = {key: value for key, value in of.items() if key not in ("anyOf", "default")}
        found = _node({**inner, **outer}, defs) | {"optional": True}
        return {key: value for key, value in found.items() if key != "default"}
    node: Question = {key: of[key] for key in _LIMITS if key in of}
    node |= {"words": of.get("description", of.get("words", ""))}
    if "default" in of:
        node["default"] = of["default"]
    listed = next((_CHOICES[one] for one in of.get("check", ()) if one in _CHOICES), None)
    if listed:
        node["choices"] = [[one, ""] for one in listed]
    match of:
        case {"enum": _}:
            node["kind"] = "choice"
        case {"type": "array"}:
            node = {"default": [], **node, "kind": "list", "item": _node(of["items"], defs)}
        case {"type": "object"}:
            node |= {"kind": "object", "parts": list(_parts(of, defs))}
            if of.get("additionalProperties"):
                node["rest"] = _node(of["additionalProperties"], defs)
        case {"format": "date" | "uuid" as kind} | {"type": "boolean" | "integer" | "number" as kind}:
            node["kind"] = kind
        case _:
            node["kind"] = "text"
    return node


def _parts(of: dict[str, Any], defs: Mapping[str, Any]) -> Iterator[Question]:
    required = of.get("required", ())
    for key, part in of.get("properties", {}).items():
        if any(one.get("writeOnly") for one in part.get("anyOf", ())):
            continue  # the page writes a file in clear; Pulumi encrypts what it is told on the command line
        yield _node(part, defs) | {"key": key, "label": label(key), "required": key in required}
