"""From nothing to the platform and back, on the real engine, the simulated Azure and a real Kubernetes API server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

from components.tenants.namespace import TEAM
from tests.cluster import Cluster, running
from tests.engine import ROOT, Engine
from tests.stack.conftest import PACK, beside_the_calendar

NAMESPACES = f"/api/v1/namespaces?labelSelector={TEAM}"
FLUX = "azure-native:kubernetesconfiguration:FluxConfiguration"


@contextmanager
def built(engine: Engine, stack: str) -> Iterator[None]:
    """Up creates everything; a second up and a refresh find nothing to do; destroy leaves nothing."""
    config = {"hardened-aks:protectData": False}
    first = engine.up(ROOT, stack, policy_packs=[PACK], config=config)
    second = engine.up(ROOT, stack, policy_packs=[PACK], config=config)
    refreshed = engine.refresh(ROOT, stack, config=config)

    assert set(first.operations.values()) == {"create"}
    assert set(second.operations.values()) == {"same"}
    assert set(refreshed.operations.values()) <= {"same", "refresh"}
    assert "updated" not in refreshed.output
    assert beside_the_calendar(first) == beside_the_calendar(second) == []
    yield
    destroyed = engine.destroy(ROOT, stack, config=config)

    assert set(destroyed.operations.values()) == {"delete"}
    assert engine.export(ROOT, stack) == []


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
    (flux,) = (one["inputs"] for one in engine.export(ROOT, stack) if one["type"] == FLUX)
    files = (engine.folder / "repository" / flux["kustomizations"]["tenants"]["path"]).rglob("*.yaml")
    objects = [yaml.safe_load(file.read_text("utf-8")) for file in files]
    return sorted(objects, key=lambda one: one["kind"] != "Namespace")


@pytest.mark.engine
def test_dev_is_built_and_taken_down_with_its_teams(engine: Engine, own_cluster: Cluster) -> None:
    """The program itself makes the objects of the cluster, and takes them away."""
    with built(engine, "dev"):
        assert teams(own_cluster) == ["crew", "shop"]

    assert teams(own_cluster) == []


@pytest.mark.engine
def test_prod_is_built_and_taken_down_with_the_files_of_its_teams(engine: Engine, own_cluster: Cluster) -> None:
    """Files are written where Flux looks for them, and a strict API server takes each of them."""
    rendered_here = set(ROOT.glob("manifests*"))
    with built(engine, "prod"):
        assert teams(own_cluster) == [], "nobody but Flux applies them"
        for manifest in fetched(engine, "prod"):
            own_cluster.client().apply(manifest, manager="kustomize-controller")
        assert teams(own_cluster) == ["shop"]

    assert list(Path(engine.folder / "repository").rglob("*.yaml")) == []
    assert set(ROOT.glob("manifests*")) == rendered_here, "a local run leaves the project's folder alone"


@pytest.mark.engine
def test_protected_data_is_not_destroyed(engine: Engine) -> None:
    engine.up(ROOT, "prod", policy_packs=[PACK])

    refused = engine.destroy(ROOT, "prod", check=False)

    assert refused.exit_code != 0
    assert "protected" in refused.output
    kept = {resource["urn"].rsplit("::", 1)[-1] for resource in engine.export(ROOT, "prod") if resource.get("protect")}
    assert {"monitoring", "registry", "registry-key", "vault"} <= kept
