"""Names and namespaces that a program leaves to the provider."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from simulator.azure.naming import Autonaming, Seed
from simulator.azure.values import MARK, UNKNOWN, Props
from simulator.kubernetes import schema
from simulator.kubernetes.objects import AUTONAMED, is_autonamed


def placed(inputs: Props, old: Props, seed: Seed, wish: Autonaming | None, namespace: str) -> Props:
    """Return the metadata that the provider adds to inputs: a name with its annotation, and a namespace.

    Source: `autoname` and the default namespace of pulumi/pulumi-kubernetes; a name that was made stays.
    """
    metadata = inputs.get("metadata") or {}
    if metadata == UNKNOWN:
        return {}
    added: Props = {}
    if not metadata.get("name") and not metadata.get("generateName"):
        name = _name(old, seed, wish)
        added |= {"name": name, "annotations": {AUTONAMED: "true"}} if name else {}
    if not metadata.get("namespace") and schema.namespaced(inputs["apiVersion"], inputs["kind"]):
        added["namespace"] = namespace
    return added


def merged_metadata(marked: Any, added: Props) -> Props:
    """Return metadata as the program marks it, with what the provider adds."""
    if isinstance(marked, Mapping) and MARK in marked:
        return {**marked, "value": merged_metadata(marked["value"], added)}
    metadata = dict(marked or {})
    annotations = (
        {"annotations": _annotated(metadata.get("annotations"), added["annotations"])} if "annotations" in added else {}
    )
    return {**metadata, **added, **annotations}


def _annotated(marked: Any, added: Mapping[str, str]) -> Any:
    if isinstance(marked, Mapping) and MARK in marked:
        return {**marked, "value": _annotated(marked["value"], added)}
    return marked if marked == UNKNOWN else {**(marked or {}), **added}


def _name(old: Props, seed: Seed, wish: Autonaming | None) -> str | None:
    if is_autonamed(old):
        return str(old["metadata"]["name"])
    if wish and wish.disabled:
        return None
    if wish and wish.proposal:
        return wish.proposal
    return f"{seed.urn.rpartition('::')[2]}-{sha256(seed.urn.encode() + seed.noise).hexdigest()[:8]}"
