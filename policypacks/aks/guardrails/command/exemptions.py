"""`guardrails exemptions`: what is exempted, what is wrong about it, and the same for Azure Policy."""

import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from guardrails.catalog import catalog
from guardrails.command.azure_policy import Incomplete, assignments_of, carried_over, resources_of
from guardrails.command.output import Format, log, read_json, show, show_json
from guardrails.exemptions import Exemption, read_exemptions
from guardrails.guardrail import Guardrail, StackGuardrail
from guardrails.server import read_documents, read_today
from guardrails.tokens import GENERIC, unversioned

app = typer.Typer(no_args_is_help=True, help="What is exempted, until when.")

_URN: Final = "urn:pulumi:"
_URN_PARTS: Final = 4
_COLUMNS: Final = ("guardrail", "resource", "property", "category", "owner", "expires", "days_left", "state")


@app.command("list")
def list_exemptions(form: Annotated[Format, typer.Option("--format")] = Format.TABLE) -> None:
    """List the exemptions with the days they have left, the next to end first."""
    exemptions, today = _read()
    ordered = sorted(exemptions, key=lambda one: one.expires)
    show([_record(one, today) for one in ordered], _COLUMNS, form)


@app.command()
def check(
    soon: Annotated[int, typer.Option(min=0, help="Days ahead of which an end is told.")] = 30,
    form: Annotated[Format, typer.Option("--format")] = Format.TABLE,
) -> None:
    """Find exemptions that have run out or can never match. Exits 1 when there are any."""
    exemptions, today = _read()
    for one in exemptions:
        if one.holds(today) and (one.expires - today).days <= soon:
            log(f"{one.resource} from {one.guardrail}: ends in {(one.expires - today).days} days ({one.owner}).")
    found = [{**_record(one, today), "fault": text} for one, text in faults(exemptions, catalog(), today)]
    log(f"{len(exemptions)} exemptions, {len(found)} faults.")
    if found or form is Format.JSON:
        show(found, ("guardrail", "resource", "owner", "fault"), form)
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
            assignments_of(exported, read_json(assignments, []), read_json(initiatives, [])),
        )
    )
    incomplete = [one for one in found if isinstance(one, Incomplete)]
    show_json([one for one in found if not isinstance(one, Incomplete)])
    for one in incomplete:
        log(one.why)
    if any(one.blocks for one in incomplete):
        raise typer.Exit(1)


def faults(
    exemptions: Sequence[Exemption], guardrails: Sequence[Guardrail | StackGuardrail], today: date
) -> Iterator[tuple[Exemption, str]]:
    """Yield each exemption that does nothing, with the reason; faults of form are refused when the file is read."""
    judged = {one.name: one.applies_to.tokens for one in guardrails}
    seen: set[tuple[str, str, str]] = set()
    for one in exemptions:
        key = (one.guardrail, one.resource, one.prop)
        if not one.holds(today):
            yield one, f"ran out on {one.expires}: remove it, or decide anew"
            continue
        if key in seen:
            yield one, "says the same as another before it: remove one"
        elif not _can_be_urn(one.resource):
            yield one, f"matches no URN: begin with {_URN} or *"
        elif (token := _token(one.resource)) and token not in {*judged[one.guardrail], GENERIC}:
            yield one, f"the guardrail does not judge {token}"
        seen.add(key)


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
    return read_exemptions(read_documents(os.environ).exemptions, catalog()), read_today(os.environ)


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
