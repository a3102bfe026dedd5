"""What a refresh finds: what Azure has not changed by itself and on purpose, and the state as it would be then."""

import json
import re
from collections.abc import Iterator
from typing import Any

_STEP = re.compile(r'\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.\[\]]+)')
_RELEASE = re.compile(r"(\d+\.\d+)(?:\.(\d+))?")
"""A minor version of Kubernetes, and a patch of it."""
_SIGNATURE = "4dabf18193072939515e22adb298388d"
"""The key by which the engine knows a secret, or another value that JSON has no form for."""
_BLOTTED_OUT = "[secret]"
_VERSION = re.compile(r"(?:.*\.)?(?:kubernetes|orchestrator)Version")


def unexpected(digest: str) -> list[str]:
    """Return a line for each resource that is gone, and for each property that has changed.

    Properties that updates leave alone (`ignoreChanges`) are no drift, as long as nodes are as many as the autoscaler
    may make them and a key is the same key; azure-native reports them all the same. Neither is a patch of Kubernetes:
    AKS writes it where the program names the minor version, see https://github.com/Azure/AKS/issues/3573.

    Args:
        digest: What `pulumi refresh --preview-only --json` says.

    """
    return [line for step in json.loads(digest).get("steps", []) for line in _lines(step)]


def now(state: str, digest: str) -> str:
    """Return a state with what a refresh would write into it: what the guardrails have to judge is what Azure has.

    Args:
        state: What `pulumi stack export` says.
        digest: What `pulumi refresh --preview-only --json` says. It blots secrets out; those of the state stay.

    """
    exported = json.loads(state)
    steps = {_which(step["urn"], step.get("oldState") or {}): step for step in json.loads(digest).get("steps", [])}
    deployment = exported["deployment"]
    found = [(one, steps.get(_which(one["urn"], one), {"op": "same"})) for one in deployment.get("resources") or []]
    resources = [one for one, step in found if step["op"] != "delete"]
    for one, step in found:
        if step["op"] == "update":
            for side in ("inputs", "outputs"):
                one[side] = _with_secrets(step["newState"].get(side), one.get(side))
    deployment["resources"] = resources
    return json.dumps(exported)


def _which(urn: str, state: dict[str, Any]) -> tuple[str, str, bool]:
    """Tell a resource from the one that it has replaced, which may wait for its deletion under the same URN."""
    return urn, state.get("id", ""), state.get("delete", False)


def _with_secrets(told: Any, stored: Any) -> Any:
    if told == _BLOTTED_OUT or (isinstance(stored, dict) and _SIGNATURE in stored):
        return stored
    if isinstance(told, dict) and isinstance(stored, dict):
        return {key: _with_secrets(value, stored.get(key)) for key, value in told.items()}
    if isinstance(told, list) and isinstance(stored, list):
        if len(told) == len(stored):
            return [_with_secrets(*pair) for pair in zip(told, stored, strict=True)]
        return [next((old for old in stored if _with_secrets(one, old) == old), one) for one in told]
    return told


def _lines(step: dict[str, Any]) -> Iterator[str]:
    urn = step["urn"]
    if step["op"] == "delete":
        yield f"- {urn} is gone"
    if step["op"] != "update":
        return
    before, after = step["oldState"], step["newState"]
    changed = step.get("detailedDiff") or {}
    if not changed:
        yield f"~ {urn} has changed"
    for path, difference in sorted(changed.items()):
        side = "inputs" if difference["inputDiff"] else "outputs"
        old, new = (_at(state.get(side), path) for state in (before, after))
        ignored = any(_covers(one, path) for one in before.get("ignoreChanges") or [])
        if not (ignored and _is_azures_own(path, old, new, after.get(side))) and not _is_a_patch(path, old, new):
            yield f"~ {urn} {path}: {json.dumps(old)} => {json.dumps(new)}"


def _covers(ignored: str, path: str) -> bool:
    pattern = re.escape(ignored).replace(r"\[\*\]", r"\[\d+\]")
    return re.fullmatch(rf"{pattern}(?:[.\[].*)?", path) is not None


def _is_azures_own(path: str, old: object, new: object, state: Any) -> bool:
    """Tell whether Azure may have made a change to what is ignored; nobody would mend another one."""
    place, _, name = path.rpartition(".")
    if name == "keyUrl":
        return str(old).rpartition("/")[0] == str(new).rpartition("/")[0]
    if name == "count":
        pool = _at(state, place)
        least, most = (pool.get(bound) if isinstance(pool, dict) else None for bound in ("minCount", "maxCount"))
        known = all(isinstance(one, int | float) for one in (least, new, most))
        return known and least <= new <= most  # type: ignore[operator]
    return True


def _is_a_patch(path: str, old: object, new: object) -> bool:
    if not _VERSION.fullmatch(path):
        return False
    before, now = (_RELEASE.fullmatch(str(one)) for one in (old, new))
    if not before or not now:
        return False
    return before[1] == now[1] and int(before[2] or 0) <= int(now[2] or 0)


def _at(value: Any, path: str) -> Any:
    for quoted, index, name in _STEP.findall(path):
        if index:
            value = value[int(index)] if isinstance(value, list) and int(index) < len(value) else None
        else:
            value = value.get(quoted or name) if isinstance(value, dict) else None
    return value
