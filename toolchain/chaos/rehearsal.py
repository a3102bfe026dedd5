"""Runs of chaos: a stack that is disturbed by a plan, an operator, and what is asked in the end."""

import base64
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.azure import clock, faults, roles
from tests.engine import ROOT, Engine
from toolchain import local
from toolchain.chaos import whole
from toolchain.chaos.operator import How, NotConvergedError, Operator
from toolchain.chaos.plan import Phase, Plan, Steps
from toolchain.chaos.processes import LeftBehindError, run_and_kill

PROGRAM = ROOT / "toolchain" / "chaos" / "program"

PLANTED = "planted-hunter2-xyzzy"
"""The password in the program's settings, which no file but the simulated Azure's own may have in the clear."""

SECRETS = (PLANTED, base64.b64encode(PLANTED.encode()).decode().rstrip("="))

GROWN = {"chaos:grown": True}
CONFIG: Mapping[Phase, dict[str, Any]] = {Phase.BUILD: {}, Phase.CHANGE: GROWN, Phase.REFRESHED_CHANGE: GROWN}
OPERATIONS = {
    "create": "create", "create-replacement": "create", "update": "update",
    "delete": "delete", "delete-replaced": "delete", "refresh": "read",
}  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What came of a run."""

    plan: Plan
    disturbed: bool
    """Whether the update failed at all."""
    how: How | None
    """None where it did not converge."""
    problems: tuple[str, ...]
    """Whatever is not as if nobody had disturbed it."""


class Rehearsals:
    """Undisturbed stacks, once, and as many disturbed ones as asked, each in a folder of its own below `folder`.

    `phases` are those that will be disturbed: the first ones of all.
    """

    def __init__(self, folder: Path, inherited: Mapping[str, str], phases: Sequence[Phase] = tuple(Phase)) -> None:
        self._folder = folder
        # Azure's time passes, or nothing would ever be under way when a process dies.
        paces = {clock.SCALE: "0.0005", roles.DELAY: "50"}
        self._inherited = {name: value for name, value in inherited.items() if not name.startswith("PULUMI_")} | paces
        steps, self._events = {}, {}
        for phase, start, flags in (
            (Phase.BUILD, None, ()),
            (Phase.CHANGE, Phase.BUILD, ()),
            (Phase.REFRESHED_CHANGE, Phase.BUILD, ("--refresh",)),
        )[: len(phases)]:
            engine = self._engine(phase.name.lower(), start)
            run = engine.run("up", PROGRAM, "dev", flags=("--yes", "--skip-preview", *flags), config=CONFIG[phase])
            metadata = [event["metadata"] for event in run.of("resourcePreEvent")]
            steps[phase] = [
                (one["type"], OPERATIONS[one["op"]])
                for one in metadata
                if one["op"] in OPERATIONS and one["type"].startswith("azure-native:")
            ]
            self._events[phase] = len(run.events)
        self.steps: Steps = steps

    def run(self, plan: Plan, name: str) -> Outcome:
        """Disturb, recover, compare, and take down; the folder stays where something is not right."""
        engine = self._engine(name, None if plan.phase is Phase.BUILD else Phase.BUILD)
        operator = Operator(engine, PROGRAM, CONFIG[plan.phase], plan.choices)
        how: How | None = None
        disturbed = True
        problems: list[str] = []
        try:
            disturbed = self._disturb(engine, plan, operator)
            how = operator.recover() if disturbed else How.AT_ONCE
            problems += whole.differences(engine.folder, self._folder / plan.phase.name.lower())
            refreshed = engine.refresh(PROGRAM, config=CONFIG[plan.phase])
            problems += whole.drift(refreshed)
            operator.transcript += [refreshed.output, *map(json.dumps, refreshed.events)]
            problems += self._end(engine, operator)
        except (NotConvergedError, LeftBehindError) as error:
            problems.append(str(error))
        (engine.folder / "transcript").write_text("\n".join(operator.transcript))
        problems += whole.leaks(engine.folder, SECRETS)
        if not problems:
            shutil.rmtree(engine.folder)
        return Outcome(plan, disturbed, how, tuple(problems))

    def _end(self, engine: Engine, operator: Operator) -> list[str]:
        """Take the stack down, and return what is left."""
        destroyed = engine.destroy(PROGRAM, check=False)
        operator.transcript += [destroyed.output, *map(json.dumps, destroyed.events)]
        left = [*whole.cloud(engine.folder), *whole.known(engine.folder)]
        return [f"destroy: {one} is left" for one in left] + ([] if destroyed.exit_code == 0 else [destroyed.output])

    def _disturb(self, engine: Engine, plan: Plan, operator: Operator) -> bool:
        """Run the update by plan; tell whether it failed."""
        file, log = engine.folder / "faults.json", engine.folder / "disturbed.json"
        file.write_text(json.dumps(plan.faults))
        command, env = engine.prepare(
            "up", PROGRAM, "dev", config=CONFIG[plan.phase], env={faults.FILE: str(file)} if plan.faults else {}
        )
        flags = ["--yes", "--skip-preview", "--event-log", str(log)]
        if plan.phase is Phase.REFRESHED_CHANGE:
            flags.append("--refresh")
        events = 1 + int(plan.moment * (self._events[plan.phase] - 2))
        code, output = run_and_kill([*command, *flags], env, log, plan.victim, events)
        operator.transcript.append(output)
        return code != 0

    def _engine(self, name: str, start: Phase | None) -> Engine:
        """Return an engine in a new folder, empty or with the stack that an undisturbed update has left."""
        folder = self._folder / name
        if start:
            shutil.copytree(self._folder / start.name.lower(), folder)
        else:
            folder.mkdir(parents=True)
        return Engine(folder, local.environment(ROOT, folder, self._inherited))
