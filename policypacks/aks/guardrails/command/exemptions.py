"""`guardrails exemptions`: what is exempted, one more, what is wrong or idle, and the same for Azure Policy."""

import os
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from guardrails.catalog import catalog
from guardrails.command.azure_policy import Incomplete, assignments_of, carried_over, objects, resources_of
from guardrails.command.exemption_file import append
from guardrails.command.listing import find, names
from guardrails.command.output import Format, log, read_json, show, show_json
from guardrails.command.reporting import LAST, read_result
from guardrails.exemptions import Exemption, read_exemptions
from guardrails.guardrail import Guardrail, StackGuardrail
from guardrails.report.model import Result
from guardrails.schemas import ConfigurationError
from guardrails.surroundings import exemptions_file, read_documents, read_today
from guardrails.tokens import GENERIC, unversioned
from guardrails.urns import may_match

app = typer.Typer(no_args_is_help=True, help="What is exempted, until when.")

_URN: Final = "urn:pulumi:"
_URN_PARTS: Final = 4
Longest = Annotated[int, typer.Option("--max-days", min=1, help="Days from now that one may hold at most.")]
_COLUMNS: Final = ("guardrail", "resource", "property", "category", "owner", "expires", "days_left", "state")


class Category(StrEnum):
    """What an exemption is."""

    WAIVER = "waiver"
    MITIGATED = "mitigated"


@app.command("list")
def list_exemptions(form: Annotated[Format, typer.Option("--format")] = Format.TABLE) -> None:
    """List the exemptions with the days they have left, the next to end first."""
    exemptions, today = _read()
    ordered = sorted(exemptions, key=lambda one: one.expires)
    show([_record(one, today) for one in ordered], _COLUMNS, form)


@app.command()
def check(
    soon: Annotated[int, typer.Option(min=0, help="Days ahead of which an end is told.")] = 30,
    longest: Longest = 366,
    form: Annotated[Format, typer.Option("--format")] = Format.TABLE,
) -> None:
    """Find exemptions that have run out, hold for too long or can never match. Exits 1 when there are any."""
    exemptions, today = _read()
    for one in exemptions:
        if one.holds(today) and (one.expires - today).days <= soon:
            log(f"{one.resource} from {one.guardrail}: ends in {(one.expires - today).days} days ({one.owner}).")
    found = [{**_record(one, today), "fault": text} for one, text in faults(exemptions, catalog(), today, longest)]
    log(f"{len(exemptions)} exemptions, {len(found)} faults.")
    if found or form is Format.JSON:
        show(found, ("guardrail", "resource", "owner", "fault"), form)
    if found:
        raise typer.Exit(1)


@app.command()
def add(  # noqa: PLR0913, PLR0917 - the fields of an exemption
    guardrail: Annotated[str, typer.Argument(autocompletion=names, help="Its name, such as aks-private-cluster.")],
    resource: Annotated[str, typer.Argument(help="URN, or a glob of URNs such as urn:pulumi:prod::*::images.")],
    category: Annotated[Category, typer.Option(help="Is the risk accepted, or met in another way?")],
    reason: Annotated[str, typer.Option(help="Why, in a sentence.")],
    owner: Annotated[str, typer.Option(help="Who answers for it.")],
    expires: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Last day it holds.")],
    prop: Annotated[str, typer.Option("--property", help="Only problems that name this property path.")] = "",
    longest: Longest = 366,
) -> None:
    """Add an exemption to the file, after those that it has; all that stands there stays as it is."""
    exemptions, today = _read()
    new = Exemption(find(guardrail).name, resource, category.value, reason, owner, expires.date(), prop)
    if not new.holds(today):
        raise typer.BadParameter(f"{new.expires} is past; give a day from {today} on", param_hint="--expires")
    path = exemptions_file(os.environ)
    for one in exemptions:
        if _speaks_of(one) == _speaks_of(new):
            raise typer.BadParameter(f"{path} has it already, until {one.expires} ({one.owner}); change that entry")
    fault = next((text for one, text in faults([new], catalog(), today, longest)), "")
    if fault:
        raise typer.BadParameter(fault)
    entry = {
        "guardrail": new.guardrail,
        "resource": new.resource,
        **({"property": prop} if prop else {}),
        "category": new.category,
        "reason": reason,
        "owner": owner,
        "expires": new.expires,
    }
    try:
        append(path, entry, lambda document: read_exemptions(document, catalog(), path.name))
    except OSError as error:
        raise ConfigurationError(f"{path}: {error.strerror}; nothing was changed") from error
    log(f"Added to {path}: {new.resource} from {new.guardrail}, for {(new.expires - today).days} days.")


@app.command()
def unused(
    file: Annotated[Path, typer.Argument(help="A guardrails.json; without it the last result.")] = LAST,
    form: Annotated[Format, typer.Option("--format")] = Format.TABLE,
) -> None:
    """Find exemptions that the stack of a result has no use for. Exits 1 when there are any."""
    exemptions, today = _read()
    result = read_result(file)
    if not result.complete:
        raise typer.BadParameter(f"{file}: that run did not come to its end, so it cannot tell; run it again")
    here = [one for one in exemptions if may_match(one.resource, result.stack, result.project)]
    found = [{**_record(one, today), "why": why} for one in here if (why := _idle(one, result))]
    log(f"{len(here)} of {len(exemptions)} exemptions are for {result.project}/{result.stack}, {len(found)} unused.")
    if found or form is Format.JSON:
        show(found, ("guardrail", "resource", "owner", "why"), form)
    if found:
        raise typer.Exit(1)


@app.command("azure-policy")
def azure_policy(
    state: Annotated[
        Path | None, typer.Option(help="Output of `pulumi stack export`: which Azure resource a URN is.")
    ] = None,
    assignments: Annotated[
        Path | None, typer.Option(help="Output of `az policy assignment list --disable-scope-strict-match`.")
    ] = None,
    initiatives: Annotated[
        Path | None, typer.Option(help="Output of `az policy set-definition list`: what assigned initiatives contain.")
    ] = None,
) -> None:
    """Write the exemptions that hold as exemptions of Azure Policy, where a guardrail has definitions there.

    Scope and assignment are known from the files given; exits 1 when one is missing somewhere.
    """
    exemptions, today = _read()
    exported = read_json(state, {})
    found = list(
        carried_over(
            [one for one in exemptions if one.holds(today)],
            catalog(),
            None if state is None else resources_of(exported),
            assignments_of(
                exported,
                objects(read_json(assignments, []), ("id",), f"--assignments {assignments}"),
                objects(read_json(initiatives, []), ("id", "policyDefinitions"), f"--initiatives {initiatives}"),
            ),
        )
    )
    incomplete = [one for one in found if isinstance(one, Incomplete)]
    show_json([one for one in found if not isinstance(one, Incomplete)])
    for one in incomplete:
        log(one.why)
    if any(one.blocks for one in incomplete):
        raise typer.Exit(1)


def faults(
    exemptions: Sequence[Exemption], guardrails: Sequence[Guardrail | StackGuardrail], today: date, longest: int
) -> Iterator[tuple[Exemption, str]]:
    """Yield each exemption that does nothing, or for more than `longest` days, with the reason.

    Faults of form are refused when the file is read.
    """
    judged = {one.name: one.applies_to.tokens for one in guardrails}
    seen: set[tuple[str, str, str]] = set()
    for one in exemptions:
        key = _speaks_of(one)
        if not one.holds(today):
            yield one, f"ran out on {one.expires}: remove it, or decide anew"
            continue
        if (one.expires - today).days > longest:
            yield one, f"ends on {one.expires}, which is too far: give a day until {today + timedelta(days=longest)}"
            continue
        if key in seen:
            yield one, "says the same as another before it: remove one"
        elif not _can_be_urn(one.resource):
            yield one, f"matches no URN: begin with {_URN} or *"
        elif (token := _token(one.resource)) and token not in {*judged[one.guardrail], GENERIC}:
            yield one, f"the guardrail does not judge {token}"
        seen.add(key)


def _speaks_of(exemption: Exemption) -> tuple[str, str, str]:
    return exemption.guardrail, exemption.resource, exemption.prop


def _idle(exemption: Exemption, result: Result) -> str:
    """Return why the run had no use for the exemption, "" where a finding is what it speaks of.

    One that has run out is still of use as long as there is what it spoke of: `check` tells about it.
    """
    if any(exemption.covers(one.guardrail, one.urn, one.problem) for one in result.findings):
        return ""
    if not any(fnmatchcase(one.urn, exemption.resource) for one in result.resources):
        return "there is no such resource"
    if not result.by_guardrail[exemption.guardrail].on:
        return "the guardrail is off, or nothing of the run is what it judges"
    return "there is nothing to exempt"


def _can_be_urn(pattern: str) -> bool:
    literal = pattern[: min((pattern.index(sign) for sign in "*?[" if sign in pattern), default=len(pattern))]
    if literal == pattern:
        return pattern.startswith(_URN) and pattern.count("::") >= _URN_PARTS - 1
    return literal.startswith(_URN) or _URN.startswith(literal)


def _token(pattern: str) -> str:
    """Return the resource type that the pattern spells out, "" when it leaves it open."""
    parts = pattern.split("::")
    if len(parts) != _URN_PARTS or any(sign in parts[2] for sign in "*?["):
        return ""
    return unversioned(parts[2].rpartition("$")[2])


def _read() -> tuple[Sequence[Exemption], date]:
    documents = read_documents(os.environ)
    return read_exemptions(documents.exemptions, catalog(), documents.exemptions_file), read_today(os.environ)


def _record(exemption: Exemption, today: date) -> dict[str, Any]:
    return {
        "guardrail": exemption.guardrail,
        "resource": exemption.resource,
        "property": exemption.prop or None,
        "category": exemption.category,
        "reason": exemption.reason,
        "owner": exemption.owner,
        "expires": exemption.expires.isoformat(),
        "days_left": (exemption.expires - today).days,
        "state": "holds" if exemption.holds(today) else "expired",
    }
