"""`guardrails list` and `guardrails explain`."""

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Annotated, Any

import typer

from guardrails.catalog import catalog
from guardrails.command.output import Format, say, show, show_json
from guardrails.description import describe, subject
from guardrails.frameworks import FRAMEWORKS, slug
from guardrails.guardrail import Guardrail, Severity, StackGuardrail
from guardrails.schemas import did_you_mean

_Any = Guardrail | StackGuardrail
_SLUGS = [slug(one) for one in FRAMEWORKS]


def list_guardrails(
    framework: Annotated[list[str] | None, typer.Option(help=f"Answers to it: {', '.join(_SLUGS)}.")] = None,
    subject_: Annotated[list[str] | None, typer.Option("--subject", help="What it is about, such as aks.")] = None,
    severity: Annotated[list[str] | None, typer.Option(help="critical, high, medium or low.")] = None,
    requirement: Annotated[list[str] | None, typer.Option(help="Serves it, such as 001-15.")] = None,
    form: Annotated[Format, typer.Option("--format")] = Format.TABLE,
) -> None:
    """List the guardrails there are. An option given twice takes either; different options must all hold."""
    chosen = [
        describe(one)
        for one in select(
            catalog(),
            framework=framework or (),
            subjects=subject_ or (),
            severities=severity or (),
            requirements=requirement or (),
        )
    ]
    for record in chosen:
        del record["passing"], record["failing"]
        record["references"] = [
            reference for one in framework or () for reference in record["controls"].get(one.lower(), ())
        ]
    show(chosen, ["name", "severity", *(["references"] if framework else []), "title"], form)


def select(
    guardrails: Sequence[_Any],
    *,
    framework: Collection[str] = (),
    subjects: Collection[str] = (),
    severities: Collection[str] = (),
    requirements: Collection[str] = (),
) -> list[_Any]:
    """Return the guardrails that have one of the values of every option; an empty option asks nothing.

    Raises:
        typer.BadParameter: when nothing can have a value; the text names the nearest ones.

    """
    options: list[tuple[str, Collection[str], Collection[str], Callable[[_Any], Collection[str]]]] = [
        ("framework", framework, _SLUGS, lambda one: {control.slug for control in one.controls}),
        ("subject", subjects, {subject(one) for one in guardrails}, lambda one: {subject(one)}),
        ("severity", severities, [one.value for one in Severity], lambda one: {one.severity.value}),
        (
            "requirement",
            requirements,
            {i for one in guardrails for i in one.requirements},
            lambda one: one.requirements,
        ),
    ]
    chosen = list(guardrails)
    for option, wanted, known, values in options:
        lowered = {one.lower() for one in wanted}
        for one in sorted(lowered - set(known)):
            raise typer.BadParameter(f"no guardrail has {one}. {did_you_mean(one, known)}", param_hint=f"--{option}")
        if lowered:
            chosen = [one for one in chosen if lowered & set(values(one))]
    return chosen


def find(name: str) -> _Any:
    """Return the guardrail of this name.

    Raises:
        typer.BadParameter: when there is none; the text names the nearest ones.

    """
    names = {one.name: one for one in catalog()}
    if name not in names:
        raise typer.BadParameter(f"there is no guardrail {name}. {did_you_mean(name, names)}")
    return names[name]


def names(incomplete: str) -> list[str]:
    """Return the guardrails' names that begin so, for the shell's completion."""
    return [one.name for one in catalog() if one.name.startswith(incomplete)]


def explain(
    guardrail: Annotated[str, typer.Argument(autocompletion=names, help="Its name, such as aks-private-cluster.")],
    form: Annotated[Format, typer.Option("--format")] = Format.TABLE,
) -> None:
    """Explain one guardrail: why, fix, examples, controls and the page it comes from."""
    record = describe(find(guardrail))
    if form is Format.JSON:
        show_json(record)
        return
    say(record["name"], style="bold")
    say(f"{record['title']}.\n")
    for key, value in _facts(record):
        say(f"{key}: {value}")
    for heading, examples in (("Passes", record["passing"]), ("Fails", record["failing"])):
        for label, example in examples.items():
            say(f"\n{heading} when {label}:", style="bold")
            say(json.dumps(example, indent=2))


def _facts(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "Why", record["why"]
    yield "Fix", record["fix"]
    yield "Severity", record["severity"] + (f"; retires on {record['retires']}" if record["retires"] else "")
    yield "Judges", f"{', '.join(record['judges'])}; looks at {record['looks_at']}"
    yield "When absent", record["absent"]
    yield "Known only after the update", record["unknown"]
    for name, schema in record["parameters"].items():
        yield f"Setting {name}", f"{schema.get('description', '')} Default: {json.dumps(schema['default'])}"
    yield "Requirements", ", ".join(record["requirements"]) or "none of the source documents"
    for framework, references in record["controls"].items():
        yield f"Controls of {framework}", ", ".join(references)
    yield "Page", record["link"]
