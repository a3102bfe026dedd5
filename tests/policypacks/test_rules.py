"""Every guardrail keeps the promises its examples make, in every shape a program can send them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from guardrails.catalog import catalog
from guardrails.examples import ExampleStack, Seen, render
from guardrails.guardrail import Guardrail, StackGuardrail, Values, settings_of
from guardrails.judge import Verdict, judge, judge_stack
from guardrails.testing import judge_example, nested
from guardrails.values import UNKNOWN

from tests.policypacks.variants import EMPTY, mutants, shapes, with_one_unknown


def _examples(kind: str) -> list[Any]:
    return [
        pytest.param(guardrail, token, values, settings_of(example), id=f"{guardrail.name}: {label} ({shape})")
        for guardrail in catalog()
        if isinstance(guardrail, Guardrail)
        for label, example in getattr(guardrail, kind).items()
        for shape, token, values in shapes(guardrail, example)
    ]


def _stacks(kind: str) -> list[Any]:
    return [
        pytest.param(guardrail, example, seen, id=f"{guardrail.name}: {label} ({seen})")
        for guardrail in catalog()
        if isinstance(guardrail, StackGuardrail)
        for label, example in getattr(guardrail, kind).items()
        for seen in Seen
    ]


@pytest.mark.parametrize(("guardrail", "token", "values", "settings"), _examples("passing"))
def test_passing_example_passes(guardrail: Guardrail, token: str, values: Values, settings: Values) -> None:
    assert judge_example(guardrail, values, token=token, **settings).messages == ()


@pytest.mark.parametrize(("guardrail", "token", "values", "settings"), _examples("failing"))
def test_failing_example_fails(guardrail: Guardrail, token: str, values: Values, settings: Values) -> None:
    assert judge_example(guardrail, values, token=token, **settings).problems
    assert all(problem.startswith("must ") for problem in judge(guardrail, token, values, settings).problems)


def _of_subjects(trait: str) -> list[Any]:
    """Return every guardrail on single resources whose subject has the trait."""
    return [
        pytest.param(one, id=one.name)
        for one in catalog()
        if isinstance(one, Guardrail) and getattr(one.applies_to, trait)
    ]


@pytest.mark.parametrize("guardrail", _of_subjects("patches"))
def test_an_example_is_judged_the_same_wherever_it_stands(guardrail: Guardrail) -> None:
    """Of a patch only what it sets is judged: what fails by what is absent may pass there, or stay undecided."""
    subject = guardrail.applies_to
    paths = {
        **dict.fromkeys((*subject.also, *subject.patches), ""),
        **{owner: f"{prop}[]" for owner, prop in subject.inline.items()},
        **subject.within,
    }
    wrong = [
        (token, label)
        for token, path in paths.items()
        for kind in (guardrail.passing, guardrail.failing)
        for label, example in kind.items()
        if not _as_expected(
            judge(guardrail, token, _within(path, example), settings_of(example)),
            fails=kind is guardrail.failing,
            sure=token not in subject.patches,
        )
    ]

    assert wrong == []


def _as_expected(verdict: Verdict, *, fails: bool, sure: bool) -> bool:
    if verdict.crash or (verdict.undecided and sure):
        return False
    return bool(verdict.problems) is fails or (fails and not sure)


@pytest.mark.parametrize("guardrail", _of_subjects("patches"))
def test_a_patch_that_sets_nothing_breaks_nothing(guardrail: Guardrail) -> None:
    for token in guardrail.applies_to.patches:
        assert judge(guardrail, token, {"metadata": {"name": "example"}}, {}) == Verdict()


def _within(path: str, example: Mapping[str, Any]) -> Mapping[str, Any]:
    lists, more, rest = path.partition("[]")
    if more:
        return nested(lists, [_within(rest.lstrip("."), example)])
    return nested(path, example) if path else example


@pytest.mark.parametrize(("guardrail", "token", "values", "settings"), _examples("failing"))
def test_unknown_value_never_passes_silently(
    guardrail: Guardrail, token: str, values: Values, settings: Values
) -> None:
    """Whatever the failing example sets, an unknown in its place is undecided or still a problem.

    Where the example fails because a property is empty, an unknown one may be all that is asked for.
    """
    verdict = judge(guardrail, token, dict.fromkeys(values, UNKNOWN), settings)

    assert verdict.crash is None
    assert verdict.problems or verdict.undecided or all(value in EMPTY for value in values.values())
    for mutant in with_one_unknown(values):
        verdict = judge(guardrail, token, mutant, settings)
        assert verdict.problems or verdict.undecided, mutant


@pytest.mark.parametrize(("guardrail", "token", "values", "settings"), _examples("passing"))
def test_unknown_value_makes_no_problem(guardrail: Guardrail, token: str, values: Values, settings: Values) -> None:
    """Whatever the passing example sets, an unknown in its place may turn out to be just that."""
    for mutant in with_one_unknown(values):
        assert judge(guardrail, token, mutant, settings).problems == (), mutant


@pytest.mark.parametrize(("guardrail", "token", "values", "settings"), [*_examples("passing"), *_examples("failing")])
def test_missing_or_null_properties_never_crash(
    guardrail: Guardrail, token: str, values: Values, settings: Values
) -> None:
    for mutant in mutants(values):
        assert judge(guardrail, token, mutant, settings).crash is None


@pytest.mark.parametrize(("guardrail", "example", "seen"), _stacks("passing"))
def test_passing_stack_passes(guardrail: StackGuardrail, example: ExampleStack, seen: Seen) -> None:
    assert judge_example(guardrail, example, seen=seen).messages == ()


@pytest.mark.parametrize(("guardrail", "example", "seen"), _stacks("failing"))
def test_failing_stack_fails(guardrail: StackGuardrail, example: ExampleStack, seen: Seen) -> None:
    judged = judge_example(guardrail, example, seen=seen)

    assert judged.problems
    assert judged.crashes == ()
    verdicts = judge_stack(guardrail, render(example, seen)).values()
    assert all(problem.startswith("must ") for one in verdicts for problem in one.problems)


@pytest.mark.parametrize(("guardrail", "example", "seen"), _stacks("failing"))
def test_unknown_part_of_a_stack_never_passes_silently(
    guardrail: StackGuardrail, example: ExampleStack, seen: Seen
) -> None:
    """Whatever a resource of the failing example sets, an unknown of nobody knows what in its place is no pass."""
    for name, resource in example.items():
        for properties in with_one_unknown(resource.properties):
            verdicts = judge_stack(guardrail, render({**example, name: replace(resource, properties=properties)}, seen))

            assert any(one.problems or one.undecided for one in verdicts.values()), (name, properties)


@pytest.mark.parametrize(("guardrail", "example", "seen"), _stacks("passing"))
def test_unknown_part_of_a_stack_makes_no_problem(guardrail: StackGuardrail, example: ExampleStack, seen: Seen) -> None:
    for name, resource in example.items():
        for properties in with_one_unknown(resource.properties):
            verdicts = judge_stack(guardrail, render({**example, name: replace(resource, properties=properties)}, seen))

            assert [one for one in verdicts.values() if one.problems] == [], (name, properties)


@pytest.mark.parametrize(("guardrail", "example", "seen"), [*_stacks("passing"), *_stacks("failing")])
def test_stack_with_missing_properties_never_crashes(
    guardrail: StackGuardrail, example: ExampleStack, seen: Seen
) -> None:
    for name, resource in example.items():
        for mutant in mutants(resource.properties):
            mutated = {**example, name: replace(resource, properties=mutant)}

            verdicts = judge_stack(guardrail, render(mutated, seen))

            assert [verdict.crash for verdict in verdicts.values() if verdict.crash] == []
