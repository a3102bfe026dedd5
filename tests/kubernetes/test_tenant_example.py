"""The sample application passes everything; each mistake is refused twice, at preview and in the cluster."""

from pathlib import Path

import pytest
import yaml

from components.admission.catalog import catalog
from components.tenants.namespace import namespace
from components.tenants.team import contents
from simulator.kubernetes.errors import RefusedError
from tests.cluster import Cluster
from tests.engine import ROOT, Engine
from tests.kubernetes.test_team import ARGS, TEAM
from tests.kubernetes.variations import TENANT, VARIATIONS, Object, Variation, application
from toolchain.kubernetes_server import kubeconfig

PACK = ROOT / "policypacks" / "aks"
OFFLINE = kubeconfig("https://127.0.0.1:9", b"", "none")
"""Opens no server: only fields are checked at preview, and the pack has the word."""


@pytest.fixture(scope="module")
def house(guarded_cluster: Cluster) -> Cluster:
    """Return a cluster with admission in force and the team's namespace."""
    admin = guarded_cluster.client()
    admin.apply(namespace("shop", "1.35", kept=True))
    for manifest in contents({**ARGS, "declaration": {**TEAM, "name": "shop"}}):
        admin.apply(manifest)
    return guarded_cluster


def tried(cluster: Cluster, objects: list[Object]) -> str:
    """Create the objects, and the pods that the deployment would make, without keeping them; return the refusal."""
    template = next(one["spec"]["template"] for one in objects if one["kind"] == "Deployment")
    pod = {"apiVersion": "v1", "kind": "Pod", **template, "metadata": {**template["metadata"], "name": "web"}}
    pod["metadata"]["namespace"] = "shop"
    for one in (*objects, pod):
        try:
            cluster.client().create(one, dry_run=True)
        except RefusedError as refusal:
            return str(refusal)
    return ""


def test_application_is_admitted(house: Cluster) -> None:
    """By Pod Security, by every policy, within the team's quota."""
    assert tried(house, application()) == ""


@pytest.mark.parametrize("variation", VARIATIONS, ids=[one.what for one in VARIATIONS])
def test_mistake_is_refused_in_the_cluster(house: Cluster, variation: Variation) -> None:
    """By the policy that bears the guardrail's name, or by Pod Security."""
    refusal = tried(house, variation.spoilt())

    if variation.pod_security:
        assert variation.guardrail not in catalog()
        assert 'violates PodSecurity "restricted:v1.35"' in refusal
        assert variation.pod_security in refusal
    else:
        assert f"{variation.guardrail}: {catalog()[variation.guardrail].title}" in refusal


def judged(engine: Engine, tmp_path: Path, objects: list[Object]) -> set[tuple[str, str]]:
    """Preview objects under the pack at its strictest; return what blocks: (guardrail, name of the object)."""
    (tmp_path / "strict.yaml").write_text("profile: strict\n")
    (tmp_path / "objects.yaml").write_text(yaml.safe_dump_all(objects))
    run = engine.preview(
        TENANT,
        config={"tenant-web:manifests": str(tmp_path / "objects.yaml"), "tenant-web:kubeconfig": OFFLINE},
        policy_packs=[PACK],
        env={"GUARDRAILS_CONFIG": str(tmp_path / "strict.yaml")},
        check=False,
    )
    registered = {urn.rpartition("/")[2] for urn, operation in run.operations.items() if operation == "create"}
    assert registered >= {one["metadata"]["name"] for one in objects}, run.output
    return {
        (found["policyName"], found["resourceUrn"].rpartition("/")[2])
        for found in run.violations
        if found["enforcementLevel"] == "mandatory"
    }


@pytest.mark.engine
def test_application_previews_clean(engine: Engine, tmp_path: Path) -> None:
    """Under every guardrail, the low ones included."""
    assert judged(engine, tmp_path, application()) == set()


@pytest.mark.engine
def test_mistakes_are_refused_at_preview(engine: Engine, tmp_path: Path) -> None:
    """All ten in one program, each under its own guardrail."""
    objects = []
    for index, variation in enumerate(VARIATIONS):
        (spoilt,) = (one for one in variation.spoilt() if one["kind"] == variation.kind)
        spoilt["metadata"]["name"] = f"web-{index}"
        objects.append(spoilt)

    found = judged(engine, tmp_path, objects)

    assert found >= {(one.guardrail, f"web-{index}") for index, one in enumerate(VARIATIONS)}
