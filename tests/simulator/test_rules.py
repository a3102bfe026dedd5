"""Each rule refuses what Azure refuses, and lets its neighbour pass."""

import re
from collections.abc import Iterable
from typing import Any

import pytest

from simulator.azure import control_plane
from simulator.azure.arm import Request, Rule
from simulator.azure.catalog import modelled_resources
from simulator.azure.errors import ArmError
from simulator.azure.rules.locks import EVERY_DELETION
from simulator.azure.rules.references import EVERY_WRITE
from tests.simulator.operations import OPERATIONS
from tests.simulator.rule_cases import CASES as PLATFORM

CASES = PLATFORM | OPERATIONS


@pytest.mark.parametrize("name", CASES)
def test_refuses_what_azure_refuses(platform: Any, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    code, refused, _ = CASES[name]
    refusing: list[str] = []

    def recorded(rules: Iterable[Rule], request: Request) -> ArmError | None:
        for one in rules:
            if error := one(request):
                refusing.append(short(one))
                return error
        return None

    monkeypatch.setattr(control_plane, "first", recorded)
    with pytest.raises(ArmError) as refusal:
        refused(platform)

    assert (code, [name.partition("[")[0]]) == (refusal.value.code, refusing), refusal.value.message


@pytest.mark.parametrize("name", CASES)
def test_accepts_the_neighbour(platform: Any, name: str) -> None:
    _, _, accepted = CASES[name]

    accepted(platform)


def every_rule() -> list[Rule]:
    resources = modelled_resources().values()
    return [*EVERY_WRITE, *EVERY_DELETION, *(rule for one in resources for rule in (*one.refuses, *one.keeps))]


def short(rule: Rule) -> str:
    """Return a rule's name, or that of the function that made it."""
    return rule.__qualname__.partition(".")[0]


def test_every_rule_has_a_case() -> None:
    assert {short(rule) for rule in every_rule()} == {name.partition("[")[0] for name in CASES}


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.__qualname__)
def test_every_rule_says_where_it_is_written_and_how_sure_that_is(rule: Rule) -> None:
    last = (rule.__doc__ or "").strip().splitlines()[-1].strip()

    assert re.fullmatch(r"(Verified|Documented|Unconfirmed): https://\S+", last), (
        f"{rule.__qualname__} ends with {last!r}"
    )
