"""What is asked of a stack that was disturbed: that it is as if nobody had done so."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.engine import Run

Json = dict[str, Any]

ASSIGNMENT = re.compile(r"(roleAssignments/)[0-9a-f-]{36}", re.IGNORECASE)
"""The one name in the program that Pulumi makes up."""

CLOUD = "azure.json"
"""What the simulated Azure knows, as Azure knows its tenants' secrets."""


def cloud(folder: Path) -> dict[str, Json]:
    """Return what exists: type and body by ARM id, without made up names."""
    file = folder / CLOUD
    content: Json = json.loads(file.read_text())["resources"] if file.exists() else {}
    found: dict[str, Json] = {}
    for record in content.values():
        body = _settled(record["body"])
        grant = f" of {body['principalId']} {body['roleDefinitionId']}" if "roleAssignments/" in body["id"] else ""
        key = f"{body['id']}{grant}"
        found[key if key not in found else f"{key} twice"] = {"kind": record["kind"], "body": body}
    return found


def state(folder: Path) -> Json:
    """Return the stack's deployment as it is stored."""
    (file,) = (folder / "state" / ".pulumi" / "stacks").glob("*/dev.json")
    deployment: Json = json.loads(file.read_text())["checkpoint"]["latest"] or {}
    return deployment


def known(folder: Path) -> dict[str, Json]:
    """Return what the state has of Azure: type, id and inputs by URN, secrets left out."""
    resources = [one for one in state(folder).get("resources", ()) if one["type"].startswith("azure-native:")]
    return {
        one["urn"] + (" to be deleted" if one.get("delete") else ""): _settled(
            {
                **{key: one.get(key) for key in ("type", "id", "inputs", "initErrors")},
                "dependencies": sorted(one.get("dependencies", ())),
            }
        )
        for one in resources
    }


def differences(folder: Path, expected: Path) -> Iterator[str]:
    """Yield what two stacks and their clouds do not have in common, and operations that never ended."""
    for name, here, there in (
        ("cloud", cloud(folder), cloud(expected)),
        ("state", known(folder), known(expected)),
    ):
        yield from (f"{name}: {one} is too much" for one in sorted(here.keys() - there.keys()))
        yield from (f"{name}: {one} is lost" for one in sorted(there.keys() - here.keys()))
        for one in sorted(here.keys() & there.keys()):
            for key in sorted(here[one].keys() | there[one].keys()):
                if (now := here[one].get(key)) != (expected_now := there[one].get(key)):
                    yield f"{name}: {one}: {key} is {json.dumps(now)}, not {json.dumps(expected_now)}"
    yield from (f"state: pending {one['type']}" for one in state(folder).get("pending_operations") or ())


def drift(refreshed: Run) -> Iterator[str]:
    """Yield what a refresh has changed."""
    for event in refreshed.of("resOutputsEvent"):
        step = event["metadata"]
        if step["op"] not in {"same", "refresh"} or step.get("diffs") or step.get("detailedDiff"):
            yield f"refresh: {step['op']} {step['urn']}"


def leaks(folder: Path, secrets: Sequence[str]) -> Iterator[str]:
    """Yield the files in which a secret stands in the clear; what Azure itself keeps is not ours."""
    needles = [secret.encode() for secret in secrets]
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.name.startswith("azure."):
            content = file.read_bytes()
            yield from (f"{file.relative_to(folder)} has a secret in the clear" for one in needles if one in content)


def _settled(value: Any) -> Any:
    """Return a value without the names that Pulumi makes up."""
    match value:
        case dict():
            secret = value.get("4dabf18193072939515e22adb298388d")
            if secret:
                return "[secret]"
            return {
                key: "made up" if key == "roleAssignmentName" or _is_assignment(key, value) else _settled(item)
                for key, item in value.items()
            }
        case list():
            return [_settled(item) for item in value]
        case str():
            return ASSIGNMENT.sub(r"\1made-up", value)
    return value


def _is_assignment(key: str, value: Json) -> bool:
    return key == "name" and value.get("type") == "Microsoft.Authorization/roleAssignments"
