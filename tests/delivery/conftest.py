"""A GitHub of this test's own: a `gh` on PATH that answers from a file, and writes back what it is sent."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

GH = """#!{python}
import json, re, sys
file = {file!r}
world = json.load(open(file))
_, path, _, method, *rest = sys.argv[1:]
path = path.removeprefix("repos/example/platform/")
sent = json.load(sys.stdin) if "--input" in rest else None
world["calls"].append([method, path])
collection, _, query = path.partition("?")
if sent is None:
    if collection not in world:
        sys.exit("gh: Not Found (HTTP 404)")
    items = world[collection]
    answer = [items[:2], items[2:]] if len(items) > 2 else [items]  # two pages
elif method == "POST":
    answer = {{"id": 900, "number": 900, "user": {{"login": "github-actions[bot]", "type": "Bot"}}, **sent}}
    world[collection].append(answer)
else:
    kind, number = collection.rsplit("/", 1)
    (answer,) = [one for key, items in world.items() if key != "calls" for one in items
                 if isinstance(one, dict) and str(one.get("id" if kind.endswith("comments") else "number")) == number]
    answer.update(sent)
json.dump(world, open(file, "w"))
print(json.dumps(answer))
"""


class GitHub:
    """What the fake knows: lists by path."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "github.json"
        self.set()
        command = folder / "bin" / "gh"
        command.parent.mkdir()
        command.write_text(GH.format(python=sys.executable, file=str(self.file)))
        command.chmod(0o755)
        self.bin = command.parent

    def set(self, **lists: list[Any]) -> None:
        """Say what there is; `__` in a name is a slash."""
        self.file.write_text(json.dumps({"calls": []} | {key.replace("__", "/"): one for key, one in lists.items()}))

    def get(self, path: str) -> Any:
        """Return a list as it is now."""
        return json.loads(self.file.read_text())[path]

    @property
    def writes(self) -> list[list[str]]:
        """The calls that changed something."""
        return [call for call in self.get("calls") if call[0] != "GET"]


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitHub:
    """Return a GitHub in which a run of the workflow `deploy` is under way."""
    github = GitHub(tmp_path)
    run = {
        "PATH": f"{github.bin}{os.pathsep}{os.environ['PATH']}",
        "GITHUB_REPOSITORY": "example/platform",
        "GITHUB_RUN_ID": "7",
        "GITHUB_SHA": "c0ffee",
        "GITHUB_ACTOR": "dora",
    }
    for name, value in run.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return github
