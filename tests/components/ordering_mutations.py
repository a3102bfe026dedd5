"""Each `depends_on` taken away in turn: the rules of order must miss it. Minutes, so `make ordering` runs it alone."""

import ast
from dataclasses import dataclass

import pytest

from simulator.azure.roles import DELAY
from tests.components.altered import alter
from tests.components.depends_on import Written, written
from tests.components.ordering import broken
from tests.components.recorder import ROOT, Program, Recorder
from tests.components.replay import Replayed
from tests.components.stacks import STACKS, run

PAGE = ROOT / "docs" / "ordering.md"
HEAD = """<!-- Written by `make ordering`; do not edit. -->

# Order

Azure refuses, or accepts and lets fail later, what comes before its role, key, name or network. Most of the order
follows from values that one resource takes from another. What no value says is a `depends_on`.
`tests/components/ordering.py` has a rule for each need, and `make ordering` takes each `depends_on` away in turn and
asks the rules about the program without it: each must be missed. The last column is what the simulated Azure says when
the example comes to pass: all is there that the resource waits for, but for that one. It refuses what Azure refuses at
once; what fails later, or is only unprotected for a while, nobody but the rules can miss.

| file | resource | waits for | without it | for example | the simulated Azure |
|---|---|---|---|---|---|
"""


@dataclass(frozen=True)
class Missed:
    """What a program without one `depends_on` lacks."""

    stack: str
    count: int
    rule: str
    example: str
    """`consumer does not wait for need`."""


ROWS: dict[Written, Missed] = {}


def without(one: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program be imported anew, one file of it changed."""
    alter({one.file: compile(ast.fix_missing_locations(one.removed()), str(one.file), "exec")}, monkeypatch)


@pytest.mark.parametrize("one", written(), ids=lambda one: f"{one.file.stem}-{one.consumer}")
def test_it_is_missed(
    one: Written,
    program: Program,
    recorded: dict[str, Recorder],
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    without(one, monkeypatch)
    recorded.clear()
    for name in (*STACKS, "bootstrap"):
        missed = broken(request.getfixturevalue(name) if name not in STACKS else run(program, name))
        if missed:
            rule, pairs = next(iter(missed.items()))
            ROWS[one] = Missed(name, sum(map(len, missed.values())), rule, min(pairs))
            return
    pytest.fail(f"nothing misses {one.place}: delete it, or add the rule that it is for")


def replayed(missed: Missed, program: Program) -> str:
    """Return what the simulated Azure says of the example."""
    consumer, need = missed.example.split(" does not wait for ")
    if not consumer.startswith("azure-native:") or missed.stack not in STACKS:
        return "not asked"
    whole = run(program, missed.stack, recording=Replayed)
    assert isinstance(whole, Replayed)
    refusal = whole.refusal(consumer, need)
    return f"refuses: `{refusal.code}`" if refusal else "accepts it"


def row(one: Written, missed: Missed, said: str) -> str:
    """Return a line of the page."""
    without_it = f"{missed.count} x {missed.rule.replace('_', ' ')} (stack {missed.stack})"
    return f"| {one.place} | {without_it} | {missed.example.replace('azure-native:', '')} | {said} |\n"


def test_the_page_tells_it(program: Program, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setenv(DELAY, "0")
    assert len(ROWS) == len(written())
    page = HEAD + "".join(row(one, ROWS[one], replayed(ROWS[one], program)) for one in written())
    if request.config.getoption("--update-golden"):
        PAGE.write_text(page, "utf-8")

    assert PAGE.read_text("utf-8") == page
