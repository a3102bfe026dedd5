"""What the provider computes without a server: changes, drift, names, secrets, YAML."""

from typing import Any

import pytest

from simulator.azure.naming import Autonaming, Seed
from simulator.azure.values import MARK, SECRET, UNKNOWN
from simulator.kubernetes import decode, names, objects, options
from simulator.kubernetes.errors import KubernetesError, RefusedError
from simulator.kubernetes.objects import Registered
from simulator.kubernetes.replacement import changes, is_immutable

SEED = Seed("urn:pulumi:dev::p::kubernetes:core/v1:ConfigMap::settings")
CONFIG_MAP = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a", "namespace": "n"}, "data": {"k": "v"}}


@pytest.mark.parametrize(
    ("new", "mutable", "replaced"),
    [
        ({"data": {"k": "w"}}, frozenset(), ["data.k"]),
        ({"data": {"k": "w"}}, frozenset({"ConfigMap"}), []),
        ({"metadata": {"name": "b", "namespace": "n"}}, frozenset({"ConfigMap"}), ["metadata.name"]),
        ({"metadata": {"name": "a", "namespace": "m"}}, frozenset(), ["metadata.namespace"]),
        ({"metadata": {"name": "a", "namespace": "n", "labels": {"l": "1"}}}, frozenset(), []),
    ],
)
def test_a_change_that_means_a_new_object(new: dict[str, Any], mutable: frozenset[str], replaced: list[str]) -> None:
    found = changes(CONFIG_MAP, {**CONFIG_MAP, **new}, mutable)

    assert [change.path for change in found if change.replaces] == replaced
    assert found


@pytest.mark.parametrize(
    ("message", "immutable"),
    [
        ('Deployment.apps "d" is invalid: spec.selector: Invalid value: {}: field is immutable', True),
        ("spec: Forbidden: updates to statefulset spec for fields other than 'replicas' are forbidden", True),
        ('Deployment.apps "d" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0', False),
    ],
)
def test_the_server_s_word_for_immutable(message: str, immutable: bool) -> None:
    assert is_immutable(RefusedError(422, "Invalid", message)) is immutable
    assert not is_immutable(RefusedError(403, "Forbidden", message))


@pytest.mark.parametrize(
    ("inputs", "before", "now", "found"),
    [
        ({"cpu": "1000m"}, {"cpu": "1"}, {"cpu": "1"}, {"cpu": "1000m"}),
        ({"cpu": "1000m"}, {"cpu": "1"}, {"cpu": "2"}, {"cpu": "2"}),
        ({"a": 1}, {"a": 1, "added": 0}, {"a": 1, "added": 9}, {"a": 1}),
        ({"a": 1, "b": 2}, {"a": 1, "b": 2}, {"a": 1}, {"a": 1}),
        ([{"n": 1}, {"n": 2}], [{"n": 1}, {"n": 2}], [{"n": 1}, {"n": 3}], [{"n": 1}, {"n": 3}]),
        ([1], [1], [1, 2], [1, 2]),
    ],
)
def test_drift_is_what_has_changed_in_the_cluster(inputs: Any, before: Any, now: Any, found: Any) -> None:
    assert objects.drifted(inputs, before, now) == found


def test_a_changed_secret_is_drift_though_its_text_comes_back_encoded() -> None:
    secret = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "s"}, "stringData": {"p": "x"}}
    before = {**secret, "data": {"p": "eA=="}}

    assert objects.drifted_object(secret, before, {**before, "type": "Opaque"}) == secret
    found = objects.drifted_object(secret, before, {**before, "data": {"p": "eQ=="}})
    assert found == {key: secret[key] for key in ("apiVersion", "kind", "metadata")}


def test_a_name_is_made_once_and_kept() -> None:
    inputs = {"apiVersion": "v1", "kind": "ConfigMap"}

    added = names.placed(inputs, {}, SEED, None, "team")
    assert added["name"].startswith("settings-")
    assert added["namespace"] == "team"
    old = {**inputs, "metadata": names.merged_metadata(None, added)}

    assert names.placed(inputs, old, Seed(SEED.urn, b"other"), None, "team")["name"] == added["name"]
    assert names.placed(inputs, {}, Seed(SEED.urn, b"other"), None, "team")["name"] != added["name"]


@pytest.mark.parametrize(
    ("wish", "name"), [(Autonaming("wished", disabled=False), "wished"), (Autonaming("", disabled=True), None)]
)
def test_the_engine_s_wish_about_names_counts(wish: Autonaming, name: str | None) -> None:
    assert names.placed({"apiVersion": "v1", "kind": "ConfigMap"}, {}, SEED, wish, "team").get("name") == name


def test_unknown_metadata_gets_nothing_added() -> None:
    assert names.placed({"apiVersion": "v1", "kind": "ConfigMap", "metadata": UNKNOWN}, {}, SEED, None, "team") == {}


def test_the_data_of_a_secret_is_always_secret() -> None:
    secret = {"apiVersion": "v1", "kind": "Secret", "stringData": {"p": "x"}, "data": {MARK: SECRET, "value": {}}}

    sealed = objects.sealed(secret)

    assert sealed["stringData"] == {MARK: SECRET, "value": {"p": "x"}}
    assert sealed["data"] == secret["data"]
    assert objects.sealed(CONFIG_MAP) == CONFIG_MAP


@pytest.mark.parametrize(
    ("token", "said"),
    [
        ("kubernetes:helm.sh/v3:Release", "Helm"),
        ("kubernetes:core/v1:ConfigMapList", "register each item"),
        ("kubernetes:core/v1:ConfigMap", None),
        ("kubernetes:example.com/v1:AllowList", None),
    ],
)
def test_what_is_not_supported_is_refused_by_name(token: str, said: str | None) -> None:
    reason = Registered(f"urn:pulumi:dev::p::{token}::r").unsupported()

    assert (reason is None) if said is None else said in (reason or "")


def test_lists_in_yaml_are_expanded_and_empty_documents_skipped() -> None:
    text = """
---
apiVersion: v1
kind: List
items:
  - {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}
  - {apiVersion: v1, kind: Namespace, metadata: {name: b}}
---
# nothing
---
{}
"""
    assert decode.objects(text, "team") == [
        {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a", "namespace": "team"}},
        {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "b"}},
    ]


@pytest.mark.parametrize(("text", "said"), [("a: [", "this is not YAML"), ("- 1", "must be a map")])
def test_what_is_no_manifest_is_explained(text: str, said: str) -> None:
    with pytest.raises(KubernetesError, match=said):
        decode.objects(text, "")


def test_options_that_the_provider_does_not_know_are_refused() -> None:
    assert options.failures({"kubeconfig": "x", "enableServerSideApply": "true"}) == []
    assert "no option 'kubeClientSettings'" in options.failures({"kubeClientSettings": "{}"})[0]
    assert "no other way" in options.failures({"enableServerSideApply": "false"})[0]


def test_no_cluster_is_used_that_the_program_does_not_name() -> None:
    with pytest.raises(KubernetesError, match="no cluster but the one that the program names"):
        options.configured({})


def kubeconfig(server: str) -> str:
    """Return a kubeconfig for a server."""
    context = "contexts: [{name: c, context: {cluster: c, user: u}}]\ncurrent-context: c\n"
    return (
        f"clusters: [{{name: c, cluster: {{server: {server}}}}}]\n{context}users: [{{name: u, user: {{token: t}}}}]\n"
    )


@pytest.mark.parametrize(
    ("old", "new", "replaces"),
    [
        ({"kubeconfig": kubeconfig("https://a")}, {"kubeconfig": kubeconfig("https://b")}, True),
        ({"kubeconfig": kubeconfig("https://a")}, {"kubeconfig": kubeconfig("https://a") + "x: 1\n"}, False),
        ({"kubeconfig": kubeconfig("https://a")}, {"kubeconfig": UNKNOWN}, False),
        ({"kubeconfig": "a", "clusterIdentifier": "1"}, {"kubeconfig": "b", "clusterIdentifier": "1"}, False),
        ({"kubeconfig": "a", "clusterIdentifier": "1"}, {"kubeconfig": "a", "clusterIdentifier": "2"}, True),
        ({}, {"renderYamlToDirectory": "x"}, True),
    ],
)
def test_another_server_is_another_cluster(old: dict[str, str], new: dict[str, str], replaces: bool) -> None:
    assert options.replaces(old, new) is replaces
