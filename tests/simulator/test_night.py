"""AKS changes clusters by itself, as far as they let it; an update that names the same minor version undoes nothing."""

from typing import Any

import pytest
from typer.testing import CliRunner

from simulator.__main__ import app
from simulator.azure.world import STATE

CLUSTER, POOL = "containerservice:ManagedCluster", "containerservice:AgentPool"
BOUNDS = {"enableAutoScaling": True, "minCount": 1, "maxCount": 9}
CHANNELS = {"upgradeChannel": "patch", "nodeOSUpgradeChannel": "NodeImage"}
IMAGE = "AKSUbuntu-2204gen2containerd-202511.11"


def versions(body: Any) -> tuple[Any, ...]:
    return body["orchestratorVersion"], body["currentOrchestratorVersion"], body["nodeImageVersion"]


def test_pools_grow_and_versions_are_patched_until_an_update_names_the_minor_version(
    platform: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(STATE, str(platform.state))
    pool = {**BOUNDS, "orchestratorVersion": "1.36"}
    inputs = platform.cluster_inputs(pool=pool, kubernetesVersion="1.36", autoUpgradeProfile=CHANNELS)
    cluster = platform.create(CLUSTER, **inputs)

    said = CliRunner().invoke(app, ["night"]).stdout.splitlines()
    body = platform.read(CLUSTER, cluster["id"])
    (system,) = body["agentPoolProfiles"]

    changed = (cluster["id"], f"{cluster['id']}/agentPools/system")
    assert said == [f"{arm_id} is not what it was." for arm_id in changed]
    assert (body["kubernetesVersion"], body["currentKubernetesVersion"]) == ("1.36.2", "1.36.2")
    assert versions(system) == ("1.36.2", "1.36.2", f"{IMAGE}.1")
    assert system["count"] == 9

    updated = platform.update(CLUSTER, cluster["id"], **inputs)
    (system,) = updated["agentPoolProfiles"]
    assert (updated["kubernetesVersion"], updated["currentKubernetesVersion"]) == ("1.36", "1.36.2")
    assert versions(system) == ("1.36", "1.36.2", f"{IMAGE}.1")
    assert system["count"] == 3, "an update sends a count, and has it"


def test_what_is_not_automatic_stays(platform: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STATE, str(platform.state))
    cluster = platform.create(CLUSTER, **platform.cluster_inputs(autoUpgradeProfile={"nodeOSUpgradeChannel": "None"}))
    before = platform.read(CLUSTER, cluster["id"])

    assert CliRunner().invoke(app, ["night"]).stdout == ""
    assert platform.read(CLUSTER, cluster["id"]) == before
