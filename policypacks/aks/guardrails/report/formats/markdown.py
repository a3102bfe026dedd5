"""Markdown for the comment on a pull request and the summary of a pipeline's step; GitHub's flavour."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from guardrails.report.formats import mermaid
from guardrails.report.model import Finding, Result, Verdict
from guardrails.run import Kind

MARKER: Final = "<!-- guardrails {project}/{stack} -->"
"""First line: by it a pipeline finds its own comment again, and edits it in place."""
LONGEST: Final = 65_000
"""GitHub refuses a comment of 65,536 characters."""
_HEADINGS: Final = {
    Verdict.FAILED: "Refused",
    Verdict.ADVISED: "Advised",
    Verdict.UNDECIDED: "Known only after the update",
    Verdict.EXEMPTED: "Exempted",
}
_SIGNS: Final = {"create": "+", "update": "~", "replace": "±", "delete": "-", "same": "=", "read": "r", "import": "i"}
_MOST_RESOURCES: Final = 200
_MOST_ERRORS: Final = 5
_LONGEST_ERROR: Final = 2_000
"""Of an error: the comment has more to say."""
_NO_NAME = re.compile(r"[^\w.-]")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~])")


def write(result: Result) -> str:
    """Return the report, shortened from its end where it would be too long for a comment."""
    blocks = ["\n".join(block) for block in _blocks(result)]
    kept, length = [], 0
    for number, block in enumerate(blocks):
        if length + len(block) > LONGEST - 200:
            left = len(blocks) - number
            kept.append(f"\n*{left} more parts do not fit here; the HTML report has them.*")
            break
        kept.append(block)
        length += len(block) + 1
    return "\n".join(kept) + "\n"


def headline(result: Result) -> str:
    """Return the counts in one line, the worst first."""
    counts = result.counts
    told = [f"{counts[one]} {_WORDS[one]}" for one in _WORDS if counts[one]]
    judged = sum(one.judged for one in result.guardrails if one.on)
    return f"{', '.join(told) or 'nothing found'}; {judged} checks of {len(result.standing)} resources"


_WORDS: Final = {
    Verdict.FAILED: "refused",
    Verdict.ADVISED: "advised",
    Verdict.UNDECIDED: "undecided",
    Verdict.EXEMPTED: "exempted",
}


def _blocks(result: Result) -> Iterator[Sequence[str]]:
    sign = (
        "❌"
        if result.counts[Verdict.FAILED] or not result.complete
        else "⚠️"
        if result.counts[Verdict.ADVISED]
        else "✅"
    )
    yield (
        MARKER.format(project=_NO_NAME.sub("", result.project), stack=_NO_NAME.sub("", result.stack)),
        f"## {sign} Guardrails: {plain(result.project)}/{plain(result.stack)}",
        "",
        f"**{headline(result)}.**",
        *_notes(result),
    )
    for verdict, heading in _HEADINGS.items():
        found = [one for one in result.findings if one.verdict is verdict]
        if found:
            yield ("", f"### {heading} ({len(found)})", "")
            yield from _grouped(found)
    yield from _changes(result)
    picture = mermaid.draw(result)
    if picture:
        yield ("", "<details><summary>Architecture</summary>", "", "```mermaid", *picture, "```", "", "</details>")


def _notes(result: Result) -> Iterator[str]:
    errors = result.errors[:_MOST_ERRORS]
    if not result.complete:
        yield from (
            "",
            "The engine could not run to its end:",
            *(f"- {plain(one[:_LONGEST_ERROR])}" for one in errors),
        )
    if result.local_providers:
        yield f"\nFrom PATH, so perhaps simulated: {', '.join(map(plain, result.local_providers))}."
    yield from (f"\n> {plain(one.problem)}" for one in result.findings if one.kind is Kind.NOTICE)


def _grouped(findings: Iterable[Finding]) -> Iterator[Sequence[str]]:
    groups: dict[str, list[Finding]] = defaultdict(list)
    for one in findings:
        groups[one.guardrail].append(one)
    for name, members in groups.items():
        first = members[0]
        heading = f"[`{name}`]({first.link})" if first.link else f"`{name}`"
        lines = [f"- {heading} ({first.severity.value}): {plain(first.title)}"]
        lines += [f"  - {_told(one)}" for one in members]
        if first.fix and first.kind is not Kind.EXEMPTED:
            lines.append(f"  - **Fix**: {plain(first.fix)}")
        yield from ([line] for line in lines)  # each may be the first that does not fit


def _told(finding: Finding) -> str:
    known = " *(in the baseline)*" if finding.known else ""
    notes = "".join(f" {plain(note)}" for note in finding.notes)
    until = finding.exempted
    by = f" — {until.category} by {plain(until.owner)} until {until.expires}: {plain(until.reason)}" if until else ""
    return f"{plain(finding.problem)}{by}{notes} (`{finding.location.file}:{finding.location.line}`){known}"


def _changes(result: Result) -> Iterator[Sequence[str]]:
    changing = [one for one in result.resources if one.operation != "same"]
    counts = ", ".join(f"{count} {operation}" for operation, count in sorted(result.changes.items()))
    if not result.changes:
        return
    shown = [
        f"{_SIGNS.get(one.operation, '?')} {one.operation:<8} {one.type}  {one.name}".replace("`", "'")
        for one in changing[:_MOST_RESOURCES]
    ]
    left = len(changing) - len(shown)
    more = [f"... and {left} more"] if left else []
    yield (
        "",
        f"<details><summary>Resources: {counts}</summary>",
        "",
        "```diff",
        *shown,
        *more,
        "```",
        "",
        "</details>",
    )


def plain(text: str) -> str:
    """Return a text that Markdown shows as it is, on one line; a comment calls nobody whom a name mentions."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split())).replace("@", "@&#8203;")
