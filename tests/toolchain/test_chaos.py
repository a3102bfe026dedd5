"""Updates that are disturbed by plan end as if nobody had disturbed them; `make chaos` has hundreds of them."""

import json
import os
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from simulator.azure import faults
from simulator.azure.clock import Clock
from tests.engine import ROOT
from toolchain.chaos import whole
from toolchain.chaos.__main__ import PAGE, table
from toolchain.chaos.operator import How
from toolchain.chaos.plan import AFTER, KINDS, MIXTURE, Phase, Plan, Steps, planned
from toolchain.chaos.rehearsal import PLANTED, PROGRAM, SECRETS, Rehearsals

VAULT, POOL = "azure-native:keyvault:Vault", "azure-native:containerservice:AgentPool"
STEPS: Steps = {phase: [(VAULT, "create"), (POOL, "create"), (POOL, "create")] for phase in Phase}


def plans(seed: int, number: int = 2 * len(KINDS)) -> list[Plan]:
    return [planned(seed, one, STEPS) for one in range(number)]


def test_a_seed_is_a_plan_and_each_kind_comes_in_turn() -> None:
    assert plans(1) == plans(1) != plans(2)
    assert Counter(plan.kind for plan in plans(1)) == dict.fromkeys(KINDS, 2)
    assert {plan.phase for plan in plans(1)} == set(Phase)


def test_a_plan_disturbs_by_what_it_is_called(tmp_path: Path) -> None:
    file = tmp_path / "faults.json"
    for plan in plans(3, 200):
        file.write_text(json.dumps(plan.faults))
        faults.load(
            {faults.FILE: str(file)}, tmp_path / "azure.json", Clock()
        )  # raises where the simulator would refuse it
        named = {one["fault"] + (AFTER if one.get("after") else "") for one in plan.faults}
        if plan.kind == MIXTURE:
            assert plan.victim
            assert len(plan.faults) > 1
        else:
            assert named | ({plan.victim.kind} if plan.victim else set()) == {plan.kind}
        assert 0 <= plan.moment < 1


@pytest.mark.engine
def test_what_was_disturbed_becomes_whole(tmp_path: Path) -> None:
    rehearsals = Rehearsals(tmp_path, os.environ, phases=[Phase.BUILD])
    seen = [planned(1, number, rehearsals.steps) for number in (12, 15)]
    assert {plan.phase for plan in seen} == {Phase.BUILD}

    lost, killed = (rehearsals.run(plan, plan.kind) for plan in seen)

    assert (lost.problems, lost.disturbed, lost.how) == ((), True, How.BY_HAND)
    assert (killed.problems, killed.disturbed) == ((), True)
    assert {one.name for one in tmp_path.iterdir()} == {"build"}, "what is whole is cleared away"

    # The same questions, asked of a stack that is not whole.
    build, other = tmp_path / "build", tmp_path / "other"
    build.rename(other)
    azure = other / whole.CLOUD
    content: dict[str, Any] = json.loads(azure.read_text())
    rules = next(key for key in content["resources"] if key.endswith("/networksecuritygroups/rules"))
    content["resources"][rules.replace("rules", "orphan")] = {
        **content["resources"][rules],
        "body": {**content["resources"][rules]["body"], "id": rules.replace("/rules", "/orphan")},
    }
    tmp_path.joinpath("changed").mkdir()
    changed = tmp_path / "changed"
    (changed / "state").symlink_to(other / "state")
    (changed / whole.CLOUD).write_text(json.dumps(content))
    (changed / "log").write_text(f"said {PLANTED}")

    assert [one for one in whole.differences(changed, other) if "orphan is too much" in one]
    assert [one for one in whole.differences(other, changed) if "orphan is lost" in one]
    assert list(whole.leaks(changed, SECRETS)) == ["log has a secret in the clear"]
    assert PLANTED in azure.read_text(), "the secret reaches Azure, so there was something to find"
    assert PLANTED not in (PROGRAM / "Pulumi.dev.yaml").read_text()


def test_the_page_has_runs_of_each_kind_all_of_them_whole() -> None:
    rows = [line.strip("| ").split(" | ") for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")]
    figures = {row[0]: list(map(int, row[1:])) for row in rows if row[-1].isdigit()}

    assert list(figures) == [*KINDS, "all"]
    assert min(runs for runs, *_ in figures.values()) >= 5
    assert all(not_whole == 0 for *_, not_whole in figures.values())
    for runs, _, *ways in figures.values():
        assert sum(ways) == runs
    assert re.search(rf"make chaos RUNS={figures['all'][0]} SEED=\d+`", PAGE.read_text("utf-8"))
    assert (ROOT / "docs" / "runbooks" / "interrupted-update.md").exists()


def test_the_table_counts() -> None:
    figure = {"kind": KINDS[0], "failed": True, "how": How.BY_HAND, "whole": True}
    lines = table([figure, {**figure, "whole": False}, {**figure, "how": How.AT_ONCE, "failed": False}]).splitlines()

    assert lines[2] == f"| {KINDS[0]} | 3 | 2 | 1 | 0 | 1 | 1 |"
    assert lines[-1] == "| all | 3 | 2 | 1 | 0 | 1 | 1 |"
