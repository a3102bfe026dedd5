"""The exit code is that of the gate; a baseline forgives what it has."""

from dataclasses import replace

import pytest
from guardrails.report.gate import difference, exit_code, measured, stops
from guardrails.report.model import Result
from guardrails.report.options import Exit, FailOn
from guardrails.run import Kind

from tests.policypacks.report.made import result


def only(of: Result, kind: Kind, level: str = "") -> Result:
    """Return the result with the findings of one kind and level alone."""
    kept = tuple(one for one in of.findings if one.kind is kind and level in one.level.value)
    assert kept
    return replace(of, findings=kept)


@pytest.mark.parametrize(
    ("found", "fail_on", "code"),
    [
        (only(result(), Kind.PROBLEM, "mandatory"), FailOn.MANDATORY, Exit.FINDINGS),
        (only(result(), Kind.PROBLEM, "advisory"), FailOn.MANDATORY, Exit.CLEAN),
        (only(result(), Kind.PROBLEM, "advisory"), FailOn.ADVISORY, Exit.FINDINGS),
        (only(result(), Kind.PROBLEM, "mandatory"), FailOn.HIGH, Exit.FINDINGS),
        (only(result(), Kind.PROBLEM, "mandatory"), FailOn.CRITICAL, Exit.CLEAN),
        (only(result(), Kind.PROBLEM, "advisory"), FailOn.MEDIUM, Exit.FINDINGS),
        (only(result(), Kind.PROBLEM, "advisory"), FailOn.HIGH, Exit.CLEAN),
        (only(result("unknowns"), Kind.UNDECIDED, "advisory"), FailOn.LOW, Exit.CLEAN),
        (only(result("unknowns", unknown="block"), Kind.UNDECIDED), FailOn.MANDATORY, Exit.FINDINGS),
        (only(result(exempting=True), Kind.EXEMPTED), FailOn.LOW, Exit.CLEAN),
    ],
)
def test_the_gate_decides(found: Result, fail_on: FailOn, code: Exit) -> None:
    assert exit_code(found, fail_on, soft=False) is code
    assert exit_code(found, fail_on, soft=True) is Exit.CLEAN


def test_an_engine_that_failed_is_neither_clean_nor_soft() -> None:
    assert exit_code(replace(result(), complete=False), FailOn.MANDATORY, soft=True) is Exit.FAILED


def test_a_crash_stops_at_any_gate() -> None:
    crashed = replace(result().findings[0], kind=Kind.CRASH)

    assert all(stops(crashed, fail_on) for fail_on in FailOn)


def test_a_baseline_forgives_no_crash() -> None:
    of = replace(result(), findings=(replace(result().findings[0], kind=Kind.CRASH),))

    now = measured(of, of)

    assert [one.known for one in now.findings] == [False]
    assert exit_code(now, FailOn.CRITICAL, soft=False) is Exit.FINDINGS
    assert stops(replace(of.findings[0], known=True), FailOn.CRITICAL), "reports of before call it known"


@pytest.mark.parametrize("after", [False, True])
def test_an_exemption_of_the_baseline_forgives_only_while_it_holds(after: bool) -> None:
    before = only(result(exempting=True), Kind.EXEMPTED)
    (exempted,) = before.findings
    (ended,) = (one for one in result().findings if one.fingerprint == exempted.fingerprint)

    now = measured(replace(before, findings=(exempted if after else ended,)), before)

    assert [one.known for one in now.findings] == [after]
    assert exit_code(now, FailOn.MANDATORY, soft=False) is (Exit.CLEAN if after else Exit.FINDINGS)


def test_what_the_baseline_has_is_known_and_passes() -> None:
    rest = result().findings[1:]
    before = replace(result(), findings=rest)

    now = measured(result(), before)

    assert [one.known for one in now.findings] == [False, *[True] * len(rest)]
    assert exit_code(measured(result(), result()), FailOn.LOW, soft=False) is Exit.CLEAN


def test_a_difference_tells_what_came_and_went() -> None:
    first, second, *rest = (one for one in result().findings if one.kind is not Kind.NOTICE)
    before, after = replace(result(), findings=(first, *rest)), replace(result(), findings=(second, *rest))

    found = difference(before, after)

    assert (found.new, found.gone, found.same) == ((second,), (first,), len(rest))


def test_a_lost_exemption_is_a_difference() -> None:
    found = difference(result(exempting=True), result())

    assert [one.guardrail for one in found.new] == ["aks-run-command-disabled"]
