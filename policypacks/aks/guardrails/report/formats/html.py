"""The report as one HTML file: no request leaves it, nothing in a name or text can become part of it."""

import base64
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from guardrails.guardrail import Severity
from guardrails.report.gantt import draw as draw_times
from guardrails.report.gantt import minutes
from guardrails.report.model import VERDICTS, Finding, GuardrailRecord, Result, Verdict
from guardrails.report.picture import MARKS, draw
from guardrails.run import Kind
from guardrails.urns import name_of

_FOLDER: Final = Path(__file__).parent / "page"
LOOK: Final = _FOLDER / "look.css"
"""The look of pages, this one and others: colours for light and dark, headings, buttons, print."""
_SEVERITIES: Final = tuple(reversed(Severity))
_WORDS: Final = {
    Verdict.FAILED: "Refused",
    Verdict.ADVISED: "Advised",
    Verdict.UNDECIDED: "Undecided",
    Verdict.EXEMPTED: "Exempted",
    Verdict.PASSED: "Passed",
}
_FOUND: Final = (Verdict.FAILED, Verdict.ADVISED, Verdict.UNDECIDED, Verdict.EXEMPTED)


def write(result: Result) -> str:
    """Return the page."""
    style, script = _asset("look.css") + _asset("report.css"), _asset("report.js")
    return template().render(
        result=result,
        csp=f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; base-uri 'none'; "
        "form-action 'none'",
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        words=_WORDS,
        marks=MARKS,
        found=_FOUND,
        severities=_SEVERITIES,
        cards=list(_cards(result)),
        posture=list(_posture(result)),
        exemptions=list(_exemptions(result)),
        notices=[one.problem for one in result.findings if one.kind is Kind.NOTICE],
        frameworks=_frameworks(result),
        picture=Markup(draw(result)),  # noqa: S704 - serialized by an XML library
        times=Markup(draw_times(result)),  # noqa: S704 - serialized by an XML library
        chain=list(_chain(result)),
        verdict_of=_verdict_of(result),
        passed=sum(_verdict_of(result)[one.name] is Verdict.PASSED for one in _judged(result)),
        judged=len(_judged(result)),
    )


@cache
def template() -> Template:
    """Return the page's template, compiled."""
    # Markup of a name would be markup of a stranger: everything is escaped, and a missing value is an error.
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["minutes"] = minutes
    environment.filters["name_of"] = name_of
    environment.filters["example"] = lambda value: json.dumps(value, indent=2, ensure_ascii=False)
    return environment.get_template("report.html.j2")


@dataclass(frozen=True)
class _Card:
    """One guardrail's findings of one verdict."""

    verdict: Verdict
    guardrail: str
    severity: Severity
    subject: str
    title: str
    findings: Sequence[Finding]
    about: GuardrailRecord | None
    words: str
    """What the search looks at."""


def _cards(result: Result) -> Iterator[_Card]:
    groups: dict[tuple[Verdict, str], list[Finding]] = defaultdict(list)
    for one in result.findings:
        if one.verdict:
            groups[one.verdict, one.guardrail].append(one)
    order = lambda item: (_FOUND.index(item[0][0]), _SEVERITIES.index(item[1][0].severity), item[0][1])  # noqa: E731
    for (verdict, name), findings in sorted(groups.items(), key=order):
        about = result.by_guardrail.get(name)
        first = findings[0]
        words = [name, first.title, first.pack, *(f"{one.urn} {one.problem} {one.location.file}" for one in findings)]
        if about:
            words += [about.why, about.fix, *about.requirements, *(ref for of in about.controls.values() for ref in of)]
        subject = about.subject if about else name.split("-")[0]
        yield _Card(verdict, name, first.severity, subject, first.title, findings, about, " ".join(words).lower())


def _verdict_of(result: Result) -> Mapping[str, Verdict | None]:
    """Return guardrail -> its verdict; None where it was off or nothing of its types is there."""
    worst = result.verdicts_of_guardrails
    return {
        one.name: worst.get(one.name, Verdict.PASSED if one.on and one.judged else None) for one in result.guardrails
    }


def _judged(result: Result) -> list[GuardrailRecord]:
    verdicts = _verdict_of(result)
    return [one for one in result.guardrails if verdicts[one.name]]


def _posture(result: Result) -> Iterator[dict[str, Any]]:
    """Yield, for each subject, how many guardrails of each severity stand where, and the shares of a bar."""
    verdicts = _verdict_of(result)
    subjects: dict[str, list[GuardrailRecord]] = defaultdict(list)
    for one in _judged(result):
        subjects[one.subject].append(one)
    for subject, of in sorted(subjects.items()):
        cells = [[verdicts[one.name] for one in of if one.severity is severity] for severity in _SEVERITIES]
        shares, start = [], 0.0
        for verdict in VERDICTS:
            width = 100 * sum(verdicts[one.name] is verdict for one in of) / len(of)
            if width:
                shares.append((verdict, round(start, 2), round(width, 2)))
            start += width
        yield {
            "subject": subject,
            "cells": [
                {"passed": cell.count(Verdict.PASSED), "all": len(cell), "worst": min(cell, key=VERDICTS.index)}
                if cell
                else None
                for cell in ([one for one in cell if one] for cell in cells)
            ],
            "shares": shares,
            "passed": sum(verdicts[one.name] is Verdict.PASSED for one in of),
            "all": len(of),
        }


def _chain(result: Result) -> Iterator[dict[str, Any]]:
    """Yield what is on the critical path, the first first."""
    if result.schedule:
        spans = {one.urn: one for one in result.schedule.spans}
        resources = {one.urn: one for one in result.resources}
        for urn in result.schedule.critical:
            if urn in spans and urn in resources:
                yield {"of": resources[urn], "span": spans[urn]}


def _exemptions(result: Result) -> Iterator[dict[str, Any]]:
    today = date.fromisoformat(result.day)
    found = [one for one in result.findings if one.exempted]
    for one in sorted(found, key=lambda one: (one.exempted.expires if one.exempted else "", one.guardrail, one.urn)):
        if one.exempted:
            yield {
                "finding": one,
                "by": one.exempted,
                "left": (date.fromisoformat(one.exempted.expires) - today).days,
            }


def _frameworks(result: Result) -> dict[str, list[tuple[str, list[GuardrailRecord]]]]:
    """Return framework -> its controls in order, each with the guardrails that answer to it."""
    tables: dict[str, dict[str, list[GuardrailRecord]]] = defaultdict(lambda: defaultdict(list))
    for one in result.guardrails:
        for reference in one.requirements:
            tables["requirements"][reference].append(one)
        for framework, references in one.controls.items():
            for reference in references:
                tables[framework][reference].append(one)
    return {name: sorted(rows.items(), key=lambda row: _natural(row[0])) for name, rows in sorted(tables.items())}


def _natural(reference: str) -> list[tuple[int, str]]:
    parts = reference.replace("-", ".").split(".")
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts]


@cache
def _asset(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


@cache
def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
