"""The real engine builds, changes and destroys objects on a real API server, through the offline provider."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from simulator.kubernetes.errors import RefusedError
from tests.cluster import Cluster
from tests.engine import Engine, Run
from toolchain.kubernetes_server import wait

pytestmark = pytest.mark.engine

PROGRAMS = Path(__file__).parent / "programs"
TENANT = PROGRAMS / "tenant"
PLATFORM = PROGRAMS / "platform"
MISSPELT = 'unknown field "spec.template.spec.containers[0].comand"'


def settings(cluster: Cluster, **more: Any) -> dict[str, Any]:
    """Return the program's configuration: the cluster's kubeconfig, and what a test varies."""
    keys = {"kubeconfig": cluster.kubeconfig.read_text(), **more}
    return {f"offline-kubernetes:{key}": value for key, value in keys.items()}


def changes(run: Run) -> dict[str, str]:
    """Return what happens to each resource that does not stay the same, by its name."""
    return {urn.rpartition("::")[2]: operation for urn, operation in run.operations.items() if operation != "same"}


def operations(run: Run, name: str) -> list[str]:
    """Return every step of one resource, in order."""
    steps = [event["metadata"] for event in run.of("resourcePreEvent")]
    return [step["op"] for step in steps if step["urn"].endswith(f"::{name}")]


def away(cluster: Cluster) -> str:
    """Return a kubeconfig for a server that does not run."""
    kubeconfig = yaml.safe_load(cluster.kubeconfig.read_text())
    kubeconfig["clusters"][0]["cluster"]["server"] = "https://127.0.0.1:9"
    return json.dumps(kubeconfig)


def thing(kind: str, name: str, namespace: str = "tenant", api_version: str = "v1") -> dict[str, Any]:
    """Return what identifies an object."""
    return {"apiVersion": api_version, "kind": kind, "metadata": {"name": name, "namespace": namespace}}


@pytest.fixture
def built(engine: Engine, cluster: Cluster) -> Iterator[Engine]:
    """Return an engine that has built the program; it is destroyed afterwards, whatever a test makes of it."""
    engine.up(TENANT, config=settings(cluster))
    yield engine
    engine.destroy(TENANT, config=settings(cluster))


def test_builds_mends_drift_and_destroys(engine: Engine, cluster: Cluster) -> None:
    client, config = cluster.client(), settings(cluster, unknownKubeconfig=True)
    assert set(changes(engine.preview(TENANT, config=config)).values()) == {"create"}
    assert client.read(thing("Namespace", "tenant", "")) is None

    built = engine.up(TENANT, config=config)
    assert set(changes(built).values()) == {"create"}
    assert client.read(thing("Widget", "widget", api_version="example.com/v1"))["spec"] == {"size": 3}  # type: ignore[index]
    assert client.read(thing("ConfigMap", "listed", "default"))
    assert client.read(thing("Namespace", "tenant", ""))["metadata"]["labels"]["stage"] == "test"  # type: ignore[index]
    state = json.dumps(engine.state(TENANT))
    assert "not-in-plain-sight" not in state
    assert "bm90LWluLXBsYWluLXNpZ2h0" not in state

    assert changes(engine.up(TENANT, config=config)) == {}
    client.apply({**thing("ConfigMap", "settings"), "data": {"color": "pink"}}, manager="somebody", force=True)
    client.delete(thing("ConfigMap", "listed", "default"))
    engine.refresh(TENANT, config=config)
    mended = changes(engine.up(TENANT, config=config))
    assert mended["default/listed"] == "create"
    assert client.read(thing("ConfigMap", "settings"))["data"] == {"color": "blue"}  # type: ignore[index]
    assert client.read(thing("ConfigMap", "listed", "default"))

    engine.refresh(TENANT, config=config)
    assert changes(engine.preview(TENANT, config=config)) == {}
    engine.destroy(TENANT, config=config)
    assert engine.state(TENANT) == []
    for gone in (thing("Namespace", "tenant", ""), thing("ConfigMap", "listed", "default")):
        assert client.read(gone) is None


def test_what_changes_in_place_what_by_replacement_and_what_is_refused(built: Engine, cluster: Cluster) -> None:
    assert_admission_refuses_at_preview(built, cluster)
    client = cluster.client()

    scaled = built.up(TENANT, config=settings(cluster, replicas=3, stage="live"))
    assert changes(scaled) == {"shop": "update", "labelled": "update"}
    deployment = thing("Deployment", "shop", api_version="apps/v1")
    before = client.read(deployment) or {}
    assert before["spec"]["replicas"] == 3

    config = settings(cluster, replicas=3, stage="live", app="store", color="red")
    replaced = built.up(TENANT, config=config)
    after = client.read(deployment) or {}
    assert operations(replaced, "settings") == ["delete-replaced", "replace", "create-replacement"]
    assert after["spec"]["selector"] == {"matchLabels": {"app": "store"}}
    assert after["metadata"]["uid"] != before["metadata"]["uid"]

    config |= settings(cluster, color="green", mutable=True)
    assert operations(built.up(TENANT, config=config), "settings") == ["update"]


@pytest.mark.parametrize("server", ["running", "away", "none, manifests are rendered"])
def test_a_wrong_field_is_refused_at_preview(engine: Engine, cluster: Cluster, tmp_path: Path, server: str) -> None:
    where: dict[str, dict[str, Any]] = {
        "running": {},
        "away": {"kubeconfig": away(cluster)},
        "none, manifests are rendered": {"kubeconfig": None, "render": str(tmp_path / "manifests")},
    }

    run = engine.preview(TENANT, config=settings(cluster, misspelt=True, **where[server]), check=False)

    assert run.exit_code != 0
    assert MISSPELT in run.output


def test_with_an_unknown_kubeconfig_the_engine_asks_nobody_and_the_update_refuses(
    engine: Engine, cluster: Cluster
) -> None:
    config = settings(cluster, misspelt=True, unknownKubeconfig=True)
    assert MISSPELT not in engine.preview(TENANT, config=config).output
    try:
        run = engine.up(TENANT, config=config, check=False)
    finally:
        engine.destroy(TENANT, config=config)

    assert run.exit_code != 0
    assert MISSPELT in run.output


def assert_admission_refuses_at_preview(built: Engine, cluster: Cluster) -> None:
    """What a policy of the cluster refuses is refused before the update."""
    policy = {
        "apiVersion": "admissionregistration.k8s.io/v1",
        "kind": "ValidatingAdmissionPolicy",
        "metadata": {"name": "few-replicas"},
        "spec": {
            "matchConstraints": {
                "resourceRules": [
                    {
                        "apiGroups": ["apps"],
                        "apiVersions": ["v1"],
                        "operations": ["CREATE", "UPDATE"],  # it holds for a moment after its end, and all is deleted
                        "resources": ["deployments"],
                    }
                ]
            },
            "validations": [{"expression": "object.spec.replicas <= 5", "message": "five are enough"}],
        },
    }
    binding = {
        "apiVersion": "admissionregistration.k8s.io/v1",
        "kind": "ValidatingAdmissionPolicyBinding",
        "metadata": {"name": "few-replicas"},
        "spec": {"policyName": "few-replicas", "validationActions": ["Deny"]},
    }
    client = cluster.client()
    for each in (policy, binding):
        client.create(each)
    try:
        many = {**thing("Deployment", "shop", api_version="apps/v1"), "spec": {"replicas": 9}}
        assert wait(lambda: refused(cluster, many), 20), "the policy does not come into force"
        run = built.preview(TENANT, config=settings(cluster, replicas=9), check=False)
    finally:
        for each in (binding, policy):
            client.delete(each)

    assert run.exit_code != 0
    assert "five are enough" in run.output


def refused(cluster: Cluster, body: dict[str, Any]) -> bool:
    """Tell whether the API server refuses an object now."""
    try:
        cluster.client().apply(body, dry_run=True, force=True, manager="probe")
    except RefusedError:
        return True
    return False


def test_a_server_that_is_away_is_told_with_the_way_to_start_it(engine: Engine, cluster: Cluster) -> None:
    config = settings(cluster, kubeconfig=away(cluster))

    preview = engine.preview(TENANT, config=config)
    assert len([text for text in preview.diagnostics("warning") if "make kube-up" in text]) == 1

    run = engine.up(TENANT, config=config, check=False)
    assert run.exit_code != 0
    assert "cannot be reached" in run.output
    assert "make kube-up" in run.output


def test_rendered_manifests_are_what_the_api_server_takes(engine: Engine, cluster: Cluster, tmp_path: Path) -> None:
    folder, client = tmp_path / "manifests", cluster.client()
    config = settings(cluster, render=str(folder), namespace="rendered", kubeconfig=None)

    engine.up(TENANT, config=config)
    files = sorted(folder.rglob("*.yaml"))
    assert {file.relative_to(folder).as_posix() for file in files} >= {
        "0-crd/apiextensions.k8s.io_v1-customresourcedefinition-default-widgets.example.com.yaml",
        "1-manifest/apps_v1-deployment-rendered-shop.yaml",
        "1-manifest/v1-namespace-default-rendered.yaml",
    }
    assert all(file.stat().st_mode & 0o077 == 0 for file in files)
    bodies = [yaml.safe_load(file.read_text()) for file in files]
    try:
        client.create(thing("Namespace", "rendered", ""))
        for body in bodies:
            if body["kind"] not in ("Namespace", "Widget"):
                assert client.apply(body, dry_run=True)["kind"] == body["kind"]
    finally:
        client.delete(thing("Namespace", "rendered", ""))

    engine.destroy(TENANT, config=config)
    assert list(folder.rglob("*.yaml")) == []


def test_one_update_builds_the_cluster_and_what_is_on_it(engine: Engine, cluster: Cluster) -> None:
    """Sign-in goes the way of a real cluster: Azure's kubeconfig asks `kubelogin`, so no token is in the state."""
    local, note = {"SIMULATED_KUBERNETES": str(cluster.folder)}, thing("ConfigMap", "from-the-platform", "default")

    assert set(changes(engine.preview(PLATFORM, env=local)).values()) == {"create"}
    engine.up(PLATFORM, env=local)
    made = cluster.client().read(note) or {}
    assert made["data"]["cluster"].startswith("cluster")
    token = json.loads((cluster.folder / "credential.json").read_text())["status"]["token"]
    assert token not in json.dumps(engine.state(PLATFORM))

    engine.destroy(PLATFORM, env=local)
    assert cluster.client().read(note) is None


def test_a_cluster_without_a_local_server_cannot_be_reached(engine: Engine) -> None:
    said = "no local Kubernetes API server has been started: run `make kube-up`"
    run = engine.up(PLATFORM, check=False)
    assert run.exit_code != 0
    assert said in run.output

    # Azure is there now and its kubeconfig known: a preview warns, and judges what it can.
    assert len([text for text in engine.preview(PLATFORM).diagnostics("warning") if said in text]) == 1
