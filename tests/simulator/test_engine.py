"""The real engine builds, changes and destroys a platform in the simulated Azure."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from simulator.azure.client import Client
from tests.engine import ROOT

pytestmark = pytest.mark.engine

PROGRAMS = Path(__file__).parent / "programs"
PLATFORM, HALFWAY, DEFENDER = PROGRAMS / "platform", PROGRAMS / "halfway", PROGRAMS / "defender"
SUBSCRIPTION = f"/subscriptions/{Client.configured({}).subscription_id}"
PLANS = f"{SUBSCRIPTION}/providers/Microsoft.Security/pricings"
TAKEN_OVER = f"""
  taken:
    type: azure-native:resources:ResourceGroup
    properties:
      resourceGroupName: rg
      location: westeurope
    options:
      provider: ${{azure}}
      import: {SUBSCRIPTION}/resourceGroups/rg
"""


def world(engine: Any) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((engine.folder / "azure.json").read_text())
    return content


def changes(run: Any) -> dict[str, str]:
    """Return what happened to each resource that did not stay the same, by its name."""
    return {urn.rpartition("::")[2]: operation for urn, operation in run.operations.items() if operation != "same"}


def nodes(engine: Any) -> dict[str, int]:
    """Return how many nodes each pool has."""
    pools = (one["body"] for key, one in world(engine)["resources"].items() if "/agentpools/" in key)
    return {pool["name"]: pool["count"] for pool in pools}


def test_builds_mends_drift_changes_and_destroys(engine: Any) -> None:
    built = engine.up(PLATFORM)
    assert {"create"} == set(changes(built).values())
    assert "hush" not in json.dumps(engine.state(PLATFORM)), "secrets are encrypted in the state"

    by_hand = ("resourceGroups/rg", "tags", '{"by": "hand"}')
    for name, path, value in (("agentPools/user", "count", "7"), ("agentPools/system", "count", "4"), by_hand):
        command = [sys.executable, "-m", "simulator", "set", name, path, value]
        subprocess.run(command, cwd=ROOT, env={**engine.env, "PYTHONPATH": str(ROOT)}, check=True)
    assert "3 updated" in engine.refresh(PLATFORM).output
    assert changes(engine.up(PLATFORM)) == {"group": "update", "user": "update"}
    assert nodes(engine) == {"user": 1, "system": 4}, "the autoscaler's count is left alone"
    (group,) = [one for one in world(engine)["resources"].values() if one["kind"].endswith(":ResourceGroup")]
    assert not group["body"].get("tags")
    assert changes(engine.preview(PLATFORM)) == {}

    config: dict[str, Any] = {"simulated-platform:nodes": 2}
    assert changes(engine.up(PLATFORM, config=config)) == {"user": "update"}

    config["simulated-platform:size"] = "Standard_D8s_v5"
    replaced = engine.up(PLATFORM, config=config)
    steps = [one["metadata"] for one in replaced.of("resourcePreEvent") if one["metadata"]["op"] != "same"]
    assert [(one["urn"].rpartition("::")[2], one["op"]) for one in steps] == [
        ("user", "delete-replaced"),
        ("user", "replace"),
        ("user", "create-replacement"),
    ], "a name of its own is free only when the old pool is gone"

    engine.destroy(PLATFORM, config=config)
    assert world(engine)["resources"] == {}
    kept = {one["kind"] for one in world(engine)["deleted"].values()}
    assert kept == {"azure-native:keyvault:Vault", "azure-native:keyvault:Key"}


def test_a_forgotten_dependency_fails(engine: Any) -> None:
    run = engine.up(PLATFORM, config={"simulated-platform:careless": True}, check=False)

    assert run.exit_code != 0
    assert "Failed to access KeyId" in run.output


def test_a_crash_stops_an_update_and_the_next_goes_on(engine: Any, tmp_path: Path) -> None:
    file = tmp_path / "faults.yaml"
    file.write_text(
        "- {type: azure-native:managedidentity:UserAssignedIdentity, call: 1, fault: another-operation}\n"
        "- {type: azure-native:containerregistry:Registry, operation: create, call: 1, fault: provider-crash}\n"
    )
    # Without a delay no other creation is under way between its effect in Azure and its end, which a crash would lose.
    env = {"SIMULATED_AZURE_FAULTS": str(file), "SIMULATED_AZURE_ROLE_DELAY_MS": "0"}

    stopped = engine.up(PLATFORM, check=False, env=env)
    assert stopped.exit_code != 0
    assert "images" in {one["body"]["name"][:6] for one in world(engine)["resources"].values()}
    kept = set(changes(stopped))

    engine.up(PLATFORM, env=env)
    assert kept
    assert changes(engine.preview(PLATFORM)) == {}


def test_what_fails_late_is_in_the_state_and_the_next_update_completes_it(engine: Any) -> None:
    run = engine.up(HALFWAY, check=False)
    (cluster,) = [one for one in engine.state(HALFWAY) if one["type"].endswith(":ManagedCluster")]

    assert run.exit_code != 0
    assert "CreateOrUpdateVirtualNetworkLinkFailed" in run.output
    assert "overlapping namespaces" in cluster["initErrors"][0]
    assert cluster["outputs"]["provisioningState"] == "Failed"

    content = world(engine)
    (link,) = [key for key in content["resources"] if "/virtualnetworklinks/" in key]
    del content["resources"][link]
    (engine.folder / "azure.json").write_text(json.dumps(content))

    assert changes(engine.up(HALFWAY)) == {"cluster": "update"}
    assert [one["initErrors"] for one in engine.state(HALFWAY) if one.get("initErrors")] == []


def extensions(engine: Any) -> set[str]:
    """Return what of the posture plan is on in Azure."""
    plan = world(engine)["resources"][f"{PLANS}/CloudPosture".lower()]["body"]
    return {one["name"] for one in plan["extensions"] if one["isEnabled"] == "True"}


def test_plans_that_are_there_are_turned_on_changed_and_left_on(engine: Any) -> None:
    located = {"azure-native:location": "westeurope"}
    assert changes(engine.up(DEFENDER, config=located))["defender"] == "create"
    assert len(extensions(engine)) > len({"AgentlessVmScanning"})
    assert changes(engine.up(DEFENDER, config=located)) == {}

    fewer = engine.up(DEFENDER, config={**located, "fewer": True})
    assert changes(fewer) == {"defender": "update"}
    assert extensions(engine) == {"AgentlessVmScanning"}

    engine.destroy(DEFENDER, config=located)
    left = {one["body"]["name"]: one["body"] for one in world(engine)["resources"].values()}
    assert engine.state(DEFENDER) == []
    assert left.pop("default")["emails"] == "a@example.com"
    assert {name: plan["pricingTier"] for name, plan in left.items()} == dict.fromkeys(
        ("Arm", "CloudPosture", "Containers", "KeyVaults", "StorageAccounts", "VirtualMachines"), "Standard"
    )


def test_a_plan_of_its_own_type_is_refused_and_one_in_the_state_forgotten(engine: Any) -> None:
    located = {"azure-native:location": "westeurope"}
    typed = {**located, "typed": True, "scope": PLANS.partition("/providers")[0].strip("/")}
    refused = engine.up(DEFENDER, config=typed, check=False)
    assert refused.exit_code != 0
    assert f"cannot create already existing resource '{PLANS}/KeyVaults'" in refused.output

    engine.up(DEFENDER, config=located)
    taken_over = ("azure-native:security:Pricing", "vaults", f"{PLANS}/KeyVaults", "--protect=false")
    flags = (*taken_over, "--generate-code=false", "--yes", "--skip-preview")
    engine.run("import", DEFENDER, "dev", flags=flags, config=typed)
    assert changes(engine.up(DEFENDER, config=typed))["defender"] == "delete"
    assert any(one.get("retainOnDelete") for one in engine.state(DEFENDER))

    updated = engine.up(DEFENDER, config=located)
    assert changes(updated)["vaults"] == "delete", "of the state alone: Azure would refuse"
    assert not [one for one in engine.state(DEFENDER) if one["type"] == "azure-native:security:Pricing"]
    assert world(engine)["resources"][f"{PLANS}/KeyVaults".lower()]["body"]["pricingTier"] == "Standard"


def test_a_provider_of_its_own_changes_and_what_is_imported_does_not(engine: Any, tmp_path: Path) -> None:
    project = Path(shutil.copytree(PROGRAMS / "provider", tmp_path / "project"))
    program = project / "Pulumi.yaml"
    engine.up(project)

    program.write_text(program.read_text().replace("westeurope", "northeurope") + TAKEN_OVER)
    assert changes(engine.up(project)) == {"azure": "update", "taken": "import"}
