"""Each rule refuses what Azure refuses, and lets its neighbour pass."""

import re
from collections.abc import Iterable
from typing import Any

import pytest

from simulator.azure import control_plane
from simulator.azure.arm import Request, Rule
from simulator.azure.catalog import all_evidence, modelled_resources, written
from simulator.azure.errors import ArmError
from simulator.azure.rules.locks import EVERY_DELETION
from simulator.azure.rules.references import EVERY_WRITE
from tests.simulator.operations import OPERATIONS
from tests.simulator.rule_cases import CASES as PLATFORM

CASES = PLATFORM | OPERATIONS


@pytest.mark.parametrize("name", CASES)
def test_refuses_what_azure_refuses(platform: Any, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    code, refused, _ = CASES[name]
    refusing: list[Rule] = []

    def recorded(rules: Iterable[Rule], request: Request) -> ArmError | None:
        for one in rules:
            if error := one(request):
                refusing.append(one)
                return error
        return None

    monkeypatch.setattr(control_plane, "first", recorded)
    with pytest.raises(ArmError) as refusal:
        refused(platform)

    (rule,) = map(written, refusing)
    assert (code, name.partition("[")[0]) == (refusal.value.code, rule.__name__), refusal.value.message
    assert code in all_evidence()[rule].codes


@pytest.mark.parametrize("name", CASES)
def test_accepts_the_neighbour(platform: Any, name: str) -> None:
    _, _, accepted = CASES[name]

    accepted(platform)


def every_rule() -> list[Rule]:
    resources = modelled_resources().values()
    return [*EVERY_WRITE, *EVERY_DELETION, *(rule for one in resources for rule in (*one.refuses, *one.keeps))]


def test_every_rule_has_a_case() -> None:
    assert {written(rule).__name__ for rule in every_rule()} == {name.partition("[")[0] for name in CASES}


def test_every_rule_has_its_evidence_and_is_asked_somewhere() -> None:
    assert {written(rule) for rule in every_rule()} == set(all_evidence())


def test_evidence_leads_to_a_public_page() -> None:
    assert [one.source for one in all_evidence().values() if not re.fullmatch(r"https://[^\s<>]+", one.source)] == []
