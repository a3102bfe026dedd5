"""docs/mutants.md is true of the components' literals as they are; `make flips` writes it."""

import re

import yaml

from tests.components.flips import ELSEWHERE
from tests.components.literals import literals
from tests.policypacks.mutants.page import SECTIONS


def test_the_page_is_of_these_literals() -> None:
    rows = re.findall(r"^\| `([^`]+)`: `([^`]+)` \| `([^`]+)` \|", SECTIONS["stack"].read_text("utf-8"), re.MULTILINE)

    assert sorted(rows) == sorted((one.place, one.value, one.flipped) for one in literals()), "run `make flips`"


def test_every_literal_that_no_preview_refuses_has_a_test() -> None:
    tests = yaml.safe_load(ELSEWHERE.read_text("utf-8"))
    page = SECTIONS["stack"].read_text("utf-8")
    rows = re.findall(r"^\| `([^`]+)`: .* \| \[\S+\]\(\.\./(\S+)\)::(\w+) \|$", page, re.MULTILINE)

    assert {place: f"{path}::{test}" for place, path, test in rows} == {
        place: test for test, places in tests.items() for place in places
    }
