"""Run the Pulumi CLI against this machine only: local state, simulated Azure, no login."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

USAGE = "usage: local.py {preview,up,refresh,destroy} STACK [FLAG...], or local.py check STACK"

GUARDRAILS = Path(__file__).resolve().parents[1] / "policypacks" / "aks" / "guardrails"
"""The command that previews and reports."""

UNATTENDED = {"preview": [], "up": ["--yes"], "refresh": ["--yes"], "destroy": ["--yes"]}
"""The commands there are, and what lets each run without a question."""


PARTLY = ("--exclude", "--preview-only", "--target", "-t")
"""How the flags begin with which a destroy leaves something, or everything."""


def environment(root: Path, local: Path, inherited: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a local run of the project at `root`, which keeps everything in the folder `local`.

    Of the user's own Pulumi variables only command-line options (`PULUMI_OPTION_...`) count: no login, no backend.
    """
    kept = {name: value for name, value in inherited.items() if own(name)}
    bins = [str(root / ".local" / "bin"), str(root / "simulator" / "bin"), inherited.get("PATH", os.defpath)]
    return {
        **kept,
        "PATH": os.pathsep.join(bins),
        "PULUMI_HOME": str(local / "home"),
        "PULUMI_BACKEND_URL": (local / "state").absolute().as_uri(),
        "PULUMI_CONFIG_PASSPHRASE": "",
        # The salt is in the state. Without this the CLI makes another for the settings, and derives a key from each:
        # a fifth of a second for a million rounds.
        "PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER": "true",
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
        # The provider SDK is megabytes of source: a second and a half of each preview where byte code is not kept.
        "PYTHONPYCACHEPREFIX": str(root / ".local" / "pycache"),
        "PYTHONDONTWRITEBYTECODE": "",
        "GUARDRAILS_DURATIONS": str(root / "simulator" / "azure" / "durations.toml"),
        # The engine's collector takes half a second of both cores otherwise, to spare a hundred megabytes.
        "GOGC": inherited.get("GOGC", "400"),
        "SIMULATED_AZURE_STATE": str(local / "azure.json"),
        "SIMULATED_KUBERNETES": str(local / "kubernetes"),
        "SIMULATED_REPOSITORY": str((local / "repository").absolute()),
    }


def own(variable: str) -> bool:
    """Tell whether an inherited variable belongs into a local run."""
    return not variable.startswith("PULUMI_") or variable.startswith("PULUMI_OPTION_")


def project_name(project: Path) -> str:
    """Read the project's name from its Pulumi.yaml."""
    file = project / "Pulumi.yaml"
    if not file.exists():
        sys.exit(f"{file} is missing: run this in a Pulumi project")
    name = re.search(r"^name:\s*[\"']?([\w.-]+)", file.read_text("utf-8"), re.MULTILINE)
    return name[1] if name else sys.exit(f"{file} has no `name:`")


def settings_file(project: Path, stack: str) -> Path:
    """Return the committed settings of a stack."""
    file = project / f"Pulumi.{stack}.yaml"
    if not file.exists():
        settings = sorted(found.name for found in project.glob("Pulumi.*.yaml"))
        stacks = [name.removeprefix("Pulumi.").removesuffix(".yaml") for name in settings]
        there_are = f"there are: {', '.join(stacks)}" if stacks else "there are none"
        sys.exit(f"STACK={stack} has no {file.name}; {there_are}")
    return file


def deployer(settings: Path) -> dict[str, str]:
    """Return who runs the program in the simulated Azure: whom the settings say deploys, or nobody in particular."""
    named = re.search(r"deployerId[\"']?:\s*[\"']?([0-9a-fA-F-]{36})", settings.read_text("utf-8"))
    return {"SIMULATED_AZURE_OBJECT_ID": named[1].lower()} if named else {}


def create_stack(project: Path, stack: str, local: Path, env: Mapping[str, str]) -> None:
    """Create a stack unless it exists, away from the project: the CLI writes into the settings file that it finds."""
    if (local / "state" / ".pulumi" / "stacks" / project_name(project) / f"{stack}.json").exists():
        return
    scratch = local / "project"
    for folder in (scratch, local / "state"):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.copyfile(project / "Pulumi.yaml", scratch / "Pulumi.yaml")
    command = ["pulumi", "stack", "init", stack, "--non-interactive"]
    made = subprocess.run(command, cwd=scratch, env=env, check=False, capture_output=True, text=True)
    if made.returncode:
        sys.exit(f"`{' '.join(command)}` failed:\n{made.stdout}{made.stderr}")


def protected(pulumi: str, project: Path, stack: str, env: Mapping[str, str]) -> list[str]:
    """Return the names and types of what the stack's state keeps from deletion."""
    command = [pulumi, "stack", "export", "--stack", stack]
    exported = subprocess.run(command, cwd=project, env=env, check=False, capture_output=True, text=True)
    if exported.returncode:
        sys.exit(f"`{' '.join(command)}` failed:\n{exported.stderr}")
    deployment = json.loads(exported.stdout).get("deployment") or {}
    kept = [one["urn"].split("::", 3) for one in deployment.get("resources") or [] if one.get("protect")]
    return [f"{name} ({kind.rpartition('$')[2]})" for *_, kind, name in kept]


def refuse_to_destroy(stack: str, kept: list[str]) -> NoReturn:
    """End before anything is deleted; the CLI, if told to skip its preview, is refused in the middle."""
    lines = "\n".join(f"    {one}" for one in kept)
    sys.exit(
        f"STACK={stack} protects these from deletion, so nothing is deleted:\n{lines}\n"
        f"To remove them too, set protectData to false in Pulumi.{stack}.yaml and run `make up STACK={stack}` first:"
        " docs/runbooks/taking-down.md. To keep them, ARGS=--exclude-protected."
    )


def keep_no_logs(home: Path) -> None:
    """Put a file where the engine would keep a debug log of each run, two megabytes that take it half a second."""
    logs = home / "logs"
    if logs.is_dir():
        shutil.rmtree(logs)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    logs.touch(mode=0o600)


def main(arguments: list[str]) -> None:
    """Hand over to the CLI, whose exit code and handling of Ctrl-C are then the caller's."""
    match arguments:
        case ["check", stack]:  # before anything is set up for a stack that is not there
            settings_file(Path.cwd(), stack)
        case [command, stack, *flags] if command in UNATTENDED:
            run(command, stack, flags)
        case _:
            sys.exit(USAGE)


def run(command: str, stack: str, flags: list[str]) -> NoReturn:
    """Become the CLI, on a stack that exists by then."""
    project = Path.cwd()
    local = project / ".local"
    env = environment(project, local, os.environ)
    pulumi = shutil.which("pulumi", path=env["PATH"])
    if pulumi is None:
        sys.exit("the Pulumi engine is gone since set-up: run `rm -f .local/engine.stamp` and `make setup`")
    committed = settings_file(project, stack)
    keep_no_logs(local / "home")
    create_stack(project, stack, local, env)
    # A copy, because the CLI adds an encryption salt to the settings that it is given.
    settings = shutil.copyfile(committed, local / "project" / committed.name)
    env |= deployer(settings)
    cli = ["pulumi", command, "--stack", stack, "--config-file", str(settings), *UNATTENDED[command], *flags]
    whole = command == "destroy" and not any(flag.startswith(PARTLY) for flag in flags)
    if whole and (kept := protected(pulumi, project, stack, env)):
        refuse_to_destroy(stack, kept)
    if command == "preview":  # the same command of the CLI, and reports of what it found
        pulumi, cli = sys.executable, [sys.executable, str(GUARDRAILS), *cli[1:]]
    os.execve(pulumi, cli, env)  # noqa: S606  no shell is the point


if __name__ == "__main__":
    main(sys.argv[1:])
