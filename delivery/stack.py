"""`python -m delivery.stack {plan,apply,drift} STACK`: what a pipeline does to a stack, always under the guardrails."""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from delivery import kept_principals
from delivery.by_hand import APPLIED, told
from delivery.drift import now, unexpected

PACK = Path(__file__).parents[1] / "policypacks" / "aks"
CLEAN, DRIFTED, FAILED = 0, 1, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Return the exit code of what was asked for."""
    parser = argparse.ArgumentParser("delivery.stack", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, what in (
        ("plan", "preview, judge, and write plan.json and the guardrails' reports"),
        ("apply", "do what plan.json says, or nothing: also where a person has to"),
        ("drift", "exit 1 where Azure or the guardrails are no longer what was deployed, and say so in drift.md"),
    ):
        command = commands.add_parser(name, help=what, description=what)
        command.add_argument("stack")
        command.add_argument("--folder", type=Path, default=Path("reports"), help="where these files are")
        command.add_argument("--cwd", type=Path, default=Path(), help="the program's folder")
    asked = parser.parse_args(arguments)
    folder: Path = asked.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    run = {"plan": plan, "apply": apply, "drift": drift}[asked.command]
    return run(asked.stack, folder, asked.cwd)


def plan(stack: str, folder: Path, cwd: Path) -> int:
    """Preview a stack, compared with what Azure has, and keep the plan; the exit code is the guardrails' verdict."""
    asked = ["preview", "--stack", stack, "--output-dir", str(folder)]
    passed_on = ["--refresh", "--save-plan", str(folder / "plan.json"), "--non-interactive"]
    verdict = guardrails(*asked, *passed_on, cwd=cwd)
    made = folder / "plan.json"
    if made.is_file() and (by_hand := told(stack, made)):
        sys.stdout.write(by_hand)
        with (folder / "guardrails.md").open("a", encoding="utf-8") as report:
            report.write(f"\n{by_hand}")
    return verdict


def apply(stack: str, folder: Path, cwd: Path) -> int:
    """Update a stack by a plan, if the identity may; the engine refuses every operation that the plan does not have.

    A refresh comes first: an update sends whole pools, with as many nodes as the state says. Where the engine misses
    nothing but the replacement of roles, a preview says whether all is done.
    """
    file = folder / "plan.json"
    if not file.is_file():
        sys.stderr.write(f"{file} is missing: make it with `python -m delivery.stack plan {stack}`\n")
        return FAILED
    if by_hand := told(stack, file):
        sys.stderr.write(by_hand)
        return FAILED
    with tempfile.TemporaryDirectory() as scratch:
        events = Path(scratch) / "events.json"
        events.touch()
        options = [*APPLIED, str(file), "--skip-preview", "--non-interactive", "--event-log", str(events)]
        code = pulumi("up", "--stack", stack, *options, cwd=cwd).returncode
        if not code or not kept_principals.alone(events):
            return code
    sys.stdout.write("The identities of these roles have kept their principals; is anything left to do?\n")
    return pulumi("preview", "--stack", stack, "--expect-no-changes", "--non-interactive", cwd=cwd).returncode


def drift(stack: str, folder: Path, cwd: Path) -> int:
    """Compare a stack's state with Azure, and judge what Azure has by the newest guardrails."""
    options = ["--stack", stack, "--preview-only", "--json", "--non-interactive"]
    refreshed = pulumi("refresh", *options, cwd=cwd, capture=True)
    if refreshed.returncode:
        sys.stdout.write(refreshed.stdout)
        return FAILED
    changed = "\n".join(unexpected(refreshed.stdout))
    sys.stdout.write(f"{changed}\n")
    exported = pulumi("stack", "export", "--stack", stack, cwd=cwd, capture=True)
    if exported.returncode:
        return FAILED
    with tempfile.TemporaryDirectory() as scratch:
        state = Path(scratch) / "state.json"
        state.write_text(now(exported.stdout, refreshed.stdout), encoding="utf-8")
        judged = guardrails("analyze", "--file", str(state), "--output-dir", str(folder), cwd=cwd)
    if judged not in {CLEAN, DRIFTED}:
        return FAILED
    parts = []
    if changed:
        parts += [f"## Azure is not what was deployed\n\n{fenced(changed)}"]
    if judged == DRIFTED:
        parts += [f"## What Azure has does not meet the guardrails\n\n{(folder / 'guardrails.md').read_text('utf-8')}"]
    (folder / "drift.md").write_text("\n\n".join(parts), encoding="utf-8")
    return DRIFTED if parts else CLEAN


def fenced(text: str) -> str:
    """Return text as a block of code that nothing within it ends."""
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}\n{text.strip()}\n{fence}"


def pulumi(*arguments: str, cwd: Path, capture: bool = False) -> subprocess.CompletedProcess[str]:
    """Run the CLI, under this pack unless the environment names another."""
    # A pipeline's variable that does not exist is an empty text, by which nothing would judge.
    pack = os.environ.get("PULUMI_OPTION_POLICY_PACK") or str(PACK)
    # The CLI hides `--event-log` behind the second where it is not logged in to Pulumi Cloud.
    env = {**os.environ, "PULUMI_OPTION_POLICY_PACK": pack, "PULUMI_DEBUG_COMMANDS": "true"}
    out = subprocess.PIPE if capture else None
    command = ["pulumi", *arguments]
    return subprocess.run(command, cwd=cwd, env=env, check=False, text=True, stdout=out)  # noqa: S603


def guardrails(*arguments: str, cwd: Path) -> int:
    """Run the pack's own command and return its exit code."""
    command = [sys.executable, str(PACK / "guardrails"), *arguments]
    return subprocess.run(command, cwd=cwd, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
