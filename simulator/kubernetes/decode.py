"""The function `kubernetes:yaml:decode`, by which the SDK's ConfigFile and ConfigGroup turn text into objects.

Source: provider/pkg/provider/invoke_decode_yaml.go in pulumi/pulumi-kubernetes.
"""

from collections.abc import Iterator
from typing import Any

import yaml

from simulator.kubernetes import schema
from simulator.kubernetes.client import Object
from simulator.kubernetes.errors import KubernetesError

TOKEN = "kubernetes:yaml:decode"  # noqa: S105  # a function's


def objects(text: str, namespace: str) -> list[Object]:
    """Return the objects in YAML documents, lists expanded; without a namespace they go to the one given, if any."""
    try:
        documents = list(yaml.safe_load_all(text))
    except yaml.YAMLError as error:
        raise KubernetesError(f"this is not YAML: {error}") from error
    return [_placed(one, namespace) for document in documents for one in _expanded(document)]


def _expanded(document: Any) -> Iterator[Object]:
    match document:
        case {"apiVersion": str(), "kind": str(kind), "items": list(items)} if kind.endswith("List"):
            for item in items:
                yield from _expanded(item)
        case {"apiVersion": str(), "kind": str()}:
            yield dict(document)
        case None:
            return
        case dict():
            return  # as the official provider does: manifests contain empty ones
        case _:
            raise KubernetesError(f"an object must be a map with apiVersion and kind, not {type(document).__name__}")


def _placed(body: Object, namespace: str) -> Object:
    metadata = body.get("metadata") or {}
    if namespace and not metadata.get("namespace") and schema.namespaced(body["apiVersion"], body["kind"]) is not False:
        return {**body, "metadata": {**metadata, "namespace": namespace}}
    return body
