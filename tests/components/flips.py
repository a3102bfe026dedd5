"""Each hardening literal of the components flipped in turn: the preview refuses it, or a test of its component fails.

Literals of different files and names are flipped in one run of the program, since findings say which resource they are
about. Where that leaves a doubt, a literal has a run of its own. Minutes: `make flips` runs it.
"""

import ast
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from guardrails.run import NOTICES
from guardrails.values import decode
from pulumi.runtime.proto import analyzer_pb2 as proto

from tests.components.altered import alter
from tests.components.judging import said
from tests.components.literals import Literal, flipped, literals, with_flip
from tests.components.recorder import ROOT, Program, Recorder
from tests.components.stacks import run
from tests.components.switches import settings
from tests.policypacks.mutants.page import SECTIONS, written

ELSEWHERE = Path(__file__).with_name("flips.yaml")
"""Test -> the literals without which it fails."""
OPTIONS = {
    "bastion": "on",
    "build agents": "on",
    "cleanup": "softDelete",
    "egress": "natGateway",
    "mesh": "on",
    "pools": "profiles",
}
"""What the stack prod does without."""
WORDS = {
    "refused": "the preview is refused",
    "fails": "the program itself fails",
    "advised": "the preview says it",
    "strict": "the profile strict says it",
    "survives": "nothing in the preview",
    "unseen": "no preview shows it",
}
"""What becomes of a flip, the best first."""
ENOUGH = {"refused", "fails"}


class Answer(NamedTuple):
    """What a run of the program comes to."""

    inputs: Mapping[str, Any]
    """URN -> what the resource was given."""
    findings: frozenset[tuple[str, str, str]]
    """Guardrail, URN, and refused, advised, or strict: said by that profile only."""


def answer(recorder: Recorder) -> Answer:
    words = {proto.MANDATORY: "refused", proto.ADVISORY: "advised"}
    found = {(one.policyName, one.urn): words[one.enforcementLevel] for one in said(recorder, "baseline")}
    strict = {(one.policyName, one.urn): "strict" for one in said(recorder, "strict")}
    return Answer(
        {one.urn: decode(one.properties) for one in recorder.judged},
        frozenset((*about, word) for about, word in (strict | found).items() if about[0] != NOTICES),
    )


def changed(before: Any, after: Any, name: str = "") -> Iterator[str]:
    """Yield the names of the properties, at every depth, that differ, in lower case."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in {*before, *after}:
            yield from changed(before.get(key), after.get(key), key)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for one, other in zip(before, after, strict=True):
            yield from changed(one, other, name)
    elif repr(before) != repr(after):
        yield name.lower()


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
    if alone:
        own = {urn for urn, names in touched.items() if names} | (clean.inputs.keys() ^ dirty.inputs.keys())
    else:
        found = frozenset(each for each in found if each[1] in own and touched[each[1]] == {one.sent})
    for word in WORDS:
        names = ", ".join(sorted({guardrail for guardrail, _, level in found if level == word}))
        if names:
            return f"{word}: {names}"
    return "survives" if own else "unseen"


def outcomes(
    chosen: Sequence[Literal], run_program: Callable[[], Recorder], recorded: dict[str, Recorder]
) -> Iterator[tuple[Literal, str]]:
    """Yield what becomes of each flip in the preview of one program."""

    def asked(together: Sequence[Literal]) -> Answer | None:
        with pytest.MonkeyPatch.context() as patch:
            alter(flipped(together), patch)
            recorded.clear()
            try:
                return answer(run_program())
            except Exception:  # noqa: BLE001 - whatever the program says to it
                return None
            finally:
                recorded.clear()

    clean = asked([])
    assert clean is not None
    for group in batches(chosen):
        together = asked(group)
        for one in group:
            told = outcome(one, clean, together, alone=False) if together else "unseen"
            if told in {"survives", "unseen"}:
                dirty = asked([one])
                told = outcome(one, clean, dirty, alone=True) if dirty else "fails"
            yield one, told


def test_each_flip_is_missed(
    program: Program,
    bootstrapping: Callable[[], Recorder],
    recorded: dict[str, Recorder],
    request: pytest.FixtureRequest,
    tmp_path: Path,
) -> None:
    programs = (
        lambda: run(program, "production"),
        lambda: program("dev", **settings(OPTIONS)),
        lambda: run(program, "repositories"),
        bootstrapping,
    )
    told = dict.fromkeys(literals(), "unseen")
    for one in programs:
        told |= outcomes([each for each, word in told.items() if word == "unseen"], one, recorded)

    tests = yaml.safe_load(ELSEWHERE.read_text("utf-8"))
    elsewhere = {place: test for test, places in tests.items() for place in places}
    page = "".join(section(told, elsewhere))
    if request.config.getoption("--update-golden"):
        SECTIONS["stack"].write_text(page, "utf-8")
        written()
    missed = {one.place for one, word in told.items() if word.partition(":")[0] not in ENOUGH}
    assert missed - elsewhere.keys() == set(), "no test is named that fails"
    assert elsewhere.keys() - missed == set(), "no such literal, or it is refused now"
    assert fails([], list(tests), tmp_path) is False, "a named test fails or is missing, whatever is flipped"
    assert [one for one in told if one.place in missed and not fails([one], [elsewhere[one.place]], tmp_path)] == []
    assert SECTIONS["stack"].read_text("utf-8") == page


def fails(flip: Sequence[Literal], tests: Sequence[str], folder: Path) -> bool:
    """Return whether a test fails in a session of its own with the literal flipped, and in no other way."""
    instead = []
    for one in flip:
        code = folder / "flipped.py"
        code.write_text(ast.unparse(with_flip(one)), "utf-8")
        instead = ["--instead", str(one.file), str(code)]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.components.flipping", *instead, *tests]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode in (0, 1), ended.stdout + ended.stderr
    return bool(ended.returncode)


def section(told: Mapping[Literal, str], elsewhere: Mapping[str, str]) -> Iterator[str]:
    """Yield the part of the page, what the preview does not refuse first."""
    order = list(reversed(WORDS))
    count = {word: sum(one.startswith(word) for one in told.values()) for word in WORDS}
    total = ", ".join(f"{number} {WORDS[word]}" for word, number in count.items() if number)
    yield f"{len(told)} literals: {total}.\n\n| literal | becomes | in the preview | what fails |\n|---|---|---|---|\n"
    for one, outcome in sorted(told.items(), key=lambda pair: (order.index(pair[1].partition(":")[0]), pair[0].place)):
        word, _, names = outcome.partition(": ")
        preview = f"{WORDS[word]}: {names}" if names else WORDS[word]
        path, _, test = elsewhere.get(one.place, "").partition("::")
        face = f"[{Path(path).name}](../{path})::{test}" if path else "the preview"
        yield f"| `{one.place}`: `{one.value}` | `{one.flipped}` | {preview} | {face} |\n"
