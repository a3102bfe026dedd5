"""Whatever a program sends: nothing crashes, no unknown passes in silence, no secret is told, order is no matter.

`make test` asks some thousand cases, always the same ones; `make fuzz CASES=100000` asks others each time.
"""

import os
from collections.abc import Iterable
from random import Random
from typing import Any

import pytest
from guardrails.catalog import catalog
from guardrails.guardrail import Guardrail, StackGuardrail, settings_of
from guardrails.judge import judge
from guardrails.tokens import GENERIC, unversioned
from guardrails.values import SIGNATURE, UNKNOWN, Secret
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.policypacks.fuzz.asking import Said, analyzer, ask, ask_stack
from tests.policypacks.fuzz.inputs import MARK, ODD, Sent, bent, generic, made, shaped, stacks
from tests.policypacks.fuzz.paths import Path, at, paths, put, shown
from tests.policypacks.reads import reads

CASES = int(os.environ.get("CASES") or 5000)
ALONE = 12
"""Resources of a stack that belong to no example."""
FORMS = 4
"""Requests for each: as it is, one value unknown, one a secret, and what one guardrail reads made safe."""
FUZZ = settings(
    max_examples=CASES // (ALONE * FORMS),
    deadline=None,
    database=None,
    derandomize="CASES" not in os.environ,
    suppress_health_check=list(HealthCheck),
)
ASKING_FOR_SECRETS = {
    "acr-task-no-inline-secrets",
    "acr-webhook-https",
    "aks-windows-no-plain-password",
    "k8s-no-secret-object-with-literal-data",
    "kv-secret-value-is-pulumi-secret",
}
"""What they miss is that a value is a secret: made one, it is what they ask for."""
TYPE = {"resourceProviderNamespace", "resourceType", "parentResourcePath"}
"""Of what type the generic resource is."""
GUARDRAILS = {one.name: one for one in catalog()}
JUDGE = analyzer()
COUNT = {"cases": 0}

ALL = st.one_of(bent(), bent(), bent(), made(), generic())
PLACES = st.integers(0, 1 << 20)


def asked(sent: Sent, name: str) -> list[Said]:
    """Return what is said of one resource, which is neither a crash nor tells a secret."""
    COUNT["cases"] += 1
    said = ask(JUDGE, sent, name)
    sound(said, sent)
    return said


def sound(said: Iterable[Said], of: Any) -> None:
    for one in said:
        assert one.kind != "crash", (one.message, of)
        assert MARK not in one.message, (one.message, of)


def speaking(said: Iterable[Said], kind: str = "") -> set[str]:
    return {one.guardrail for one in said if kind in ("", one.kind)}


def place(sent: Sent, number: int) -> Path | None:
    """Return where one of the values stands that are not empty: of an empty one all that matters may be presence."""
    found = [one for one in paths(sent.values) if one[-1] != SIGNATURE and not _is_empty(at(sent.values, one))]
    return found[number % len(found)] if found else None


def _is_empty(value: Any) -> bool:
    """Tell whether there is nothing in it, at whatever depth."""
    value = value.value if isinstance(value, Secret) else value
    if isinstance(value, dict):
        return SIGNATURE in value or all(map(_is_empty, value.values()))
    return all(map(_is_empty, value)) if isinstance(value, list) else value in (None, "")


def unknown_is_no_pass(sent: Sent, name: str, said: list[Said], path: Path) -> None:
    """What is said of a value is said, or left open, where the value is unknown; what is certain without it, holds."""
    unknown = asked(sent._replace(values=put(sent.values, path, UNKNOWN)), name)
    if unversioned(sent.token) == GENERIC and path[0] in TYPE:
        return  # it may be another resource then, or nobody judges it, which a line of the pack's own says
    silent = {one for one in speaking(said) - speaking(unknown) if not looks_inside(GUARDRAILS[one], sent, path)}
    hasty = speaking(unknown, "problem") - speaking(said, "problem")
    assert silent | hasty == set(), (path, sent)


def looks_inside(guardrail: Guardrail | StackGuardrail, sent: Sent, path: Path) -> bool:
    """Tell whether a check asks for something inside of a value that has none, as of true: unknown it may be there."""
    value = at(sent.values, path)
    value = value.value if isinstance(value, Secret) else value
    if isinstance(value, dict | list) or not isinstance(guardrail, Guardrail):
        return False
    with reads() as found:
        judge(guardrail, unversioned(sent.token), sent.values, {})
    return any(read.startswith(f"{shown(path)}.") for _, read in found)


def secret_is_judged_like_its_value(sent: Sent, name: str, said: list[Said], path: Path) -> None:
    secret = asked(sent._replace(values=put(sent.values, path, Secret(at(sent.values, path)))), name)
    assert speaking(said) ^ speaking(secret) <= ASKING_FOR_SECRETS & speaking(said), (path, sent)


def safe_adds_nothing(sent: Sent, name: str, said: list[Said], number: int) -> None:
    """What a guardrail reads, replaced by what a passing example has, gives it nothing to say, whatever is beside."""
    wrong = sorted(speaking(said, "problem"))
    guardrail = GUARDRAILS[wrong[number % len(wrong)]] if wrong else None
    token = unversioned(sent.token)
    if not isinstance(guardrail, Guardrail) or token == GENERIC or token in guardrail.applies_to.patches:
        return
    with reads() as found:
        judge(guardrail, token, sent.values, {})
    read = {path.partition(".")[0].partition("[")[0] for _, path in found}
    passing = [one for one in guardrail.passing.values() if not settings_of(one)]
    safe = next(whole for kind, whole in shaped(guardrail, passing[number % len(passing)]) if kind == token)
    beside = {key: value for key, value in sent.values.items() if key not in read}
    again = asked(Sent(token, {**beside, **safe}, {}), name)
    assert guardrail.name not in speaking(again), (guardrail.name, sent, safe)


@st.composite
def together(draw: st.DrawFn) -> list[tuple[str, Sent]]:
    """Return resources by name: those of an example stack, and others."""
    return list(draw(st.sampled_from(stacks()))) + [(f"one{number}", draw(ALL)) for number in range(ALONE)]


def test_nothing_that_a_program_sends_does_harm() -> None:
    before = COUNT["cases"]

    whatever_a_program_sends()

    assert COUNT["cases"] - before >= CASES


@FUZZ
@given(together(), st.lists(PLACES, min_size=ALONE, max_size=ALONE))
def whatever_a_program_sends(stack: list[tuple[str, Sent]], numbers: list[int]) -> None:
    for (name, sent), number in zip(stack[-ALONE:], numbers, strict=True):
        said = asked(sent, name)
        path = place(sent, number)
        if path:
            unknown_is_no_pass(sent, name, said, path)
            secret_is_judged_like_its_value(sent, name, said, path)
        safe_adds_nothing(sent, name, said, number)
    first = everything(stack)
    Random(numbers[0]).shuffle(stack)
    assert everything(stack) == first, stack


def everything(stack: list[tuple[str, Sent]]) -> list[Said]:
    """Return what is said of the resources and of them together, in an order that theirs does not matter to."""
    said = [one for name, sent in stack for one in asked(sent, name)]
    together = ask_stack(JUDGE, stack)
    sound(together, stack)
    return sorted(said) + sorted(together)


@pytest.mark.parametrize("number", range(len(ODD)))
def test_whatever_stands_in_a_place_of_each_resource(number: int) -> None:
    """Each resource of an example stack has the odd value instead of its first property, then of its last."""
    odd = ODD[number]
    for stack in stacks()[number % 40 :: 40]:
        for end in (0, -1):
            spoilt = [
                (name, one._replace(values={**one.values, [*one.values, "name"][end]: odd})) for name, one in stack
            ]
            sound(ask_stack(JUDGE, spoilt), spoilt)
