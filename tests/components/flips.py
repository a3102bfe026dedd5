"""Each hardening literal of the components flipped in turn: the pack must miss it. Minutes: `make mutants` runs it.

Literals of different files and names are flipped in one run of the program, since findings say which resource they are
about. Where that leaves a doubt, a literal has a run of its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from guardrails.analyzer import Analyzer
from guardrails.catalog import catalog
from guardrails.run import NOTICES
from guardrails.testing import TODAY
from guardrails.values import decode
from pulumi.runtime.proto import analyzer_pb2 as proto

from tests.components.altered import alter
from tests.components.literals import Literal, flipped, literals
from tests.components.recorder import Program, Recorder
from tests.components.stacks import run
from tests.policypacks.mutants.page import SECTIONS, written

ELSEWHERE = Path(__file__).with_name("flips.yaml")
"""Literal -> what misses it, where the pack does not."""
STACK = "production"
WORDS = {
    "refused": "the preview is refused",
    "advised": "the preview says it",
    "fails": "the program itself fails",
    "unseen": "no resource of the stack prod has it",
    "survives": "nothing in the preview",
}


class Answer(NamedTuple):
    """What a run of the program comes to."""

    inputs: Mapping[str, Any]
    """URN -> what the resource was given."""
    findings: frozenset[tuple[str, str, bool]]
    """Guardrail, URN, and whether it refuses."""


def answer(recorder: Recorder) -> Answer:
    analyzer = Analyzer(catalog(), None, TODAY)
    asked = [
        proto.AnalyzeRequest(type=one.type, name=one.name, urn=one.urn, properties=one.properties, options=one.options)
        for one in recorder.judged
    ]
    answers = [analyzer.Analyze(one, None) for one in asked]  # type: ignore[arg-type]
    answers.append(analyzer.AnalyzeStack(proto.AnalyzeStackRequest(resources=recorder.judged), None))  # type: ignore[arg-type]
    said = [one for each in answers for one in each.diagnostics if one.policyName != NOTICES]
    return Answer(
        {one.urn: decode(one.properties) for one in recorder.judged},
        frozenset((one.policyName, one.urn, one.enforcementLevel == proto.MANDATORY) for one in said),
    )


def changed(before: Any, after: Any, name: str = "") -> Iterator[str]:
    """Yield the names of the properties, at every depth, that differ."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in {*before, *after}:
            yield from changed(before.get(key), after.get(key), key)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for one, other in zip(before, after, strict=True):
            yield from changed(one, other, name)
    elif repr(before) != repr(after):
        yield name


def batches(chosen: Sequence[Literal]) -> Iterator[list[Literal]]:
    """Yield groups of literals of different files and names."""
    left = list(chosen)
    while left:
        group: list[Literal] = []
        for one in left:
            if all(one.file != other.file and one.sent != other.sent for other in group):
                group.append(one)
        left = [one for one in left if one not in group]
        yield group


def outcome(one: Literal, clean: Answer, dirty: Answer, *, alone: bool) -> str:
    """Return what became of a flip, as a word and what found it."""
    touched = {urn: set(changed(clean.inputs.get(urn), inputs)) for urn, inputs in dirty.inputs.items()}
    own = {urn for urn, names in touched.items() if one.sent in names}
    found = dirty.findings - clean.findings
    if not alone:
        found = frozenset(each for each in found if each[1] in own and touched[each[1]] == {one.sent})
    elif not own and not found and clean.inputs.keys() == dirty.inputs.keys():
        return "unseen"
    for word, refuses in (("refused", True), ("advised", False)):
        names = ", ".join(sorted({guardrail for guardrail, _, said in found if said is refuses}))
        if names:
            return f"{word}: {names}"
    return "survives" if own else "unseen"


def test_each_flip_is_missed(program: Program, recorded: dict[str, Recorder], request: pytest.FixtureRequest) -> None:
    def asked(chosen: Sequence[Literal]) -> Answer | None:
        with pytest.MonkeyPatch.context() as patch:
            alter(flipped(chosen), patch)
            recorded.clear()
            try:
                return answer(run(program, STACK))
            except Exception:  # noqa: BLE001 - whatever the program says to it
                return None

    clean = asked([])
    assert clean is not None
    outcomes: dict[Literal, str] = {}
    for group in batches(literals()):
        together = asked(group)
        for one in group:
            told = outcome(one, clean, together, alone=False) if together else "survives"
            if told == "survives":
                dirty = asked([one])
                told = outcome(one, clean, dirty, alone=True) if dirty else "fails"
            outcomes[one] = told

    elsewhere = yaml.safe_load(ELSEWHERE.read_text("utf-8")) or {}
    page = "".join(section(outcomes, elsewhere))
    if request.config.getoption("--update-golden"):
        SECTIONS["stack"].write_text(page, "utf-8")
        written()
    surviving = {one.place for one, told in outcomes.items() if told in {"survives", "unseen"}}
    assert elsewhere.keys() - surviving == set(), "these are missed by the preview now"
    assert SECTIONS["stack"].read_text("utf-8") == page


def section(outcomes: Mapping[Literal, str], elsewhere: Mapping[str, str]) -> Iterator[str]:
    """Yield the part of the page, survivors first."""
    order = ["survives", "unseen", "advised", "fails", "refused"]
    count = {word: sum(told.startswith(word) for told in outcomes.values()) for word in order}
    total = ", ".join(f"{count[word]} {WORDS[word]}" for word in reversed(order))
    yield f"{len(outcomes)} literals: {total}.\n\n| literal | becomes | what misses it |\n|---|---|---|\n"
    for one, told in sorted(outcomes.items(), key=lambda pair: (order.index(pair[1].partition(":")[0]), pair[0].place)):
        word, _, names = told.partition(": ")
        place = f"`{one.place.partition(': ')[0]}`: `{one.value}`"
        faces = [f"{WORDS[word]}: {names}" if names else WORDS[word], elsewhere.get(one.place, "")]
        yield f"| {place} | `{one.flipped}` | {'; '.join(filter(None, faces))} |\n"
