"""What exists in the simulated Azure: one JSON file, shared by every process on this machine."""

import fcntl
import json
import os
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from simulator.azure.errors import ProviderError
from simulator.azure.values import Props

STATE = "SIMULATED_AZURE_STATE"


class World:
    """Resources by lower-cased ARM id, and those that were deleted but keep their name."""

    def __init__(self, content: dict[str, Any]) -> None:
        self._live: dict[str, Any] = content.setdefault("resources", {})
        self._deleted: dict[str, Any] = content.setdefault("deleted", {})
        self.content = content
        self.changed = False

    def get(self, arm_id: str) -> Props | None:
        """Return a resource's properties as Azure answers them, or None."""
        record = self._live.get(arm_id.lower())
        return record["body"] if record else None

    def kind(self, arm_id: str) -> str | None:
        """Return the type token of an existing resource."""
        record = self._live.get(arm_id.lower())
        return record["kind"] if record else None

    def age(self, arm_id: str) -> float:
        """Return the seconds since an existing resource was created."""
        created: float = self._live[arm_id.lower()]["created"]
        return time.time() - created

    def under(self, scope: str, kind: str | None = None) -> Iterator[Props]:
        """Yield the resources inside `scope` (an ARM id; empty for all), of one type if given."""
        prefix = scope.lower() + "/" if scope else ""
        for key, record in list(self._live.items()):
            if key.startswith(prefix) and kind in (None, record["kind"]):
                yield record["body"]

    def put(self, kind: str, body: Props) -> None:
        """Create a resource, or replace its properties."""
        key = body["id"].lower()
        created = self._live[key]["created"] if key in self._live else time.time()
        self._live[key] = {"kind": kind, "created": created, "body": body}
        self.changed = True

    def remove(self, arm_id: str, *, keeps: Collection[str]) -> None:
        """Delete a resource and all inside it; of those whose type is in `keeps` the names stay taken."""
        key = arm_id.lower()
        gone = {one: record for one, record in self._live.items() if one == key or one.startswith(key + "/")}
        for kept in [one for one, record in gone.items() if record["kind"] in keeps]:
            self._deleted.update({one: record for one, record in gone.items() if _belongs(one, kept)})
        for one in gone:
            del self._live[one]
        self.changed = True

    def count(self, what: str) -> int:
        """Return how often this was asked about the same thing, this time included."""
        calls = self.content.setdefault("calls", {})
        calls[what] = calls.get(what, 0) + 1
        self.changed = True
        number: int = calls[what]
        return number

    def deleted(self, kind: str) -> Iterator[Props]:
        """Yield the soft-deleted resources of one type."""
        return (record["body"] for record in self._deleted.values() if record["kind"] == kind)

    def kept(self) -> Iterator[tuple[str, str]]:
        """Yield type token and ARM id of all that is soft-deleted, in the order of their ids."""
        yield from ((record["kind"], record["body"]["id"]) for _, record in sorted(self._deleted.items()))

    def recover(self, arm_id: str) -> None:
        """Bring back what was in a soft-deleted resource that exists again."""
        key = arm_id.lower()
        if self._deleted.pop(key, None):
            inside = {one: record for one, record in self._deleted.items() if _belongs(one, key)}
            self._live.update(inside)
            self._deleted = {one: record for one, record in self._deleted.items() if one not in inside}
            self.content["deleted"] = self._deleted
            self.changed = True


def _belongs(arm_id: str, key: str) -> bool:
    """Say whether a resource is another one, or a part of it; roles and locks on it are not."""
    return arm_id == key or (arm_id.startswith(key + "/") and "/providers/" not in arm_id[len(key) :])


@contextmanager
def opened(path: Path) -> Iterator[World]:
    """Give one process at a time the world in `path`; changes are written when the block ends without an error."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        world = World(_read(path) if path.exists() else {})
        yield world
        if world.changed:
            written = path.with_suffix(".new")
            written.touch(mode=0o600)  # it has what tenants keep secret
            written.write_text(json.dumps(world.content, sort_keys=True))
            written.replace(path)


def _read(path: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(path.read_bytes())
    except ValueError as error:
        raise ProviderError(
            f"the simulated Azure's own file {path} is damaged ({error}): put it back, or remove it for an empty Azure"
        ) from error
    return content


def state_file(root: Path) -> Path:
    """Return where the world is kept: `SIMULATED_AZURE_STATE`, or `.local/azure.json` of the project."""
    return Path(os.environ.get(STATE) or root / ".local" / "azure.json")
