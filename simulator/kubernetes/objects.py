"""From what a program registers to the object that the API server gets, and back."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from simulator.azure.values import MARK, SECRET, UNKNOWN, Props
from simulator.kubernetes import schema
from simulator.kubernetes.client import MANAGER, Object

AUTONAMED = "pulumi.com/autonamed"
FORCE = "pulumi.com/patchForce"
PROPAGATION = "pulumi.com/deletionPropagationPolicy"
OWN_MANAGER = "__fieldManager"
"""Output with the field manager of a patch; Kubernetes keeps by it who has set which field."""

SET_BY_SERVER = ("creationTimestamp", "generation", "managedFields", "resourceVersion", "selfLink", "uid")


@dataclass(frozen=True)
class Registered:
    """What a URN says about a resource."""

    urn: str

    @property
    def token(self) -> str:
        """The type token, such as `kubernetes:apps/v1:Deployment`."""
        return self.urn.split("::")[2].rpartition("$")[2]

    @property
    def api_version(self) -> str:
        """The Kubernetes API version in the type token."""
        version = self.token.split(":")[1]
        return version.removeprefix("core/")

    @property
    def kind(self) -> str:
        """The kind in the type token; that of a patch ends with `Patch`."""
        return self.token.rpartition(":")[2]

    def is_patch(self, inputs: Mapping[str, Any]) -> bool:
        """Tell whether it sets fields of an object that something else has made."""
        return self.kind.endswith("Patch") and inputs.get("kind") != self.kind

    def manager(self, inputs: Mapping[str, Any], state: Mapping[str, Any]) -> str:
        """Return the field manager: a patch has one of its own, so that it can let go of its fields alone."""
        if kept := state.get(OWN_MANAGER):
            return str(kept)
        return f"{MANAGER}-{sha256(self.urn.encode()).hexdigest()[:8]}" if self.is_patch(inputs) else MANAGER

    def unsupported(self) -> str | None:
        """Say what the offline provider cannot do with this type, if so."""
        if self.token == "kubernetes:helm.sh/v3:Release":  # noqa: S105
            return "Helm releases need Helm and its charts"
        if (
            self.kind.endswith("List")
            and schema.namespaced(self.api_version, self.kind.removesuffix("List")) is not None
        ):
            return "Kubernetes keeps no lists: register each item, or give the list to a ConfigGroup as YAML"
        return None


def body_of(inputs: Props) -> Object:
    """Return the object that inputs describe."""
    return {key: value for key, value in inputs.items() if not key.startswith("__")}


def state_of(live: Object, manager: str) -> Props:
    """Return the properties that Pulumi keeps of a live object."""
    kept = deepcopy(live)
    kept["metadata"].pop("managedFields", None)
    return {**kept, OWN_MANAGER: manager}


def id_of(body: Mapping[str, Any]) -> str:
    """Return Pulumi's id of an object: `namespace/name`, or `name` of one outside namespaces; empty while unknown."""
    metadata = body.get("metadata")
    if not isinstance(metadata, Mapping):
        return ""
    return "/".join(part for part in (metadata.get("namespace"), metadata.get("name")) if part)


def identified(registered: Registered, resource_id: str, inputs: Props) -> Object:
    """Return kind, namespace and name of a resource; for an import, which has no inputs, from type and id."""
    if inputs.get("kind"):
        return {"apiVersion": inputs["apiVersion"], "kind": inputs["kind"], "metadata": _place(resource_id)}
    return {"apiVersion": registered.api_version, "kind": registered.kind, "metadata": _place(resource_id)}


def _place(resource_id: str) -> Object:
    namespace, _, name = resource_id.rpartition("/")
    return {"name": name, "namespace": namespace} if namespace else {"name": name}


def forces(body: Object) -> bool:
    """Tell whether the program wants a field even if another manager has set it."""
    return str(annotation(body, FORCE)).lower() == "true"


def annotation(body: Mapping[str, Any], name: str) -> Any:
    """Return one annotation of an object, or None."""
    annotations = (body.get("metadata") or {}).get("annotations")
    return annotations.get(name) if isinstance(annotations, Mapping) else None


def is_autonamed(inputs: Mapping[str, Any]) -> bool:
    """Tell whether the provider has made the name."""
    return bool(annotation(inputs, AUTONAMED) == "true")


def knows(value: Any) -> bool:
    """Tell whether nothing in a value is known only after the update."""
    match value:
        case dict():
            return all(knows(each) for each in value.values())
        case list():
            return all(knows(each) for each in value)
    return bool(value != UNKNOWN)


def sealed(properties: Props) -> Props:
    """Return the properties of a Secret with its data marked as secret, whatever the program has marked."""
    if (properties.get("apiVersion"), properties.get("kind")) != ("v1", "Secret"):
        return properties
    return {key: _secret(value) if key in ("data", "stringData") else value for key, value in properties.items()}


def _secret(value: Any) -> Any:
    return value if isinstance(value, Mapping) and MARK in value else {MARK: SECRET, "value": value}


def inputs_from(live: Object) -> Props:
    """Return the inputs that would make a live object, for an import."""
    found = {key: value for key, value in deepcopy(live).items() if key != "status"}
    for name in SET_BY_SERVER:
        found["metadata"].pop(name, None)
    return found


def drifted_object(inputs: Props, before: Props, now: Props) -> Props:
    """Return an object's inputs with what has changed in the cluster since the last update in their place."""
    found: Props = drifted(inputs, before, now)
    if inputs["kind"] == "Secret" and before.get("data") != now.get("data"):
        found.pop("stringData", None)  # the API server answers it as `data` only
    return found


def drifted(inputs: Any, before: Any, now: Any) -> Any:
    """Return a value of the inputs with what has changed in the cluster since the last update in its place.

    Compares the object with itself, before and now, because the API server rewrites values (`1000m` becomes `1`).
    """
    if before == now:
        return inputs
    match inputs, before, now:
        case dict(), dict(), dict():
            kept = {key: drifted(value, before.get(key), now.get(key)) for key, value in inputs.items()}
            return {key: value for key, value in kept.items() if value is not None}
        case list(), list(), list() if len(inputs) == len(before) == len(now):
            return [drifted(*each) for each in zip(inputs, before, now, strict=True)]
    return now
