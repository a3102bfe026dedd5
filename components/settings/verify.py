"""Checks a stack's settings without running the program: `python -m components.settings.verify <stack>`.

Tells a problem a line and ends with 1 when there is one, with 2 when no stack is named; without a problem it tells what
ends soon, by the day that GUARDRAILS_TODAY may set. `guardrails doctor` asks it, as pyproject.toml says.
"""

import argparse
import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any, Final

import pulumi
from pulumi.runtime.config import set_all_config
from pulumi.runtime.settings import Settings, configure

from components.documents import ConfigurationError, read_mapping
from components.settings.load import PACKS, load

_ROOT: Final = Path(__file__).resolve().parents[2]


def verify(stack: str, root: Path = _ROOT) -> list[str]:
    """Return the problems of a stack's file, as a preview would tell them; the values are those of the file alone."""
    try:
        schema, document = read_mapping(root / "Pulumi.yaml"), read_mapping(root / f"Pulumi.{stack}.yaml")
    except ConfigurationError as error:
        return str(error).splitlines()
    project = schema["name"]
    values = {f"{project}:{key}": spec["default"] for key, spec in schema["config"].items() if "default" in spec}
    given = document.get("config") or {}
    values |= {key if ":" in key else f"{project}:{key}": value for key, value in given.items()}
    configure(Settings(project=project, stack=stack))
    set_all_config(
        {key: value if isinstance(value, str) else json.dumps(_opened(value)) for key, value in values.items()},
        [key for key, value in values.items() if value != _opened(value)],
    )
    os.environ.setdefault(PACKS, str(_ROOT / "policypacks" / "aks"))  # the run has to name it, not the stack
    try:
        load()
    except pulumi.RunError as error:
        return str(error).splitlines()[1:]
    return []


def _opened(value: Any) -> Any:
    """Return a value with any text for each that the file keeps encrypted."""
    match value:
        case {"secure": str(text)}:
            return text
        case dict():
            return {key: _opened(part) for key, part in value.items()}
        case list():
            return [_opened(part) for part in value]
        case _:
            return value


if __name__ == "__main__":
    parser = argparse.ArgumentParser("components.settings.verify", description=__doc__)
    parser.add_argument("stack", help="whose settings, such as dev for Pulumi.dev.yaml")
    problems = verify(parser.parse_args().stack)
    day = os.environ.get("GUARDRAILS_TODAY")
    try:
        today = date.fromisoformat(day) if day else date.today()  # noqa: DTZ011 - a day on the wall calendar
    except ValueError:
        parser.error(f"GUARDRAILS_TODAY must be a day such as 2027-03-01, not {day!r}")
    sys.stdout.write("".join(f"{one}\n" for one in problems or load().identity.lapses(today)))
    sys.exit(bool(problems))
