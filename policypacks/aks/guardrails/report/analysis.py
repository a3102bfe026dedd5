"""A state judged by the pack: `pulumi policy analyze`, which runs no program and asks no provider."""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from guardrails import PACK_NAME, PACK_VERSION
from guardrails.dependencies import VARIABLE, sorted_out
from guardrails.report import engine
from guardrails.report.collect import Dependencies
from guardrails.report.events import Log


def analyze(state: Path | None, stack: str, cwd: Path, environment: Mapping[str, str]) -> tuple[Log, Dependencies]:
    """Return what the packs found in a state, and how its resources depend on each other.

    The engine does not tell of a pack that finds nothing; this one has judged where it has written its dependencies.

    Args:
        state: Output of `pulumi stack export`; None for that of the stack.
        stack: The stack's name; empty for the selected one.
        cwd: The program's folder.
        environment: The caller's.

    Raises:
        engine.EngineError: when the CLI is missing or cannot do it.
        ValueError: when the file is no exported state; the text names it.

    """
    if state is None:
        text = engine.export(stack, cwd, environment)
    else:
        text = state.read_text(encoding="utf-8", errors="surrogateescape")
    resources = _resources(text, str(state or "the exported state"))
    packs = [flag for pack in engine.packs(environment) for flag in ("--policy-pack", str(Path(pack).resolve()))]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "state.json"
        file.write_text(text, encoding="utf-8")
        written = Path(folder) / "dependencies"
        told = {**environment, VARIABLE: str(written)}
        log = engine.ask(["policy", "analyze", "--json", "--file", str(file), *packs], cwd, told)
        found = Log().read(log.split("\n"))
        if written.exists():
            found.packs.setdefault(PACK_NAME, PACK_VERSION)
    found.steps = {one["urn"]: {"op": "same", "urn": one["urn"], "type": one["type"], "new": one} for one in resources}
    return found, {
        one["urn"]: sorted_out(
            {key: urns or () for key, urns in (one.get("propertyDependencies") or {}).items()},
            one.get("dependencies") or (),
        )
        for one in resources
    }


def _resources(text: str, name: str) -> list[dict[str, Any]]:
    try:
        resources = json.loads(text)["deployment"].get("resources") or []
        named = all(isinstance(one["urn"], str) and isinstance(one["type"], str) for one in resources)
        if not named:
            raise TypeError("a resource without URN and type")  # noqa: TRY301  one text for all that is no state
        return [one for one in resources if not one.get("delete")]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"{name} is no state: give the output of `pulumi stack export`") from error
