"""`guardrails doctor`: what stands in the way of a first deployment, or soon will. Nothing is deployed or changed."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from guardrails.catalog import catalog
from guardrails.command.output import Format, log, show, working
from guardrails.command.preview import Program
from guardrails.command.reporting import LAST, read_result
from guardrails.diagnosis import calendar, machine, settings
from guardrails.diagnosis.addresses import addresses
from guardrails.diagnosis.check import Check, State
from guardrails.diagnosis.permissions import permissions
from guardrails.exemptions import read_exemptions
from guardrails.report.options import Exit
from guardrails.surroundings import read_documents, read_today


def doctor(
    file: Annotated[Path | None, typer.Argument(help="A guardrails.json; without it the last result.")] = None,
    cwd: Program = Path(),
    soon: Annotated[int, typer.Option(min=0, help="Days ahead of which an exemption's end is told.")] = 30,
    form: Annotated[Format, typer.Option("--format")] = Format.TABLE,
) -> None:
    """Examine machine, settings, calendar and permissions. Exits 1 on what is wrong, 3 without a usable engine.

    What the program itself knows of its settings is told by the command that pyproject.toml names as `settings` of
    `tool.guardrails`: it gets the stack's name, tells a problem a line, and ends with 0 only when there is none; what
    it tells then is a warning.
    """
    project = cwd.resolve()
    with working("Examining machine, settings, calendar and permissions ..."):
        checks = list(_examined(project, file, soon))
    records = [
        {"check": one.name, "state": one.state.value, "found": one.found, "fix": one.fix, "details": list(one.details)}
        for one in checks
    ]
    show(records, ("check", "state", "found", "fix"), form)
    wrong = [one for one in checks if one.state is State.WRONG]
    log(f"{len(checks)} checks, {len(wrong)} wrong, {sum(one.state is State.WARNING for one in checks)} warnings.")
    if any(one.name == "engine" for one in wrong):
        raise typer.Exit(Exit.FAILED)
    raise typer.Exit(Exit.FINDINGS if wrong else Exit.CLEAN)


def _examined(project: Path, file: Path | None, soon: int) -> Iterator[Check]:
    document = settings.program(project)
    last = project / LAST
    result = read_result(file or last) if file or last.exists() else None
    documents = read_documents(os.environ)
    listed = read_exemptions(documents.exemptions, catalog(), documents.exemptions_file)
    today = read_today(os.environ)
    yield machine.python()
    if packages := machine.packages(project, document):
        yield packages
    yield machine.engine(os.environ)
    yield from machine.providers(os.environ)
    yield from settings.stacks(project, document)
    if result:
        yield addresses(result)
        yield from permissions(result)
    else:
        missing = "Run `guardrails preview`: they follow from its result."
        yield Check("addresses, permissions", State.UNKNOWN, f"there is no result {file or last}", missing)
    yield from calendar.retirements(catalog(), result, today)
    yield from calendar.exemptions(listed, today, soon)
