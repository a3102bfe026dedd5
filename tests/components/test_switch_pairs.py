"""Each two positions of the stack's switches meet in a configuration that runs and that the guardrails accept."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from guardrails.run import NOTICES

from docs.configurator.questions import Question, questions
from tests.components.judging import said
from tests.components.recorder import PROJECT, Configure, Program, Recorder, Run, stack_config
from tests.components.settings_values import refusal
from tests.components.switches import APART, SWITCHES, Pair, covering, met, pairs, settings

CONFIGURATIONS = list(covering())
REFUSED = sorted(APART, key=sorted)
NOT_YET = "retired-key-vault-api"
"""What no release of the provider can meet."""


def exempted_for_signatures(*prefixes: str) -> set[tuple[str, str]]:
    """Return what docs/tenants.md asks to exempt where signatures are verified: guardrail and resource, by stamp."""
    asked = (
        ("k8s-rbac-no-secret-read", "signatures-role-ratify"),
        ("k8s-automount-sa-token-off", "signatures-deployment-ratify"),
    )
    return {(guardrail, f"{prefix}{name}") for prefix in prefixes for guardrail, name in asked}


def reporting(*, policies: bool, admission: bool) -> set[str]:
    """Return the guardrails that say what only reports: Azure Policy's assignments, and admission."""
    told = {"policy-assignment-enforced": policies, "k8s-admission-policy-refuses": admission}
    return {name for name, says in told.items() if says}


NO_POSITION = {
    # Such a hub is named by the security team first: tests/stack/test_switches.py previews one.
    "network.hub.forwards",
    "stamps.hub.forwards",
    # Wherever the way out is a hub: tests.components.switches.settings.
    "stamps.hub",
}
"""Choices that no switch has as a position of its own."""


def choices(node: Question, path: str) -> Iterator[str]:
    """Yield the paths of what is decided: yes or no, one of several, or nothing at all."""
    if node["kind"] in ("boolean", "choice") or node.get("optional"):
        yield path
    for part in (*node.get("parts", ()), *node.get("item", {}).get("parts", ())):
        yield from choices(part, f"{path}.{part['key']}")


def paths(value: Any, path: str) -> Iterator[str]:
    """Yield the path of a value and of all that it has inside, items of a list without their number."""
    yield path
    for item in value if isinstance(value, list) else [value]:
        for key, part in item.items() if isinstance(item, dict) else ():
            yield from paths(part, f"{path}.{key}")


def test_every_choice_of_the_settings_is_a_position_of_a_switch() -> None:
    """Names and numbers decide nothing."""
    taken = [position for switch in SWITCHES.values() for position in switch.values()]
    varied = {path for position in taken for key, value in position.items() for path in paths(value, key)}

    assert {path for one in questions() for path in choices(one, one["key"])} - varied == NO_POSITION


def found(recorder: Recorder) -> set[tuple[str, str, str]]:
    """Return what the pack has to say about the registered resources: guardrail, resource, first words."""
    return {
        (one.policyName, one.urn.rpartition("::")[2], one.message)
        for one in said(recorder)
        if one.policyName not in (NOT_YET, NOTICES)
    }


def test_every_pair_meets() -> None:
    assert set().union(*map(met, CONFIGURATIONS)) == pairs()


@pytest.mark.parametrize("pair", REFUSED, ids=lambda pair: str(sorted(pair)))
def test_what_does_not_go_together_is_refused(run: Run, configure: Configure, pair: Pair) -> None:
    changed = settings(dict(pair))
    configure(
        stack_config("dev")
        | {f"{PROJECT}:{key}": one if isinstance(one, str) else json.dumps(one) for key, one in changed.items()}
    )

    assert refusal(run)


@pytest.mark.parametrize("number", range(len(CONFIGURATIONS)))
def test_switches_run_together_and_nothing_is_found(program: Program, number: int) -> None:
    """But a person who deploys, what docs/tenants.md asks to exempt for signatures, and what only reports."""
    choice = CONFIGURATIONS[number]
    told = found(program("dev", **settings(choice)))

    direct = {one for one in told if one[0] == "rbac-no-direct-user-assignment"}
    assert bool(direct) == (choice["deployer"] == "User")
    assert all(resource.endswith("vault-deployer") for _, resource, _ in direct)
    stamps = {"one": ("",), "two": ("", "neu-")}[choice["stamps"]]
    exempted = exempted_for_signatures(*stamps) if choice["signatures"] == "on" else set()
    makes_objects = choice["access"] in ("direct", "render")
    silent = reporting(
        policies=choice["policies"] == "Audit", admission=makes_objects and choice["admission"] == "Audit"
    )
    audits = {one for one in told if one[0] in silent}
    assert {guardrail for guardrail, _, _ in audits} == silent
    assert {(guardrail, resource) for guardrail, resource, _ in told - direct - audits} == exempted, told
