"""The workflows, read."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.engine import ROOT

FOLDER = ROOT / ".github" / "workflows"
FILES = sorted(FOLDER.glob("*.yml"))
Yaml = dict[str, Any]


def content(file: Path) -> Yaml:
    parsed: Yaml = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)  # every value as it is written
    return parsed


def jobs() -> Iterator[tuple[str, Yaml]]:
    for file in FILES:
        for name, job in content(file)["jobs"].items():
            yield f"{file.name} {name}", job


def steps() -> Iterator[tuple[str, Yaml]]:
    for name, job in jobs():
        for step in job.get("steps", ()):
            yield name, step


JOBS = dict(jobs())


def order(name: str, *texts: str) -> list[int]:
    """Return which step of a job has each text."""
    said = [f"{step.get('uses', '')} {step.get('run', '')}" for step in JOBS[name]["steps"]]
    return [next(index for index, one in enumerate(said) if text in one) for text in texts]
