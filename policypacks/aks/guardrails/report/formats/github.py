"""What GitHub Actions shows by itself: annotations from the log, and the summary of a step.

Source: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from guardrails.report.formats import markdown
from guardrails.report.model import Finding, Result, Verdict
from guardrails.texts import visible

_COMMANDS: Final = {Verdict.FAILED: "error", Verdict.ADVISED: "warning", Verdict.UNDECIDED: "notice"}
_MOST: Final = 10
"""GitHub shows no more of a kind for one step."""


def annotations(result: Result) -> Iterator[str]:
    """Yield a workflow command for each finding that GitHub would show; what a baseline knows is left out."""
    for verdict, command in _COMMANDS.items():
        found = [one for one in result.findings if one.verdict is verdict and not one.known]
        for one in found[:_MOST]:
            yield _annotation(command, one, result.folder)


def add_summary(result: Result, environment: Mapping[str, str]) -> None:
    """Append the Markdown report to the summary of the step, where there is one."""
    file = environment.get("GITHUB_STEP_SUMMARY")
    if file:
        with Path(file).open("a", encoding="utf-8") as summary:
            summary.write(markdown.write(result))


def _annotation(command: str, finding: Finding, folder: str) -> str:
    place = f"file={_value(folder + finding.location.file)},line={finding.location.line}"
    text = finding.problem + (f" {finding.fix}" if finding.fix else "")
    return f"::{command} {place},title={_value(finding.guardrail)}::{_data(text)}"


def _data(text: str) -> str:
    return visible(text, keep="\r\n").replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
