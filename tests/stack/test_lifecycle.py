"""From nothing to the platform and back, on the real engine, the simulated Azure and a real Kubernetes API server."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from components.tenants.namespace import TEAM
from delivery.drift import unexpected
from simulator.azure import portal
from simulator.azure.client import Client
from simulator.azure.night import pass_night
from simulator.azure.world import opened
from tests.cluster import Cluster, running
from tests.engine import EXAMPLES, ROOT, Engine, Run
from tests.interruption import ENGINE, PROVIDER, cli, in_azure, interrupted, made, unknown
from tests.policypacks import recordings
from tests.stack.conftest import PACK, beside_the_calendar

pytestmark = pytest.mark.engine

NAMESPACES = f"/api/v1/namespaces?labelSelector={TEAM}"
FLUX = "azure-native:kubernetesconfiguration:FluxConfiguration"
REGISTRY = "azure-native:containerregistry:Registry"
WORKSPACE = "azure-native:operationalinsights:Workspace"
LOCK = "azure-native:authorization:ManagementLockByScope"
CLUSTER = "azure-native:containerservice:ManagedCluster"
APART = {
    "apiVersion": "networking.k8s.io/v1",
    "kind": "NetworkPolicy",
    "metadata": {"name": "default-deny", "namespace": "shop"},
}


def changes(run: Run) -> dict[str, str]:
    """Return the last step of each resource of Azure or Kubernetes that did not stay the same, by its name."""
    steps = [(*urn.split("::")[-2:], step) for urn, step in run.operations.items() if step != "same"]
    return {name: step for kind, name, step in steps if ":index:" not in kind.rpartition("$")[2]}


def completed_after_two_deaths(engine: Engine) -> Run:
    """Bring dev up though its provider dies, and later its engine: two orphans are imported, the others are let go."""
    interrupted(engine, PROVIDER, REGISTRY, ROOT, scale="0.03", policy_packs=[PACK])
    take_over(engine, REGISTRY, "registry", "hardened-aks:index:Registry")
    let_go(engine)
    interrupted(engine, ENGINE, CLUSTER, ROOT, scale="0.01", policy_packs=[PACK])
    cli(engine, ROOT, "cancel", "--yes")
    take_over(engine, CLUSTER, "cluster", "hardened-aks:index:Cluster")
    let_go(engine)
    return engine.up(ROOT, policy_packs=[PACK])


def take_over(engine: Engine, kind: str, name: str, component: str) -> None:
    """Import what Azure has and the state of dev has not."""
    (arm_id,) = (arm_id for arm_id, found in unknown(engine, ROOT).items() if found == kind)
    (parent,) = (one["urn"] for one in engine.state(ROOT) if one["type"] == component)
    flags = (kind, name, arm_id, "--parent", f"parent={parent}", "--protect=false")
    engine.run("import", ROOT, "dev", flags=(*flags, "--generate-code=false", "--yes", "--skip-preview"))


def let_go(engine: Engine) -> None:
    """Delete in Azure what the state of dev does not have."""
    orphans = unknown(engine, ROOT)
    with opened(engine.folder / "azure.json") as azure:
        for arm_id in sorted(orphans, key=len):
            if azure.get(arm_id):
                portal.remove(azure, arm_id, Client.configured({}))


def assert_settled(engine: Engine, stack: str) -> None:
    """A second update and a refresh find nothing to do."""
    second = engine.up(ROOT, stack, policy_packs=[PACK])
    flags = ("--yes", "--skip-preview", "--clear-pending-creates")
    refreshed = engine.run("refresh", ROOT, stack, flags=flags)

    assert set(second.operations.values()) == {"same"}
    assert beside_the_calendar(second) == []
    assert set(refreshed.operations.values()) <= {"same", "refresh"}
    assert "updated" not in refreshed.output
    assert unknown(engine, ROOT, stack) == {}


def drifts_and_changes(
    engine: Engine, stack: str, machines: str, settings: dict[str, Any], steps: dict[str, str]
) -> dict[str, Any]:
    """Change and delete by hand, which a look at drift finds; one update repairs it and makes changes of its own.

    What Azure does by itself meanwhile is no drift, and the update leaves the number of nodes alone.

    Args:
        engine: Where to.
        stack: The stack's name.
        machines: What the last pool runs on, which replaces it.
        settings: What else is changed, how long the workspace keeps logs among it.
        steps: What the update repairs besides or makes of the settings, step by name.

    Returns:
        The settings after the change.

    """
    with opened(engine.folder / "azure.json") as azure:
        by_itself = pass_night(azure)
        (registry,) = portal.found(azure, f"{REGISTRY} ")
        portal.change(azure, registry["id"], "adminUserEnabled", value=True)
        (setting,) = portal.found(azure, "-nodes/providers/microsoft.insights/diagnosticsettings")
        portal.remove(azure, setting["id"], Client.configured({}))
    found = engine.run("refresh", ROOT, stack, flags=("--preview-only", "--json"))
    committed = yaml.safe_load((EXAMPLES / f"{stack}.yaml").read_text("utf-8"))["config"]
    *others, last = committed["userPools"]
    config = {**settings, "userPools": [*others, {**last, "vmSize": machines}]}
    flags = ("--refresh", "--yes", "--skip-preview")
    done = engine.run("up", ROOT, stack, flags=flags, policy_packs=[PACK], config=config)

    by_hand = {"network-nodes is gone", "registry adminUserEnabled: false => true"}
    told = {line.rpartition("::")[2] for line in unexpected(found.output)}
    assert by_hand <= told <= by_hand | {f"{name} is gone" for name in steps}
    assert changes(done) == {
        **dict.fromkeys(("cluster", *(one["name"] for one in others)), "update"),
        "registry": "update",
        "network-nodes": "create",
        "monitoring": "update",
        "monitoring-tables": "update",
        last["name"]: "create-replacement",
        **steps,
    }
    assert beside_the_calendar(done) == []
    with opened(engine.folder / "azure.json") as azure:
        assert portal.one(azure, registry["id"])["adminUserEnabled"] is False
        pools = [portal.one(azure, arm_id) for arm_id in by_itself if "/agentPools/" in arm_id]
    grown = {pool["name"] for pool in pools if pool["count"] == pool["maxCount"]}
    assert grown == {pool["name"] for pool in pools} - {last["name"]}, "but for the new pool, which starts small"
    return config


def swaps_the_system_pool(engine: Engine, config: dict[str, Any]) -> dict[str, Any]:
    """Take over a copy of the system pool that has other machines, as docs/runbooks/node-pool-swap.md has it.

    Returns:
        The settings after the change.

    """
    larger = {"name": "system2", "vmSize": "Standard_D8ds_v5"}
    with opened(engine.folder / "azure.json") as azure:
        old = portal.one(azure, "agentPools/system")
        azure.put(str(azure.kind(old["id"])), {**old, **larger, "id": f"{old['id']}2"})
    changed = {**config, "systemPool": {**larger, "minCount": 3, "maxCount": 5}}
    flags = ("--refresh", "--yes", "--skip-preview")
    done = engine.run("up", ROOT, "dev", flags=flags, policy_packs=[PACK], config=changed)
    with opened(engine.folder / "azure.json") as azure:
        portal.remove(azure, old["id"], Client.configured({}))

    assert changes(done) == {"cluster": "update"}
    assert beside_the_calendar(done) == []
    again = engine.run("up", ROOT, "dev", flags=flags, policy_packs=[PACK], config=changed)
    assert set(again.operations.values()) == {"same"}
    return changed


def retained(engine: Engine, stack: str) -> set[str]:
    """Return the ids of what a destroy of the stack leaves in Azure on purpose."""
    return {one["id"] for one in engine.state(ROOT, stack) if one.get("retainOnDelete")}


def assert_taken_down(engine: Engine, stack: str, config: dict[str, Any], kept: set[str]) -> None:
    """A destroy leaves what is kept, and the names of what can be had back, which the simulated Azure tells."""
    destroyed = engine.destroy(ROOT, stack, config=config)

    assert set(destroyed.operations.values()) == {"delete"}
    assert engine.state(ROOT, stack) == []
    assert set(made(engine)) <= kept
    with opened(engine.folder / "azure.json") as azure:
        assert {"azure-native:keyvault:Vault", WORKSPACE} <= {kind for kind, _ in azure.kept()}


def in_state(engine: Engine, stack: str) -> set[tuple[str, str]]:
    """Return what the pack finds in the state: level or `undecided`, and guardrail."""
    found = recordings.of_state(engine, ROOT, stack)
    return {
        (level, guardrail)
        for name, levels in found.items()
        if name != "notices"
        for level, guardrails in levels.items()
        for guardrail in guardrails
    }


@pytest.fixture
def own_cluster(engine: Engine) -> Iterator[Cluster]:
    """Return the cluster that Azure hands out in this test; its policies hold everywhere, so nobody else is in it."""
    with running(engine.folder / "kubernetes") as cluster:
        yield cluster


def teams(cluster: Cluster) -> list[str]:
    """Return whose namespaces there are."""
    return [one["metadata"]["labels"][TEAM] for one in cluster.client().request("GET", NAMESPACES)["items"]]


def fetched(engine: Engine, stack: str) -> list[dict[str, Any]]:
    """Return the objects that Flux finds in the repository where Azure tells it to look, namespaces first."""
    (flux,) = (one["inputs"] for one in engine.state(ROOT, stack) if one["type"] == FLUX)
    files = (engine.folder / "repository" / flux["kustomizations"]["tenants"]["path"]).rglob("*.yaml")
    objects = [yaml.safe_load(file.read_text("utf-8")) for file in files]
    return sorted(objects, key=lambda one: one["kind"] != "Namespace")


def test_dev_is_built_and_taken_down_with_its_teams(engine: Engine, own_cluster: Cluster) -> None:
    """Deaths on the way cost nothing; the program makes the objects of the cluster, and takes all of it away."""
    completed = completed_after_two_deaths(engine)
    steps = completed.operations
    assert steps.pop(next(urn for urn in steps if urn.endswith(f"{CLUSTER}::cluster"))) == "update", "not replaced"
    assert set(steps.values()) <= {"create", "same"}
    assert beside_the_calendar(completed) == []
    assert_settled(engine, "dev")
    assert teams(own_cluster) == ["crew", "shop"]

    own_cluster.client().delete(APART)
    settings = {"logRetentionDays": 120, "registry": {"buildAgents": True}}
    steps = {"shop-networkpolicy-default-deny": "create", "builds": "create", "network-build-agents": "create"}
    changed = drifts_and_changes(engine, "dev", "Standard_D8ds_v5", settings, steps)
    assert own_cluster.client().read(APART)

    swapped = swaps_the_system_pool(engine, changed)

    assert_taken_down(engine, "dev", swapped, retained(engine, "dev"))
    assert teams(own_cluster) == []


def test_prod_is_built_and_taken_down_with_the_files_of_its_teams(engine: Engine, own_cluster: Cluster) -> None:
    """Files are written where Flux looks for them, and a strict API server takes each of them; data is protected."""
    rendered_here = set(ROOT.glob("manifests*"))
    first = engine.up(ROOT, "prod", policy_packs=[PACK])
    assert set(first.operations.values()) == {"create"}
    assert beside_the_calendar(first) == []
    assert_settled(engine, "prod")
    assert in_state(engine, "prod") == {("advisory", "retired-key-vault-api")}
    assert teams(own_cluster) == [], "nobody but Flux applies them"
    for manifest in fetched(engine, "prod"):
        own_cluster.client().apply(manifest, manager="kustomize-controller")
    assert teams(own_cluster) == ["shop"]

    changed = drifts_and_changes(engine, "prod", "Standard_E16ds_v5", {"logRetentionDays": 400}, {})

    left_alone = retained(engine, "prod")
    refused = engine.run("destroy", ROOT, "prod", flags=("--yes",), config=changed, check=False)
    assert refused.exit_code != 0
    assert "because it is protected" in refused.output
    kept = {resource["urn"].rsplit("::", 1)[-1] for resource in engine.state(ROOT, "prod") if resource.get("protect")}
    assert {"monitoring", "registry", "registry-key", "shop", "vault"} <= kept
    assert LOCK in in_azure(engine).values(), "the preview that comes first keeps all"
    cli(engine, ROOT, "state", "unprotect", "--all", "--yes", stack="prod")
    assert_taken_down(engine, "prod", changed, left_alone)
    with opened(engine.folder / "azure.json") as azure:
        assert portal.one(azure, "CloudPosture")["pricingTier"] == "Standard", "Defender goes on watching"
    assert list(Path(engine.folder / "repository").rglob("*.yaml")) == []
    assert set(ROOT.glob("manifests*")) == rendered_here, "a local run leaves the project's folder alone"
