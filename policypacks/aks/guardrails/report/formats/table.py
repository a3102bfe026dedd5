"""The verdict for a person at a terminal: counts first, then what matters, a row for each guardrail."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from guardrails.report.model import Finding, Result, Verdict
from guardrails.run import Kind
from guardrails.texts import visible
from guardrails.urns import name_of

_STYLES: Final = {
    Verdict.FAILED: ("refused", "bold red"),
    Verdict.ADVISED: ("advised", "yellow"),
    Verdict.UNDECIDED: ("undecided", "blue"),
    Verdict.EXEMPTED: ("exempted", "magenta"),
    Verdict.PASSED: ("passed", "green"),
}
_MOST_NAMES: Final = 4


def write(result: Result, console: Console) -> None:
    """Print the verdict; a passed check is only counted."""
    console.print(Group(*_parts(result)))


def _parts(result: Result) -> Iterator[RenderableType]:
    yield Text(visible(f"Guardrails: {result.project}/{result.stack}"), style="bold")
    yield _counts(result)
    for error in result.errors:
        lines = visible(error, keep="\n").replace("\n", "\n| ")  # a log's reader takes no line for a command of its own
        yield Text(f"The engine could not run to its end: {lines}", style="bold red")
    if not result.is_judged:
        yield Text("No policy pack has judged this run.", style="bold red")
    if result.counts:
        yield _table(result)
    yield from (Text(visible(f"Note: {one.problem}")) for one in result.findings if one.kind is Kind.NOTICE)


def _table(result: Result) -> Table:
    groups: dict[tuple[Verdict | None, str], list[Finding]] = defaultdict(list)
    for one in result.findings:
        groups[one.verdict, one.guardrail].append(one)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in ("verdict", "severity", "guardrail", "n"):
        table.add_column(column, no_wrap=True, justify="right" if column == "n" else "left")
    table.add_column("resources")
    for verdict in _STYLES:
        for (of, name), findings in groups.items():
            if of is verdict:
                _row(table, verdict, name, findings)
    return table


def _counts(result: Result) -> Text:
    text = Text()
    for verdict, (word, style) in _STYLES.items():
        if verdict is not Verdict.PASSED:
            count = result.counts[verdict]
            text.append(f"{count} {word}", style=style if count else "dim").append(", ")
    on = [one for one in result.guardrails if one.on and one.judged]
    passed = sum(one.name not in result.verdicts_of_guardrails for one in on)
    text.append(f"{passed} of {len(on)} guardrails passed", style="green")
    return text.append(f" on {len(result.standing)} resources.")


def _row(table: Table, verdict: Verdict, name: str, findings: list[Finding]) -> None:
    word, style = _STYLES[verdict]
    names = list(dict.fromkeys(name_of(one.urn) for one in findings))
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    known = " (in the baseline)" if all(one.known for one in findings) else ""
    table.add_row(
        Text(word, style=style),
        findings[0].severity.value,
        Text(visible(name)),
        str(len(findings)),
        Text(visible(", ".join(names[:_MOST_NAMES])) + more + known),
    )
