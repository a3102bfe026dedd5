"""The real Pulumi engine on local state, for tests: what to run, and what came of it."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from toolchain import local

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "docs" / "configurator" / "stacks"
"""Copies of the project's stacks, which tests read in their place: those themselves are a fork's own."""

SAVED_AT_THE_END = {"PULUMI_EXPERIMENTAL": "true", "PULUMI_SKIP_CHECKPOINTS": "true"}
"""The engine saves its state once, not at each step, which takes time with the square of the resources."""

Json = dict[str, Any]


@dataclass(frozen=True)
class Run:
    """One command of the CLI, over."""

    exit_code: int
    output: str
    """What a user sees, standard output and error together."""
    events: list[Json]
    """The engine's events in order, each with one key that says its kind, as in `resourcePreEvent`."""

    def of(self, kind: str) -> list[Json]:
        """Return the bodies of the events of one kind."""
        return [event[kind] for event in self.events if kind in event]

    @property
    def operations(self) -> dict[str, str]:
        """What happens to each resource, planned or done: operation by URN."""
        steps = (event["metadata"] for event in self.of("resourcePreEvent"))
        return {step["urn"]: step["op"] for step in steps}

    @property
    def violations(self) -> list[Json]:
        """What policies have found: policyName, enforcementLevel, resourceUrn, message and more."""
        return self.of("policyEvent")

    def diagnostics(self, severity: str) -> list[str]:
        """Return the messages of one severity: `error`, `warning`, `info` or `info#err`."""
        return [event["message"] for event in self.of("diagnosticEvent") if event["severity"] == severity]


@dataclass(frozen=True)
class Engine:
    """A Pulumi that shares nothing with the user's own, nor with another test's."""

    folder: Path
    """Where it keeps its home, state and simulated cloud."""
    env: Mapping[str, str]

    def preview(self, project: Path, stack: str = "dev", **options: Any) -> Run:
        """Preview a project. Options: see `run`."""
        return self.run("preview", project, stack, **options)

    def up(self, project: Path, stack: str = "dev", **options: Any) -> Run:
        """Create or update a project's resources, without a preview. Options: see `run`."""
        return self.run("up", project, stack, flags=("--yes", "--skip-preview"), **options)

    def refresh(self, project: Path, stack: str = "dev", **options: Any) -> Run:
        """Take over what the cloud says. Options: see `run`."""
        return self.run("refresh", project, stack, flags=("--yes", "--skip-preview"), **options)

    def destroy(self, project: Path, stack: str = "dev", **options: Any) -> Run:
        """Delete a project's resources. Options: see `run`."""
        return self.run("destroy", project, stack, flags=("--yes", "--skip-preview"), **options)

    def state(self, project: Path, stack: str = "dev") -> list[Json]:
        """Return the resources in a stack's state, secrets encrypted, as `pulumi stack export` would after a second."""
        checkpoint = json.loads(self._state_file(project, stack).read_text("utf-8"))["checkpoint"]
        resources: list[Json] = (checkpoint["latest"] or {}).get("resources", [])
        return resources

    def run(
        self,
        command: str,
        project: Path,
        stack: str,
        *,
        flags: Sequence[str] = (),
        check: bool = True,
        **settings: Any,
    ) -> Run:
        """Run a command of the CLI to its end.

        Args:
            command: Such as `preview`.
            project: The folder with Pulumi.yaml; its settings file for the stack counts, if there is one.
            stack: The stack's name; it is created where missing.
            flags: Further flags.
            check: Whether another exit code than 0 fails the test.
            settings: See `prepare`.

        """
        arguments, env = self.prepare(command, project, stack, **settings)
        env = {**SAVED_AT_THE_END, **env}
        events = self.folder / "events.json"
        events.write_text("")
        done = subprocess.run(
            [*arguments, "--event-log", str(events), *flags],
            env=env,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert not (check and done.returncode), done.stdout
        lines = events.read_text("utf-8").splitlines()
        return Run(done.returncode, done.stdout, [json.loads(line) for line in lines])

    def prepare(  # noqa: PLR0913  a keyword for each thing that a test varies
        self,
        command: str,
        project: Path,
        stack: str,
        *,
        config: Mapping[str, Any] | None = None,
        policy_packs: Sequence[Path] = (),
        env: Mapping[str, str] | None = None,
    ) -> tuple[list[str], dict[str, str]]:
        """Return a command line of the CLI and its environment.

        Args:
            command: Such as `preview`.
            project: The folder with Pulumi.yaml.
            stack: The stack's name.
            config: Settings as a stack's file has them, over those of the stack; None removes one.
            policy_packs: Folders of the policy packs that judge the run.
            env: Further variables.

        """
        packs = {"PULUMI_OPTION_POLICY_PACK": ",".join(map(str, policy_packs))} if policy_packs else {}
        local.keep_no_logs(self.folder / "home")
        self.create_stack(project, stack)
        settings = self.settings(project, stack, config or {})
        fixed = {**local.deployer(settings), "PULUMI_DEBUG_COMMANDS": "true"}
        variables = {**self.env, **packs, **fixed, **(env or {})}
        arguments = ["pulumi", command, "--stack", stack, "--cwd", str(project), "--config-file", str(settings)]
        return [*arguments, "--color", "never", "--non-interactive"], variables

    def create_stack(self, project: Path, stack: str) -> None:
        """Create a stack where missing."""
        if not self._state_file(project, stack).exists():
            shutil.copytree(Path(_empty(project, stack).name, "state"), self.folder / "state", dirs_exist_ok=True)

    def _state_file(self, project: Path, stack: str) -> Path:
        return self.folder / "state" / ".pulumi" / "stacks" / local.project_name(project) / f"{stack}.json"

    def settings(self, project: Path, stack: str, config: Mapping[str, Any]) -> Path:
        """Write a stack's settings, with some of them changed, to a file of this test's own."""
        committed = (EXAMPLES / f"{stack}.yaml") if project == ROOT else (project / f"Pulumi.{stack}.yaml")
        settings = yaml.safe_load(committed.read_text("utf-8")) if committed.exists() else {}
        project_name = local.project_name(project)
        merged = with_project(settings.get("config", {}), project_name) | with_project(config, project_name)
        settings["config"] = {key: value for key, value in merged.items() if value is not None}
        file = self.folder / f"Pulumi.{stack}.yaml"
        file.write_text(json.dumps(settings), "utf-8")
        return file


@cache
def _empty(project: Path, stack: str) -> TemporaryDirectory[str]:
    """Return a folder with an empty stack, which engines copy: the CLI takes half a second to make one."""
    folder = TemporaryDirectory(prefix="stack-")
    local.create_stack(project, stack, Path(folder.name), environment(Path(folder.name)))
    return folder


def environment(folder: Path) -> dict[str, str]:
    """Return what runs in the folder get; options that the Makefile sets for its own runs are no test's."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PULUMI_")}
    return local.environment(ROOT, folder, inherited)


def with_project(config: Mapping[str, Any], project: str) -> Json:
    """Return settings by full key, as the engine does; those without a namespace are the project's own."""
    return {key if ":" in key else f"{project}:{key}": value for key, value in config.items()}
