"""Whatever a resource needs is there before it: roles, keys, names, ways out; the program waits for all of it."""

import dataclasses

import pytest

from tests.components.depends_on import written
from tests.components.ordering import RULES, broken
from tests.components.recorder import ROOT, Program, Recorder
from tests.components.stacks import STACKS, run


@pytest.mark.parametrize("name", STACKS)
def test_every_consumer_waits_for_what_it_needs(program: Program, name: str) -> None:
    assert broken(run(program, name)) == {}


def test_the_state_waits_for_what_it_needs(bootstrap: Recorder) -> None:
    assert broken(bootstrap) == {}


def test_every_rule_has_something_to_say(program: Program) -> None:
    silent = {rule.__name__ for rule in RULES if not any(list(rule(run(program, name))) for name in STACKS)}

    assert silent == set()


def test_a_forgotten_dependency_is_found(program: Program) -> None:
    whole = run(program, "production")
    registry = whole.one("azure-native:containerregistry:Registry")
    careless = Recorder(preview=False)
    careless.registered = [
        dataclasses.replace(one, dependencies=()) if one is registry else one for one in whole.registered
    ]

    assert set(broken(careless)) >= {"identities_have_their_roles", "keys_are_there"}


def test_each_depends_on_is_proven_needed() -> None:
    page = (ROOT / "docs" / "ordering.md").read_text("utf-8")

    missing = [one.place for one in written() if f"| {one.place} |" not in page]
    assert missing == [], "docs/ordering.md is stale: run `make ordering`"
    assert page.count("\n| `") == len(written())
