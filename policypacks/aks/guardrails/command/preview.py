"""`guardrails preview`: the engine first, all else while it runs."""

import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from guardrails.report.engine import EngineError, NoStackError, Preview, export
from guardrails.report.options import Exit, FailOn, Form

Forms = Annotated[list[Form] | None, typer.Option("--format", help="A report to write; all of them without it.")]
Folder = Annotated[Path, typer.Option(help="Where the reports go.", file_okay=False)]
Gate = Annotated[FailOn, typer.Option(help="Exit 1 on this and what is worse; exempted findings never count.")]
Soft = Annotated[bool, typer.Option("--soft-fail", help="Exit 0 in spite of findings.")]
Baseline = Annotated[Path | None, typer.Option(help="A guardrails.json; what it has is told, but does not count.")]
Stack = Annotated[str, typer.Option("--stack", "-s", help="The stack's name; the selected one without it.")]
Program = Annotated[Path, typer.Option("--cwd", "-C", help="The program's folder.", file_okay=False, exists=True)]


def preview(  # noqa: PLR0913, PLR0917 - the options of a command
    context: typer.Context,
    stack: Stack = "",
    cwd: Program = Path(),
    form: Forms = None,
    output_dir: Folder = Path("reports"),
    fail_on: Gate = FailOn.MANDATORY,
    soft_fail: Soft = False,  # noqa: FBT002 - a flag
    baseline: Baseline = None,
) -> None:
    """Preview a program, judged by this pack (or PULUMI_OPTION_POLICY_PACK, --policy-pack), and write reports.

    It is compared with the stack's state, or what GUARDRAILS_PREVIOUS_STATE names. Every other option goes to
    `pulumi preview`.
    """
    with tempfile.TemporaryDirectory() as folder:
        events, dependencies = Path(folder) / "events", Path(folder) / "dependencies"
        arguments = [*(["--stack", stack] if stack else []), *context.args]
        if baseline:
            from guardrails.command.reporting import read_result  # noqa: PLC0415 - only then worth its time

            read_result(baseline)
        environment = {**os.environ, "GUARDRAILS_DEPENDENCIES": str(dependencies)}
        try:
            before = _previous(Path(folder) / "state.json", stack, cwd, environment)
            engine = Preview(arguments, cwd, events, {**environment, **before})
        except EngineError as error:
            sys.stderr.write(f"guardrails: {error}\n")
            raise typer.Exit(Exit.FAILED) from None
        with engine:
            # A second of imports, while the engine is at work.
            from guardrails.command.reporting import Wish, publish, read_result  # noqa: PLC0415
            from guardrails.command.results import get_ready, of_preview  # noqa: PLC0415

            wish = Wish(form or [], output_dir, fail_on, soft_fail, read_result(baseline) if baseline else None)
            background = get_ready(cwd.resolve())
            engine.wait()
        result = of_preview(events, dependencies, background, stack)
    if not result:
        sys.stderr.write("guardrails: the engine ended before it previewed anything, so there is no report.\n")
        raise typer.Exit(Exit.FAILED)
    raise typer.Exit(publish(result, wish))


def _previous(file: Path, stack: str, cwd: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Return the variable that tells the pack of the state before the run, unless the caller has or nothing is there.

    Raises:
        EngineError: when there is a state, and it cannot be had.

    """
    variable = "GUARDRAILS_PREVIOUS_STATE"
    if environment.get(variable):
        return {}
    try:
        state = export(stack, cwd, environment)
    except NoStackError:
        return {}
    file.touch(mode=0o600)
    file.write_text(state, encoding="utf-8")
    return {variable: str(file)}
