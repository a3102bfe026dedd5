"""What others ask for and no guardrail answers has its reason; a reason that is no longer needed is gone."""

from collections import Counter
from typing import Any

import pytest
from guardrails.catalog import catalog
from guardrails.frameworks import FRAMEWORKS

from docs.coverage import carried, read, reason

PEERS = read("peers.json")
BENCHMARKS = read("frameworks.json")
CHECKS = [
    (tool, check) for tool, about in PEERS["tools"].items() for checks in about["checks"].values() for check in checks
]
EXPLAINED = [check for one in PEERS["unmapped"] for check in one["ids"]]


def test_every_framework_that_guardrails_name_is_known() -> None:
    assert {control.framework for one in catalog() for control in one.controls} == set(FRAMEWORKS)


def test_every_check_of_a_peer_is_answered_or_explained_and_never_both() -> None:
    answered = {check for tool, check in CHECKS if check in carried(catalog(), tool)}

    assert {check for _, check in CHECKS} - answered == set(EXPLAINED)


def test_no_check_is_listed_or_explained_twice() -> None:
    listed = Counter(check for _, check in CHECKS) + Counter(EXPLAINED) - Counter(dict.fromkeys(EXPLAINED, 1))

    assert [check for check, times in listed.items() if times > 1] == []


@pytest.mark.parametrize("framework", BENCHMARKS)
def test_guardrails_carry_only_controls_that_the_benchmark_has(framework: str) -> None:
    assert set(carried(catalog(), framework)) - set(BENCHMARKS[framework]["controls"]) == set()


@pytest.mark.parametrize("framework", BENCHMARKS)
def test_every_control_without_guardrail_has_a_reason(framework: str) -> None:
    about = BENCHMARKS[framework]
    open_ones = _without_guardrail(framework, about)

    assert [control for control in open_ones if reason(control, about["left_out"]) is None] == []


@pytest.mark.parametrize("framework", BENCHMARKS)
def test_every_reason_is_needed(framework: str) -> None:
    about = BENCHMARKS[framework]
    needed = {reason(control, about["left_out"]) for control in _without_guardrail(framework, about)}

    assert set(about["left_out"]) - needed == set()


@pytest.mark.parametrize("framework", BENCHMARKS)
def test_the_versions_are_those_that_guardrails_name(framework: str) -> None:
    named = {control.version for one in catalog() for control in one.controls if control.framework == framework}

    assert named == {BENCHMARKS[framework]["version"]}


def test_the_nearest_section_explains_a_control() -> None:
    left_out = {"4": "all", "4.1": "some", "GS": "strategy"}

    found = [reason(control, left_out) for control in ("4.1.2", "4.10", "4", "41", "GS-3", "GSX")]

    assert found == ["4.1", "4", "4", None, "GS", None]


def _without_guardrail(framework: str, about: dict[str, Any]) -> list[str]:
    return [control for control in about["controls"] if control not in carried(catalog(), framework)]
