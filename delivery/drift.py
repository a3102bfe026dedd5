"""What a refresh finds that Azure has not changed by itself and on purpose."""

import json
import re
from collections.abc import Iterator
from typing import Any

_STEP = re.compile(r'\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.\[\]]+)')
_VERSION = re.compile(r"(?:.*\.)?(?:kubernetes|orchestrator)Version")


def unexpected(digest: str) -> list[str]:
    """Return a line for each resource that is gone, and for each property that has changed.

    Properties that updates leave alone (`ignoreChanges`) are no drift; azure-native reports them all the same. Neither
    is a patch of Kubernetes, which AKS writes where the program names the minor version, as reported in
    https://github.com/Azure/AKS/issues/3573.

    Args:
        digest: What `pulumi refresh --preview-only --json` says.

    """
    return [line for step in json.loads(digest).get("steps", []) for line in _lines(step)]


def _lines(step: dict[str, Any]) -> Iterator[str]:
    urn = step["urn"]
    if step["op"] == "delete":
        yield f"- {urn} is gone"
    if step["op"] != "update":
        return
    before, now = step["oldState"], step["newState"]
    changed = step.get("detailedDiff") or {}
    if not changed:
        yield f"~ {urn} has changed"
    for path, difference in sorted(changed.items()):
        side = "inputs" if difference["inputDiff"] else "outputs"
        old, new = (_at(state.get(side), path) for state in (before, now))
        if not any(_covers(one, path) for one in before.get("ignoreChanges") or []) and not _is_a_patch(path, old, new):
            yield f"~ {urn} {path}: {json.dumps(old)} => {json.dumps(new)}"


def _covers(ignored: str, path: str) -> bool:
    pattern = re.escape(ignored).replace(r"\[\*\]", r"\[\d+\]")
    return re.fullmatch(rf"{pattern}(?:[.\[].*)?", path) is not None


def _is_a_patch(path: str, old: object, new: object) -> bool:
    same_minor = rf"{re.escape(str(old))}\.\d+"
    return _VERSION.fullmatch(path) is not None and re.fullmatch(same_minor, str(new)) is not None


def _at(value: Any, path: str) -> Any:
    for quoted, index, name in _STEP.findall(path):
        if index:
            value = value[int(index)] if isinstance(value, list) and int(index) < len(value) else None
        else:
            value = value.get(quoted or name) if isinstance(value, dict) else None
    return value
