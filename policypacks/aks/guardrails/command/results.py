"""Where results come from: a preview's events, a state, a report of before."""

import os
from pathlib import Path
from typing import Annotated

import typer

from guardrails import PACK_NAME, dependencies
from guardrails.catalog import catalog
from guardrails.command.output import Format, log, say, show, show_json, working
from guardrails.command.preview import Baseline, Folder, Forms, Gate, Program, Soft, Stack
from guardrails.command.reporting import LAST, Wish, publish, read_result, tell, write_files
from guardrails.configuration import Configuration
from guardrails.guardrail import Level, StackGuardrail
from guardrails.report import schedule
from guardrails.report.analysis import analyze as analyzed
from guardrails.report.collect import Background, collect
from guardrails.report.engine import EngineError
from guardrails.report.events import Log
from guardrails.report.formats import WRITERS, html
from guardrails.report.gantt import minutes
from guardrails.report.gate import difference, exit_code, measured, stops
from guardrails.report.locations import within_repository
from guardrails.report.model import Finding, Result
from guardrails.report.options import Exit, FailOn, Form
from guardrails.surroundings import read_documents, read_today
from guardrails.urns import name_of


def get_ready(project: Path) -> Background:
    """Do what a report needs and the engine's events do not decide."""
    html.template()
    return Background(catalog(), project, read_today(os.environ), within_repository(project))


def of_preview(events: Path, depending: Path, background: Background, stack: str) -> Result | None:
    """Return the result of a preview, None where the engine has told of nothing."""
    lines = events.read_text(encoding="utf-8").split("\n") if events.exists() else []
    told = Log().read(lines)
    if not (told.steps or told.violations):
        return None
    return collect(
        told,
        background,
        operation="preview",
        stack=stack,
        dependencies=dependencies.read(depending),
        durations=schedule.read(os.environ),
    )


def analyze(  # noqa: PLR0913, PLR0917 - the options of a command
    state: Annotated[
        Path | None, typer.Option("--file", help="Output of `pulumi stack export`, instead of a stack.", exists=True)
    ] = None,
    stack: Stack = "",
    cwd: Program = Path(),
    form: Forms = None,
    output_dir: Folder = Path("reports"),
    fail_on: Gate = FailOn.MANDATORY,
    soft_fail: Soft = False,  # noqa: FBT002 - a flag
    baseline: Baseline = None,
) -> None:
    """Judge what is already there: a stack's state or an exported one. No program runs."""
    wish = Wish(form or [], output_dir, fail_on, soft_fail, read_result(baseline) if baseline else None)
    try:
        with working("Asking the policy packs about the state ..."):
            told, depending = analyzed(state, stack, cwd, os.environ)
    except EngineError as error:
        log(f"guardrails: {error}")
        raise typer.Exit(Exit.FAILED) from None
    except (ValueError, OSError) as error:
        raise typer.BadParameter(str(error), param_hint="--file") from error
    today = read_today(os.environ)
    of_stack = next(iter(told.steps), "").split("::")[0].rpartition(":")[2] or stack
    documents = read_documents(os.environ)
    configuration = Configuration(documents.configuration, catalog(), today, documents.configuration_file)
    if PACK_NAME in told.packs:
        told.asked = {
            one.name
            for one in catalog()
            if configuration.setting(one, of_stack).level is not Level.DISABLED
            and (documents.previous.resources or not (isinstance(one, StackGuardrail) and one.looks_back))
        }
    background = Background(catalog(), cwd.resolve(), today, within_repository(cwd.resolve()))
    durations = schedule.read(os.environ)
    result = collect(told, background, operation="analyze", stack=stack, dependencies=depending, durations=durations)
    raise typer.Exit(publish(result, wish))


def report(  # noqa: PLR0913, PLR0917 - the options of a command
    file: Annotated[Path, typer.Argument(help="A guardrails.json of before.")] = LAST,
    form: Forms = None,
    output_dir: Annotated[Path | None, typer.Option(help="Where files go; one --format alone goes to stdout.")] = None,
    fail_on: Gate = FailOn.MANDATORY,
    soft_fail: Soft = False,  # noqa: FBT002 - a flag
    baseline: Baseline = None,
) -> None:
    """Write the last result again in other forms, or show its verdict; nothing runs."""
    result = read_result(file)
    if baseline:
        result = measured(result, read_result(baseline))
    if output_dir:
        log(f"Reports: {', '.join(map(str, write_files(result, form or list(Form), output_dir)))}")
    elif form and len(form) == 1:
        text = WRITERS[form[0]].write(result)
        if not text:
            raise typer.BadParameter(f"{file} has nothing for it", param_hint="--format")
        typer.echo(text, nl=False)
    elif form:
        raise typer.BadParameter("give --output-dir for more than one", param_hint="--format")
    else:
        tell(result)
    raise typer.Exit(exit_code(result, fail_on, soft=soft_fail))


def timeline(file: Annotated[Path, typer.Argument(help="A guardrails.json of before.")] = LAST) -> None:
    """Tell how long the last result's stack takes to build from nothing, and the chain of resources that decides."""
    result = read_result(file)
    if not result.schedule:
        raise typer.BadParameter(f"{file} has no times: preview with {schedule.VARIABLE} naming a file of durations.")
    of, kinds = result.schedule, {one.urn: one.type for one in result.resources}
    spans = {one.urn: one for one in of.spans}
    table = [
        {
            "from": minutes(one.start),
            "takes": minutes(one.seconds),
            "resource": name_of(urn),
            "type": kinds.get(urn, ""),
        }
        for urn in of.critical
        if (one := spans.get(urn))
    ]
    show(table, ("from", "takes", "resource", "type"), Format.TABLE)
    times = f"{minutes(of.seconds)} ({minutes(of.least)} to {minutes(of.most)})"
    say(f"\n{result.project}/{result.stack}: {times}", style="bold")
    say(f"{len(of.spans)} resources, of which these {len(table)} wait for each other: the critical path.")


def diff(
    before: Annotated[Path, typer.Argument(help="The guardrails.json to compare with.")],
    after: Annotated[Path, typer.Argument(help="A later one.")] = LAST,
    fail_on: Gate = FailOn.MANDATORY,
    as_json: Annotated[bool, typer.Option("--json", help="Write the findings as JSON.")] = False,  # noqa: FBT002
) -> None:
    """Tell what a later run found that an earlier did not, and what is gone. Exits 1 on new findings at the gate."""
    runs = {file: read_result(file) for file in (before, after)}
    found = difference(runs[before], runs[after])
    if as_json:
        show_json({"new": [_line(one) for one in found.new], "gone": [_line(one) for one in found.gone]})
    else:
        for sign, findings in (("+", found.new), ("-", found.gone)):
            for one in findings:
                typer.echo(f"{sign} {one.severity.value:<8} {one.guardrail}: {one.problem}")
    log(f"{len(found.new)} new, {len(found.gone)} gone, {found.same} as before.")
    broken = [file for file, run in runs.items() if exit_code(run, fail_on, soft=True) is Exit.FAILED]
    for file in broken:
        log(f"{file}: no pack judged that run to its end, so more may be new or still there.")
    if broken:
        raise typer.Exit(Exit.FAILED)
    raise typer.Exit(Exit.FINDINGS if any(stops(one, fail_on) for one in found.new) else Exit.CLEAN)


def _line(finding: Finding) -> dict[str, str]:
    return {
        "guardrail": finding.guardrail,
        "kind": finding.kind.value,
        "level": finding.level.value,
        "severity": finding.severity.value,
        "urn": finding.urn,
        "problem": finding.problem,
        "fingerprint": finding.fingerprint,
    }
