"""The benchmarks run, and both sides of a comparison find the same; how long it takes is not tested."""

import json
import sys
from pathlib import Path

import pytest
from guardrails.tokens import ARM_TYPES

from benchmarks import estate
from benchmarks.analyzers import judge
from benchmarks.compare import TWENTY, Row, applicable, ratios, summary
from benchmarks.processes import ROOT, command
from benchmarks.stamps import created
from benchmarks.workload import recorded

SIZE = 10


def test_the_pack_and_the_official_servicer_find_the_same() -> None:
    recording = recorded(SIZE)
    cost, ours = judge("the pack", recording)
    _, theirs = judge("pulumi_policy", recording)

    assert ours == theirs
    assert ours
    assert cost.cpu > 0
    assert cost.memory > 10


def test_resources_are_counted_once() -> None:
    """The stack's line comes again with each warning, and the summary has the same word."""
    stack = " +  pulumi:pulumi:Stack p-dev create"
    lines = [stack, f"{stack} warning: using x", " +  a:b:C one create ", f"{stack} 1 warning", "Resources:"]

    assert created("\n".join([*lines, "    + 2 to create", ""])) == 2


@pytest.mark.parametrize("size", [SIZE, 600])
def test_a_recording_has_the_size_asked_for_and_all_that_its_resources_were_given(size: int) -> None:
    recording = recorded(size)
    urns = {one.urn for one in recording.stack.resources}

    assert len(recording.resources) == len(urns) == size
    assert {urn for one in recording.stack.resources for urn in one.dependencies} <= urns


def test_the_file_judge_finds_the_weak_of_each_kind_by_every_guardrail_of_its_own(tmp_path: Path) -> None:
    items = estate.estate(SIZE)
    arguments = [sys.executable, "-I", str(ROOT / "benchmarks" / "judge_file.py")]
    _, answer = command([*arguments, str(estate.listed(items, tmp_path)), *TWENTY])

    assert len(TWENTY) == 20
    assert {tuple(one) for one in json.loads(answer)} == {
        ("aks-local-accounts-disabled", items[0].urn),
        ("acr-admin-user-disabled", items[1].urn),
        ("kv-purge-protection", items[2].urn),
        ("st-min-tls", items[3].urn),
        ("k8s-no-host-network", items[4].urn),
        ("k8s-no-privilege-escalation", items[4].urn),
    }
    assert applicable(estate.recording(items), TWENTY) == 40


def test_peers_read_the_same_resources_in_forms_of_their_own(tmp_path: Path) -> None:
    items = estate.estate(SIZE)
    template = json.loads(estate.template(items, tmp_path).read_text("utf-8"))["resources"]
    objects = estate.objects(items, tmp_path).read_text("utf-8").split("---\n")[1:]

    assert [one["type"] for one in template] == [ARM_TYPES[one.token] for one in items if one.token in ARM_TYPES]
    assert template[3]["properties"]["minimumTlsVersion"] == "TLS1_0"
    assert template[3]["sku"] == {"name": "Standard_ZRS"}
    assert template[2]["properties"]["enableSoftDelete"]
    assert [json.loads(one)["metadata"]["name"] for one in objects] == ["example4", "example9"]


def test_a_ratio_tells_the_start_apart() -> None:
    rows = [
        Row("peer", tool, size, cpu, 1.0, 50.0, checks)
        for size, checks, costs in ((0, 0, (0.2, 1.0)), (10, 100, (0.3, 3.0)))
        for tool, cpu in zip(("the pack", "peer"), costs, strict=True)
    ]

    assert list(ratios(rows)) == ["peer ratio: 10.0 (20.0 after the start; CPU time of a check, 10 resources)"]
    assert list(summary(rows))[2:] == [
        "| 10 | the pack | 0.30 | 0.20 | 1.0 | 50 | 100 | 1,000 |",
        "| 10 | peer | 3.00 | 1.00 | 1.0 | 50 | 100 | 50 |",
    ]
