"""Writes what the offline provider for Kubernetes knows without a server: `python -m simulator.schema.kubernetes`.

The source is the OpenAPI document of the API server that toolchain/kubernetes builds, without its prose.
"""

import json
import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from simulator.kubernetes import kubeconfig
from simulator.kubernetes.client import Client
from simulator.kubernetes.schema import FILE
from toolchain.kubernetes_server import Server

ROOT = Path(__file__).parents[2]

Document = dict[str, Any]

ANY = frozenset({"JSON", "JSONSchemaPropsOrArray", "JSONSchemaPropsOrBool", "JSONSchemaPropsOrStringArray", "Patch"})
"""Types that take values of several kinds, which the document does not say."""


def condensed(document: Document) -> Document:
    """Return the kinds that a program can make, and the shapes of what they are made of.

    A shape is `string`, `integer`, `number`, `boolean`, `int-or-string`, `quantity`, `any`, `#` with a type's name, or
    an object with the key `items` (a list) or `values` (a map).
    """
    definitions: Document = document["definitions"]
    namespaced = _namespaced(document["paths"])
    kinds: Document = {}
    for name, definition in definitions.items():
        for kind in definition.get("x-kubernetes-group-version-kind", ()):
            key = f"{kind['group']}/{kind['version']}/{kind['kind']}".lstrip("/")
            if name.startswith("io.k8s.") and key in namespaced:
                kinds[key] = {"type": name, "namespaced": namespaced[key]}
    types: Document = {}
    waiting = [entry["type"] for entry in kinds.values()]
    while waiting:
        name = waiting.pop()
        if name not in types:
            types[name] = _type(definitions, definitions[name])
            waiting.extend(_mentioned(types[name]["properties"]))
    return {"kinds": dict(sorted(kinds.items())), "types": dict(sorted(types.items()))}


def _namespaced(paths: Document) -> dict[str, bool]:
    found = {}
    for path, verbs in paths.items():
        for verb in verbs.values():
            if isinstance(verb, dict) and verb.get("x-kubernetes-action") == "post":
                kind = verb["x-kubernetes-group-version-kind"]
                subresource = path.rpartition("{name}/")[1]
                if not subresource:
                    key = f"{kind['group']}/{kind['version']}/{kind['kind']}".lstrip("/")
                    found[key] = "{namespace}" in path
    return found


def _type(definitions: Document, definition: Document) -> Document:
    properties = definition.get("properties", {})
    shapes = {name: _shape(definitions, each) for name, each in sorted(properties.items())}
    return {"required": sorted(definition.get("required", ())), "properties": shapes}


def _shape(definitions: Document, schema: Document) -> Any:  # noqa: PLR0911  one line for each sort of value
    if reference := schema.get("$ref", "").removeprefix("#/definitions/"):
        short = reference.rpartition(".")[2]
        if short == "Quantity":
            return "quantity"
        if short in ANY:
            return "any"
        target = definitions[reference]
        return f"#{reference}" if target.get("properties") else _shape(definitions, target)
    if schema.get("format") == "int-or-string":
        return "int-or-string"
    match schema.get("type"):
        case "array":
            return {"items": _shape(definitions, schema["items"])}
        case "object" if "additionalProperties" in schema:
            return {"values": _shape(definitions, schema["additionalProperties"])}
        case "object" | None:
            return "any"
        case str(simple):
            return simple
    raise ValueError(f"no shape for {schema}")


def _mentioned(shape: Any) -> Iterator[str]:
    match shape:
        case str() if shape.startswith("#"):
            yield shape[1:]
        case dict():
            for each in shape.values():
                yield from _mentioned(each)


def main() -> None:
    """Ask a server of this moment and write what it says."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        server = Server(ROOT / ".local" / "bin" / "kubernetes", Path(folder, "kubernetes"))
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        server.start(port, with_parent=True)
        document = Client(kubeconfig.read(str(server.kubeconfig))).request("GET", "/openapi/v2")
        server.stop()
    FILE.write_text(json.dumps(condensed(document), separators=(",", ":")) + os.linesep, "utf-8")


if __name__ == "__main__":
    main()
