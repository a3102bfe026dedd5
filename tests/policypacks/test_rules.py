"""Every guardrail keeps the promises its examples make, in every shape a program can send them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import cycle
from typing import Any, NamedTuple

import pytest
from guardrails.catalog import catalog
from guardrails.examples import ExampleStack, Seen, render
from guardrails.guardrail import Guardrail, StackGuardrail, Values, settings_of
from guardrails.judge import Verdict, judge, judge_stack
from guardrails.testing import judge_example, nested
from guardrails.values import UNKNOWN, Secret

from tests.policypacks.fuzz.paths import at, paths, put
from tests.policypacks.variants import EMPTY, mutants, shapes, with_one_unknown

Wrong = dict[str, Any]
"""Label of an example, as it is seen -> what is wrong about it. A test per example would cost more than the check."""

each_guardrail = pytest.mark.parametrize(
    "guardrail", [pytest.param(one, id=one.name) for one in catalog() if isinstance(one, Guardrail)]
)
each_stack_guardrail = pytest.mark.parametrize(
    "guardrail", [pytest.param(one, id=one.name) for one in catalog() if isinstance(one, StackGuardrail)]
)


class Shown(NamedTuple):
    """An example in one of the shapes that a program can send it in."""

    label: str
    token: str
    values: Values
    settings: Values

    def judged_by(self, guardrail: Guardrail, values: Any = None) -> Verdict:
        """Return the verdict, on other values in its place where some are given."""
        return judge(guardrail, self.token, self.values if values is None else values, self.settings)


def _shown(guardrail: Guardrail, *kinds: str) -> Iterator[Shown]:
    for kind in kinds:
        for label, example in getattr(guardrail, kind).items():
            for shape, token, values in shapes(guardrail, example):
                yield Shown(f"{label} ({shape})", token, values, settings_of(example))


def _stacks(guardrail: StackGuardrail, *kinds: str) -> Iterator[tuple[str, ExampleStack, Seen]]:
    for kind in kinds:
        for label, example in getattr(guardrail, kind).items():
            for seen in Seen:
                yield f"{label} ({seen})", example, seen


def _altered(
    guardrail: StackGuardrail, *kinds: str, by: Callable[[Any], Iterator[Any]]
) -> Iterator[tuple[str, ExampleStack, list[Verdict]]]:
    """Yield each stack altered, in every way and for each resource, and its verdicts."""
    for label, example, seen in _stacks(guardrail, *kinds):
        for altered in _alterations(example, by):
            yield label, altered, [*judge_stack(guardrail, render(altered, seen)).values()]


def _alterations(example: ExampleStack, by: Callable[[Any], Iterator[Any]]) -> Iterator[ExampleStack]:
    for name, resource in example.items():
        for properties in by(resource.properties):
            yield {**example, name: replace(resource, properties=properties)}


@each_guardrail
def test_passing_examples_pass(guardrail: Guardrail) -> None:
    wrong: Wrong = {
        one.label: judged.messages
        for one in _shown(guardrail, "passing")
        if (judged := judge_example(guardrail, one.values, token=one.token, **one.settings)).messages
    }

    assert wrong == {}


@each_guardrail
def test_failing_examples_fail(guardrail: Guardrail) -> None:
    wrong: Wrong = {}
    for one in _shown(guardrail, "failing"):
        told = judge_example(guardrail, one.values, token=one.token, **one.settings).problems
        problems = one.judged_by(guardrail).problems
        if not told or not all(problem.startswith("must ") for problem in problems):
            wrong[one.label] = problems

    assert wrong == {}


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


@each_guardrail
def test_unknown_values_never_pass_silently(guardrail: Guardrail) -> None:
    """Whatever a failing example sets, an unknown in its place is undecided or still a problem.

    Where the example fails because a property is empty, an unknown one may be all that is asked for.
    """
    wrong: Wrong = {}
    for one in _shown(guardrail, "failing"):
        verdict = one.judged_by(guardrail, dict.fromkeys(one.values, UNKNOWN))
        may_pass = all(value in EMPTY for value in one.values.values())
        if verdict.crash or not (verdict.problems or verdict.undecided or may_pass):
            wrong[one.label] = verdict
        for values in with_one_unknown(one.values):
            verdict = one.judged_by(guardrail, values)
            if not (verdict.problems or verdict.undecided):
                wrong[one.label] = values

    assert wrong == {}


@each_guardrail
def test_unknown_values_make_no_problem(guardrail: Guardrail) -> None:
    """Whatever a passing example sets, an unknown in its place may turn out to be just that."""
    wrong: Wrong = {
        one.label: values
        for one in _shown(guardrail, "passing")
        for values in with_one_unknown(one.values)
        if one.judged_by(guardrail, values).problems
    }

    assert wrong == {}


@each_guardrail
def test_missing_or_null_properties_never_crash(guardrail: Guardrail) -> None:
    wrong: Wrong = {
        one.label: (values, crash)
        for one in _shown(guardrail, "passing", "failing")
        for values in mutants(one.values)
        if (crash := one.judged_by(guardrail, values).crash)
    }

    assert wrong == {}


@each_guardrail
def test_what_a_check_makes_of_a_secret_reaches_no_message(guardrail: Guardrail) -> None:
    """Whole, cut up, in small letters: whatever a message shows of a text."""
    told: Wrong = {}
    for label, example in guardrail.failing.items():
        for path in paths(example):
            if not isinstance(text := at(example, path), str):
                continue
            for form in ("ZQxK{}", "{}ZQxK", "{},ZQxK", "{}/ZQxK", "ZQxK.{}", "{}:ZQxK"):
                hidden = put(example, path, Secret(form.format(text)))
                verdict = judge(guardrail, guardrail.applies_to.token, hidden, settings_of(example))
                if "zqxk" in f"{verdict.problems}{verdict.crash}".lower():
                    told[f"{label}: {form.format(text)}"] = verdict

    assert not told


@each_stack_guardrail
def test_passing_stacks_pass(guardrail: StackGuardrail) -> None:
    wrong: Wrong = {
        label: judged.messages
        for label, example, seen in _stacks(guardrail, "passing")
        if (judged := judge_example(guardrail, example, seen=seen)).messages
    }

    assert wrong == {}


@each_stack_guardrail
def test_failing_stacks_fail(guardrail: StackGuardrail) -> None:
    wrong: Wrong = {}
    for label, example, seen in _stacks(guardrail, "failing"):
        judged = judge_example(guardrail, example, seen=seen)
        problems = [
            one for verdict in judge_stack(guardrail, render(example, seen)).values() for one in verdict.problems
        ]
        if not judged.problems or judged.crashes or not all(one.startswith("must ") for one in problems):
            wrong[label] = (judged, problems)

    assert wrong == {}


@each_stack_guardrail
def test_unknown_parts_of_a_stack_never_pass_silently(guardrail: StackGuardrail) -> None:
    """Whatever a resource of a failing example sets, an unknown of nobody knows what in its place is no pass."""
    wrong: Wrong = {
        label: altered
        for label, altered, verdicts in _altered(guardrail, "failing", by=with_one_unknown)
        if not any(one.problems or one.undecided for one in verdicts)
    }

    assert wrong == {}


@each_stack_guardrail
def test_unknown_parts_of_a_stack_make_no_problem(guardrail: StackGuardrail) -> None:
    wrong: Wrong = {
        label: altered
        for label, altered, verdicts in _altered(guardrail, "passing", by=with_one_unknown)
        if any(one.problems for one in verdicts)
    }

    assert wrong == {}


@each_stack_guardrail
def test_stacks_with_missing_properties_never_crash(guardrail: StackGuardrail) -> None:
    """Each alteration is seen in one of the ways, in turn: there are a hundred thousand."""
    ways = cycle(Seen)
    wrong: Wrong = {
        f"{label} ({seen})": altered
        for label, example in {**guardrail.passing, **guardrail.failing}.items()
        for altered, seen in zip(_alterations(example, mutants), ways, strict=False)
        if any(one.crash for one in judge_stack(guardrail, render(altered, seen)).values())
    }

    assert wrong == {}
