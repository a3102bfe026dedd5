"""Without a server, the fields of Kubernetes' own kinds are still judged, by what the server itself publishes."""

from typing import Any

import pytest
from guardrails.kinds import MERGED

from simulator.azure.values import UNKNOWN
from simulator.kubernetes import schema
from simulator.kubernetes.errors import RefusedError
from simulator.schema.kubernetes import condensed
from tests.cluster import Cluster


def deployment(**container: Any) -> dict[str, Any]:
    """Return a deployment with one container."""
    template = {"spec": {"containers": [{"name": "c", "image": "i", **container}]}, "metadata": {"labels": {"a": "b"}}}
    spec = {"selector": {"matchLabels": {"a": "b"}}, "template": template}
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": "d", "namespace": "default"},
        "spec": spec,
    }


CONTAINER = "spec.template.spec.containers[0]"
REFUSED = [
    ({"comand": ["x"]}, [f'unknown field "{CONTAINER}.comand"']),
    ({"security_context": {}}, [f"unknown field \"{CONTAINER}.security_context\"; did you mean 'securityContext'?"]),
    ({"args": "x"}, [f'"{CONTAINER}.args" must be a list, not a string']),
    ({"args": [1]}, [f'"{CONTAINER}.args[0]" must be a string, not a number']),
    ({"tty": "yes"}, [f'"{CONTAINER}.tty" must be a boolean, not a string']),
    ({"resources": {"limits": {"cpu": []}}}, [f'"{CONTAINER}.resources.limits.cpu" must be a quantity, not a list']),
    ({"ports": [{}]}, [f'required field "{CONTAINER}.ports[0].containerPort" is missing']),
    ({"ports": [{"containerPort": True}]}, [f'"{CONTAINER}.ports[0].containerPort" must be a integer, not a boolean']),
    ({"securityContext": 5}, [f'"{CONTAINER}.securityContext" must be an object, not a number']),
]
ACCEPTED = [
    {"resources": {"limits": {"cpu": 1, "memory": "1Gi"}}},
    {"livenessProbe": {"httpGet": {"port": "http"}}},
    {"livenessProbe": {"httpGet": {"port": 8080}}},
    {"image": UNKNOWN, "ports": UNKNOWN},
    {"command": None},
]


def test_what_is_committed_is_what_the_server_publishes(cluster: Cluster) -> None:
    """If this fails: `make schema`."""
    assert condensed(cluster.client().request("GET", "/openapi/v2")) == schema.schema()


def test_the_pack_knows_which_lists_a_patch_completes(cluster: Cluster) -> None:
    kinds = cluster.client().request("GET", "/openapi/v2")["definitions"]
    merged = {
        name
        for kind, definition in kinds.items()
        if kind.startswith("io.k8s.") and not kind.endswith("Status")
        for name, prop in definition.get("properties", {}).items()
        if prop.get("x-kubernetes-list-type") == "map" and name.isidentifier()
    }

    assert merged == MERGED


@pytest.mark.parametrize(("container", "said"), REFUSED)
def test_a_wrong_field_is_named_and_the_server_refuses_it_too(
    cluster: Cluster, container: dict[str, Any], said: list[str]
) -> None:
    body = deployment(**container)

    assert schema.problems(body) == said
    with pytest.raises(RefusedError):
        cluster.client().create(body, dry_run=True)


@pytest.mark.parametrize("container", ACCEPTED)
def test_a_right_or_unknown_field_passes(container: dict[str, Any]) -> None:
    assert schema.problems(deployment(**container)) == []


def test_a_patch_need_not_be_complete() -> None:
    body = {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "d"}, "spec": {"replicas": 2}}

    assert schema.problems(body, partial=True) == []
    assert schema.problems(body) == [
        'required field "spec.selector" is missing',
        'required field "spec.template" is missing',
    ]


def test_kinds_of_others_are_not_judged() -> None:
    body = {"apiVersion": "cilium.io/v2", "kind": "CiliumNetworkPolicy", "metadata": {"name": "n"}, "anything": 1}

    assert schema.problems(body) == []
    assert not schema.missing_kind("cilium.io/v2", "CiliumNetworkPolicy")
    assert schema.missing_kind("apps/v1", "Deploiment")


@pytest.mark.parametrize(
    ("api_version", "kind", "where"),
    [
        ("v1", "Pod", True),
        ("v1", "Namespace", False),
        ("rbac.authorization.k8s.io/v1", "ClusterRole", False),
        ("x/v1", "Y", None),
    ],
)
def test_it_is_known_what_lives_in_namespaces(api_version: str, kind: str, where: bool | None) -> None:
    assert schema.namespaced(api_version, kind) is where
