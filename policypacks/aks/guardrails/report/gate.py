"""Whether a run passes: what counts, what a baseline forgives, and the exit code that follows."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from guardrails.guardrail import Level, Severity
from guardrails.report.model import Finding, Result
from guardrails.report.options import Exit, FailOn
from guardrails.run import Kind

_SEVERITIES: Final = list(Severity)


def stops(finding: Finding, fail_on: FailOn) -> bool:
    """Tell whether the finding is at or above the gate; an exempted one never is, nor a known one but for a crash."""
    if finding.kind is Kind.CRASH:
        return True
    if finding.known or finding.kind in {Kind.EXEMPTED, Kind.NOTICE}:
        return False
    if fail_on is FailOn.MANDATORY or finding.kind is Kind.UNDECIDED:
        return finding.level is Level.MANDATORY
    if fail_on is FailOn.ADVISORY:
        return True
    return _SEVERITIES.index(finding.severity) >= _SEVERITIES.index(Severity(fail_on.value))


def exit_code(result: Result, fail_on: FailOn, *, soft: bool) -> Exit:
    """Return the exit code; `soft` lets findings pass, not an engine that failed, nor a run that no pack judged."""
    if not result.complete or not result.is_judged:
        return Exit.FAILED
    return Exit.FINDINGS if not soft and any(stops(one, fail_on) for one in result.findings) else Exit.CLEAN


def measured(result: Result, baseline: Result) -> Result:
    """Return the result with those findings marked as known that the baseline has; what it exempts is not."""
    known = {_mark(one) for one in baseline.findings if one.kind is not Kind.CRASH}
    return replace(result, findings=tuple(replace(one, known=_mark(one) in known) for one in result.findings))


@dataclass(frozen=True)
class Difference:
    """What two runs found differently; notices are left out."""

    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    same: int


def difference(before: Result, after: Result) -> Difference:
    """Return what came and what went."""
    earlier, later = dict(_marked(before)), dict(_marked(after))
    return Difference(
        tuple(one for mark, one in later.items() if mark not in earlier),
        tuple(one for mark, one in earlier.items() if mark not in later),
        len(earlier.keys() & later.keys()),
    )


def _marked(result: Result) -> Iterator[tuple[str, Finding]]:
    for one in result.findings:
        if one.kind is not Kind.NOTICE:
            yield _mark(one), one


def _mark(finding: Finding) -> str:
    """Tell an exempted finding from the same without exemption: one that came or went is a difference."""
    return f"{finding.kind} {finding.fingerprint}"
