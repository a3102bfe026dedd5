"""What a resource means on a cluster: make it, change it, look at it, take it away."""

import time
from collections.abc import Callable
from contextlib import suppress

from simulator.azure.values import Props
from simulator.kubernetes.client import Client, Object
from simulator.kubernetes.errors import KubernetesError, NoSuchKindError, RefusedError
from simulator.kubernetes.objects import PROPAGATION, annotation, forces, id_of
from simulator.kubernetes.options import Options

CONFLICT = 409
DEFINITION_LIMIT = 30
DELETION_LIMIT = 600
"""Seconds that deletion may take where the resource sets no timeout; a namespace takes about five."""


def make(options: Options, client: Client, body: Object, manager: str, *, patch: bool) -> Object:
    """Create an object, or for a patch set its fields on one that is there."""
    existing = _soon(lambda: client.read(body))
    if patch and existing is None:
        raise KubernetesError(f"{described(body)} does not exist: a patch changes what something else has made")
    if existing is not None and not (patch or options.upsert):
        raise KubernetesError(
            f"{described(body)} exists already: import it, or let the provider take it over with upsertExistingObjects"
        )
    live = change(client, body, manager, force=options.force)
    if body["kind"] == "CustomResourceDefinition":
        return _established(client, live)
    return live


def change(client: Client, body: Object, manager: str, *, force: bool) -> Object:
    """Make an object what the program says; fields that it no longer sets go."""
    try:
        return client.apply(body, manager=manager, force=force or forces(body))
    except RefusedError as refusal:
        raise explained(refusal) from refusal


def remove(client: Client, live: Object, limit: float) -> None:
    """Delete an object and wait until it is gone."""
    propagation = str(annotation(live, PROPAGATION) or "Background").capitalize()
    with suppress(NoSuchKindError):  # its definition went first, and it with that
        if not client.delete(live, propagation):
            return
        uid = live["metadata"].get("uid")
        end = time.monotonic() + (limit or DELETION_LIMIT)
        while (still := client.read(live)) and uid in (None, still["metadata"]["uid"]):
            if time.monotonic() > end:
                waits = ", ".join(still["metadata"].get("finalizers") or still.get("spec", {}).get("finalizers") or ())
                raise KubernetesError(
                    f"{described(live)} is still there; it waits for its finalizers: {waits or 'none'}"
                )
            time.sleep(0.2)


def release(client: Client, body: Object, manager: str) -> None:
    """Let go of the fields that a patch has set."""
    if client.read(body) is not None:
        client.apply(body, manager=manager)


def described(body: Props) -> str:
    """Name an object for a person."""
    return f"{body['kind']} {id_of(body)}"


def explained(refusal: RefusedError) -> RefusedError:
    """Add the way out to a refusal that has one."""
    if refusal.code == CONFLICT and "conflict" in str(refusal):
        hint = 'Something else manages these fields; the annotation pulumi.com/patchForce: "true" takes them over.'
        return RefusedError(refusal.code, refusal.reason, f"{refusal}\n{hint}")
    return refusal


def _soon(ask: Callable[[], Object | None]) -> Object | None:
    """Ask about an object whose definition may be a moment old."""
    end = time.monotonic() + 5
    while True:
        try:
            return ask()
        except NoSuchKindError as error:
            if time.monotonic() > end:
                raise NoSuchKindError(f"{error}: is its CustomResourceDefinition installed?") from error
            time.sleep(0.2)


def _established(client: Client, definition: Object) -> Object:
    """Wait until the API server serves what a definition defines."""
    end = time.monotonic() + DEFINITION_LIMIT
    while time.monotonic() < end:
        live = client.read(definition) or {}
        conditions = {one["type"]: one for one in live.get("status", {}).get("conditions") or ()}
        if conditions.get("Established", {}).get("status") == "True":
            return live
        if (refused := conditions.get("NamesAccepted", {})).get("status") == "False":
            raise KubernetesError(f"{described(definition)} is not accepted: {refused.get('message')}")
        time.sleep(0.1)
    raise KubernetesError(f"{described(definition)} is not established after {DEFINITION_LIMIT} s")
