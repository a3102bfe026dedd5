"""The provider's answers to the engine, one request at a time, with a real API server behind them."""

import json
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from typing import Any, NoReturn

import pytest
from google.protobuf import json_format, struct_pb2

from simulator.azure.values import MARK, SECRET
from simulator.kubernetes.provider import VERSION, Kubernetes
from simulator.protocol import provider_pb2
from simulator.serving import Log
from tests.cluster import Cluster

SECRETLY = {MARK: SECRET, "value": "hush"}


class AbortedError(Exception):
    """What a request is aborted with."""


class Context:
    """The part of a gRPC context that the provider uses."""

    def abort(self, _code: Any, text: str) -> NoReturn:
        raise AbortedError(text)


CONTEXT: Any = Context()


class Face:
    """A configured provider, asked in plain values."""

    def __init__(self, **config: str) -> None:
        self.provider = Kubernetes(Log(""))
        self.provider.Configure(provider_pb2.ConfigureRequest(args=struct(config)), CONTEXT)

    def check(self, token: str, inputs: Mapping[str, Any], old: Mapping[str, Any] | None = None) -> Any:
        request = provider_pb2.CheckRequest(urn=urn(token), news=struct(inputs), olds=struct(old or {}))
        return self.provider.Check(request, CONTEXT)

    def create(self, token: str, inputs: Mapping[str, Any], *, preview: bool = False) -> dict[str, Any]:
        checked = self.check(token, inputs)
        assert not checked.failures, checked.failures
        request = provider_pb2.CreateRequest(urn=urn(token), properties=checked.inputs, preview=preview)
        return plain(self.provider.Create(request, CONTEXT).properties)

    def read(self, token: str, resource_id: str) -> Any:
        return self.provider.Read(provider_pb2.ReadRequest(urn=urn(token), id=resource_id), CONTEXT)

    def delete(self, token: str, resource_id: str, state: Mapping[str, Any], timeout: float = 0) -> None:
        request = provider_pb2.DeleteRequest(urn=urn(token), id=resource_id, properties=struct(state), timeout=timeout)
        self.provider.Delete(request, CONTEXT)


def urn(token: str) -> str:
    return f"urn:pulumi:dev::p::{token}::some"


def struct(values: Mapping[str, Any]) -> struct_pb2.Struct:
    return json_format.ParseDict(dict(values), struct_pb2.Struct())


def plain(values: Any) -> dict[str, Any]:
    return json_format.MessageToDict(values)


def reasons(response: Any) -> list[str]:
    return [failure.reason for failure in response.failures]


def config_map(name: str, **metadata: Any) -> dict[str, Any]:
    labels = {"metadata": {"name": name, "namespace": "default", **metadata}}
    return {"apiVersion": "v1", "kind": "ConfigMap", **labels, "data": {"k": "v"}}


CONFIG_MAP = "kubernetes:core/v1:ConfigMap"


@pytest.fixture
def face(cluster: Cluster) -> Face:
    return Face(kubeconfig=cluster.kubeconfig.read_text())


@pytest.fixture
def existing(cluster: Cluster) -> Iterator[dict[str, Any]]:
    """Return an object that somebody else has made."""
    body = config_map("existing")
    yield cluster.client().apply(body, manager="somebody")
    cluster.client().delete(body)


def test_it_stands_in_for_the_installed_version() -> None:
    assert version("pulumi-kubernetes") == VERSION


def test_languages_without_an_sdk_of_their_own_learn_its_options_and_kinds() -> None:
    asked = Kubernetes(Log("")).GetSchema(provider_pb2.GetSchemaRequest(), CONTEXT)
    found = json.loads(asked.schema)

    assert (found["name"], found["version"]) == ("kubernetes", VERSION)
    assert {"kubeconfig", "renderYamlToDirectory"} <= found["provider"]["inputProperties"].keys()
    assert {"apiVersion", "data", "kind", "metadata"} <= found["resources"][CONFIG_MAP]["inputProperties"].keys()
    assert "kubernetes:apps/v1:Deployment" in found["resources"]


def test_what_exists_is_not_taken_over_unasked(face: Face, cluster: Cluster, existing: dict[str, Any]) -> None:
    with pytest.raises(AbortedError, match="ConfigMap default/existing exists already: import it"):
        face.create(CONFIG_MAP, config_map("existing"))

    taken = Face(kubeconfig=cluster.kubeconfig.read_text(), upsertExistingObjects="true")
    assert taken.create(CONFIG_MAP, config_map("existing"))["metadata"]["uid"] == existing["metadata"]["uid"]


def test_what_exists_is_imported(face: Face, existing: dict[str, Any]) -> None:
    answer = face.read(CONFIG_MAP, "default/existing")

    assert plain(answer.inputs) == config_map("existing")
    assert plain(answer.properties)["metadata"]["uid"] == existing["metadata"]["uid"]
    assert face.read(CONFIG_MAP, "default/gone").id == ""


def test_a_conflict_is_told_with_the_way_out(cluster: Cluster, existing: dict[str, Any]) -> None:
    face = Face(kubeconfig=cluster.kubeconfig.read_text(), upsertExistingObjects="true")
    other = {**config_map("existing"), "data": {"k": existing["data"]["k"] + " changed"}}

    with pytest.raises(AbortedError, match=r"conflict with \"somebody\"(.|\n)*pulumi\.com/patchForce"):
        face.create(CONFIG_MAP, other)
    forced = {**other, "metadata": {**other["metadata"], "annotations": {"pulumi.com/patchForce": "true"}}}
    assert face.create(CONFIG_MAP, forced)["data"] == {"k": "v changed"}


def test_a_patch_sets_its_fields_and_lets_go_of_them(face: Face, cluster: Cluster, existing: dict[str, Any]) -> None:
    token = "kubernetes:core/v1:ConfigMapPatch"
    patch = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "existing", "labels": {"stage": "test"}}}

    state = face.create(token, patch)
    assert state["data"] == existing["data"]
    assert state["metadata"]["labels"] == {"stage": "test"}

    face.delete(token, "default/existing", state)
    left = cluster.client().read(existing) or {}
    assert left["data"] == existing["data"]
    assert "labels" not in left["metadata"]


def test_a_name_that_a_server_would_make_is_refused(face: Face) -> None:
    (reason,) = reasons(face.check("kubernetes:core/v1:ConfigMap", {"metadata": {"generateName": "some-"}}))

    assert "no server makes a name here: set it, in metadata.name" in reason


def test_a_patch_needs_an_object_and_its_name(face: Face) -> None:
    token = "kubernetes:core/v1:ConfigMapPatch"
    kind = {"apiVersion": "v1", "kind": "ConfigMap"}

    assert reasons(face.check(token, kind)) == ["a patch must name the object that it changes, in metadata.name"]
    with pytest.raises(AbortedError, match="ConfigMap default/nobody does not exist: a patch changes"):
        face.create(token, {**kind, "metadata": {"name": "nobody"}})


def test_a_name_and_a_namespace_are_added(cluster: Cluster) -> None:
    face = Face(kubeconfig=cluster.kubeconfig.read_text(), namespace="team")
    checked = plain(face.check(CONFIG_MAP, {"apiVersion": "v1", "kind": "ConfigMap"}).inputs)

    assert checked["metadata"]["namespace"] == "team"
    assert checked["metadata"]["name"].startswith("some-")
    again = plain(face.check(CONFIG_MAP, {"apiVersion": "v1", "kind": "ConfigMap"}, checked).inputs)
    assert again == checked


def test_secrets_stay_secret_at_their_place_and_in_all_of_a_secret(face: Face, cluster: Cluster) -> None:
    state = face.create(CONFIG_MAP, {**config_map("hushed"), "data": {"open": "o", "closed": SECRETLY}})
    assert state["data"] == {"open": "o", "closed": SECRETLY}
    metadata = {"metadata": {"name": "hushed", "namespace": "default"}}
    secret = {"apiVersion": "v1", "kind": "Secret", **metadata, "stringData": {"p": "hush"}}
    state = face.create("kubernetes:core/v1:Secret", secret)
    assert state["data"] == {MARK: SECRET, "value": {"p": "aHVzaA=="}}

    for kind in ("ConfigMap", "Secret"):
        cluster.client().delete({"apiVersion": "v1", "kind": kind, **metadata})


def test_deletion_waits_and_says_what_for(face: Face, cluster: Cluster) -> None:
    body = config_map("kept", finalizers=["example.com/keep"])
    state = face.create(CONFIG_MAP, body)

    with pytest.raises(AbortedError, match=r"ConfigMap default/kept is still there.*example\.com/keep"):
        face.delete(CONFIG_MAP, "default/kept", state, timeout=0.5)
    face.provider.Update(
        provider_pb2.UpdateRequest(
            urn=urn(CONFIG_MAP), id="default/kept", olds=struct(state), news=struct(config_map("kept"))
        ),
        CONTEXT,
    )
    face.delete(CONFIG_MAP, "default/kept", state)
    assert cluster.client().read(body) is None


def test_what_the_server_calls_immutable_is_replaced(face: Face, cluster: Cluster) -> None:
    body = {
        "apiVersion": "scheduling.k8s.io/v1",
        "kind": "PriorityClass",
        "metadata": {"name": "some"},
        "value": 5,
    }
    token = "kubernetes:scheduling.k8s.io/v1:PriorityClass"
    face.create(token, body)
    request = provider_pb2.DiffRequest(
        urn=urn(token), id="some", old_inputs=struct(body), news=struct({**body, "value": 6})
    )
    answer = face.provider.Diff(request, CONTEXT)
    cluster.client().delete(body)

    assert (list(answer.replaces), answer.deleteBeforeReplace) == (["value"], True)


@pytest.mark.parametrize(
    ("token", "inputs", "said"),
    [
        ("kubernetes:helm.sh/v3:Release", {"chart": "x"}, "Helm releases need Helm and its charts"),
        ("kubernetes:core/v1:ConfigMapList", {"items": []}, "Kubernetes keeps no lists"),
        ("kubernetes:apps/v1:Deploiment", {}, "Kubernetes has no kind Deploiment in apps/v1"),
        (CONFIG_MAP, {"dta": {}}, 'unknown field "dta"'),
    ],
)
def test_what_cannot_be_is_refused_by_name(face: Face, token: str, inputs: dict[str, Any], said: str) -> None:
    (reason,) = reasons(face.check(token, inputs))

    assert said in reason


def test_functions_and_components_beyond_it_are_refused_by_name(face: Face) -> None:
    with pytest.raises(AbortedError, match="kubernetes:helm:template is not supported"):
        face.provider.Invoke(provider_pb2.InvokeRequest(tok="kubernetes:helm:template"), CONTEXT)
    with pytest.raises(AbortedError, match=r"kubernetes:helm\.sh/v4:Chart is not supported"):
        face.provider.Construct(provider_pb2.ConstructRequest(type="kubernetes:helm.sh/v4:Chart"), CONTEXT)


def test_a_server_that_is_gone_can_be_forgotten(cluster: Cluster) -> None:
    kubeconfig = json.loads(cluster.kubeconfig.read_text())
    kubeconfig["clusters"][0]["cluster"]["server"] = "https://127.0.0.1:9"
    state = config_map("some")

    with pytest.raises(AbortedError, match="cannot be reached"):
        Face(kubeconfig=json.dumps(kubeconfig)).delete(CONFIG_MAP, "default/some", state)
    Face(kubeconfig=json.dumps(kubeconfig), deleteUnreachable="true").delete(CONFIG_MAP, "default/some", state)


@pytest.mark.usefixtures("existing")
def test_a_replacement_is_judged_beside_what_it_replaces(face: Face) -> None:
    new = {**config_map("existing"), "data": {"k": "another value"}}

    assert face.create(CONFIG_MAP, new, preview=True)["data"] == {"k": "another value"}
    with pytest.raises(AbortedError, match=r"data keys must be|a valid config key must consist"):
        face.create(CONFIG_MAP, {**new, "data": {"no such/key": "v"}}, preview=True)
