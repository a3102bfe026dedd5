"""An operator after an interrupted update, who goes by docs/runbooks/interrupted-update.md and what the tools print."""

import json
import re
import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from random import Random
from typing import Any

from tests.engine import ROOT, Engine, Run

TRIES = 12
"""Updates until an operator gives up."""

EXISTS = re.compile(r"cannot create already existing resource '([^']+)'")
GRANTED = re.compile(r"The ID of the conflicting role assignment is ([0-9a-f]{32})")
KEPT = ("azure-native:keyvault:", "azure-native:containerregistry:Registry")
"""What is never let go: its name stays taken, or it may have been filled already."""

SECRETIVE = "azure-native:containerservice:ManagedCluster"
"""What the program gives a secret to: Azure would give it back in the clear, so it is never imported."""


class How(StrEnum):
    """What it took until the state was right again."""

    AT_ONCE = "at once"
    AFTER_REFRESH = "after a refresh"
    BY_HAND = "by hand"


class NotConvergedError(Exception):
    """The runbook leads nowhere; the text is what the command line said."""


class Operator:
    """Goes by the runbook; each command's output is kept in `transcript`."""

    def __init__(self, engine: Engine, project: Path, config: dict[str, Any], choices: int) -> None:
        self._engine = engine
        self._project = project
        self._config = config
        self._random = Random(choices)  # noqa: S311  repeatable is what it has to be
        self.transcript: list[str] = []

    def recover(self) -> How:
        """Update until it succeeds, and clear what the engine is unsure of.

        Raises:
            NotConvergedError: when something stands in the way of which the runbook has no word.

        """
        how, unsure = How.AT_ONCE, False
        for _ in range(TRIES):
            run = self.update()
            unsure = unsure or "interrupted while" in run.output
            if run.exit_code == 0 and not unsure:
                return how
            if run.exit_code == 0:
                self._pulumi("refresh", "--clear-pending-creates", "--skip-preview", "--yes")
                how, unsure = max(how, How.AFTER_REFRESH, key=list(How).index), False
            elif "the stack is currently locked" in run.output:
                self._pulumi("cancel", "--yes")
            elif refused := self._refused(run):
                self._decide(refused)
                how = How.BY_HAND
            else:
                break
        raise NotConvergedError(run.output)

    def update(self) -> Run:
        """Run `pulumi up`."""
        run = self._engine.up(self._project, config=self._config, check=False)
        self.transcript += [run.output, *map(json.dumps, run.events)]
        return run

    def _refused(self, run: Run) -> dict[str, str]:
        """Return what Azure has and the state has not: ARM id by URN."""
        refused = {}
        for event in run.of("diagnosticEvent"):
            if found := EXISTS.search(event["message"]):
                refused[event["urn"]] = found[1]
            elif found := GRANTED.search(event["message"]):
                listed = (line.split("\t")[1] for line in self._portal("list", "RoleAssignment").splitlines())
                refused[event["urn"]] = next(one for one in listed if one.replace("-", "").endswith(found[1]))
        return refused

    def _decide(self, refused: dict[str, str]) -> None:
        """Import what is kept, delete what is let go."""
        keep = []
        for urn, arm_id in refused.items():
            kind, name = urn.split("::")[2], urn.rpartition("::")[2]
            toss = self._random.random() < 0.5  # noqa: PLR2004
            if kind.startswith(KEPT) or (toss and kind != SECRETIVE):
                keep.append({"type": kind, "name": name, "id": arm_id})
            else:
                self._portal("delete", arm_id)
        if keep:
            file = self._engine.folder / "import.json"
            file.write_text(json.dumps({"resources": keep}))
            flags = ("--protect=false", "--generate-code=false", "--skip-preview", "--yes")
            self._pulumi("import", "--file", str(file), *flags)

    def _pulumi(self, command: str, *flags: str) -> None:
        arguments = ["pulumi", command, *flags, "--stack", "dev", "--cwd", str(self._project), "--non-interactive"]
        self._do(arguments)

    def _portal(self, *arguments: str) -> str:
        return self._do([sys.executable, "-m", "simulator", *arguments])

    def _do(self, command: list[str]) -> str:
        env = {**self._engine.env, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, env=env, cwd=ROOT, check=False, capture_output=True, text=True)
        self.transcript += [done.stdout, done.stderr]
        if done.returncode:
            raise NotConvergedError(f"`{' '.join(command)}` failed:\n{done.stdout}{done.stderr}")
        return done.stdout
