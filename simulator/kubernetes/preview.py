"""What can be said before an update: what the API server would refuse, and what its answer would be."""

from collections.abc import Mapping
from copy import deepcopy

from simulator.azure.values import UNKNOWN, Props
from simulator.kubernetes import schema
from simulator.kubernetes.client import NOT_FOUND, Object
from simulator.kubernetes.cluster import explained
from simulator.kubernetes.errors import NoCredentialError, NoSuchKindError, RefusedError, UnreachableError
from simulator.kubernetes.objects import body_of, forces, id_of, knows
from simulator.kubernetes.options import Options
from simulator.kubernetes.replacement import is_immutable

NAMED_BY_CONTENT = ("APIService", "CustomResourceDefinition")
"""Kinds that cannot have another name, and so cannot be judged beside their namesake."""

CHANGING = ("generation", "managedFields", "resourceVersion")
"""What the API server writes into `metadata` at each change."""
ALLOCATED: Mapping[str, tuple[str, ...]] = {"Service": ("clusterIP", "clusterIPs")}
"""Fields of `spec` that only the API server chooses, by kind."""


def judged(options: Options, body: Object, manager: str, *, in_place: bool) -> Object | None:
    """Return what the API server would make of an object, or None if it cannot be asked yet.

    Args:
        options: The provider's.
        body: The object.
        manager: The field manager that it is applied as.
        in_place: Whether it changes an object that is there; otherwise one of that name is replaced.

    Raises:
        RefusedError: It would refuse the object.
        UnreachableError: It does not answer.
        NoCredentialError: Nobody can ask it.

    """
    client = options.client
    if client is None or not knows(body):
        return None
    try:
        if not in_place and client.read(body) is not None:
            return None if body["kind"] in NAMED_BY_CONTENT else client.create(_unnamed(body), dry_run=True)
        return client.apply(body, manager=manager, dry_run=True, force=options.force or forces(body))
    except NoSuchKindError:
        if schema.missing_kind(body["apiVersion"], body["kind"]):
            raise
        return None  # its definition may come with the same update
    except RefusedError as refusal:
        if refusal.code == NOT_FOUND:
            return None  # and so may its namespace
        raise explained(refusal) from refusal


def needs_replacement(options: Options, old: Object, new: Object) -> bool:
    """Tell whether the API server would only have a changed object as a new one."""
    if options.client is None or not knows(new) or id_of(old) != id_of(new):
        return False
    try:
        options.client.apply(new, dry_run=True, force=True)
    except RefusedError as refusal:
        return is_immutable(refusal)
    except (NoCredentialError, NoSuchKindError, UnreachableError):
        return False
    return False


def created(inputs: Props) -> Props:
    """Return the properties of an object that is not there yet.

    What only the API server gives is left out of `metadata`: one unknown in it would make the name unknown to the SDK.
    """
    if (fields := ALLOCATED.get(inputs["kind"])) and isinstance(inputs.get("spec"), Mapping):
        return {**inputs, "spec": {**dict.fromkeys(fields, UNKNOWN), **inputs["spec"]}}
    return inputs


def updated(inputs: Props, state: Props, live: Object | None) -> Props:
    """Return the properties of an object after a change: as foreseen, or the old ones under the new inputs."""
    now = deepcopy(body_of(live)) if live else {**state, **inputs}
    if isinstance(now.get("metadata"), dict):
        for name in CHANGING:
            now["metadata"].pop(name, None)
    return now


def _unnamed(body: Object) -> Object:
    """Return an object to which the API server gives a name, so that it can be judged beside its namesake."""
    metadata = {key: value for key, value in body["metadata"].items() if key != "name"}
    return {**body, "metadata": {**metadata, "generateName": f"{body['metadata']['name']}-"}}
