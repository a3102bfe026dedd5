"""The picture shows what is there, and all of it."""

import re
from xml.etree import ElementTree as ET

import pytest

from docs.generate import RECORDINGS
from docs.picture import facts
from docs.picture.architecture import draw
from docs.picture.grants import grants
from docs.picture.graph import Graph
from docs.picture.svg import Drawing, lines


@pytest.fixture(scope="module")
def prod() -> Graph:
    return Graph.recorded(RECORDINGS / "prod.gz")


def written(graph: Graph) -> str:
    """Return the words of a picture."""
    root = ET.fromstring(draw(graph))
    return " ".join(element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text"))


@pytest.mark.parametrize("stack", ["dev", "prod"])
def test_every_resource_is_counted(stack: str) -> None:
    graph = Graph.recorded(RECORDINGS / f"{stack}.gz")

    counts = [int(number) for number in re.findall(r"\b\w+ (\d+)", facts.inventory(graph))]

    assert sum(counts) == len(graph.cloud)
    assert f"{len(graph.cloud)} Azure resources" in written(graph)


def test_networks_subnets_pools_and_endpoints_are_drawn(prod: Graph) -> None:
    words = written(prod)

    for subnet in prod.of("network:Subnet"):
        assert subnet.known("addressPrefix") in words
    for endpoint in prod.of("network:PrivateEndpoint"):
        assert endpoint.known("privateLinkServiceConnections.0.groupIds")[0] in words
    for pool in prod.of("containerservice:AgentPool"):
        assert f"Pool {pool.name}" in words


def test_every_grant_is_told(prod: Graph) -> None:
    told = grants(prod)

    assert told["cluster-kubelet"] == ["ACR Pull: registry"]
    assert told["shop-operators"] == ["AKS Cluster User: cluster"]
    assert "AKS RBAC Cluster Admin on activation: cluster" in told["platform-operators"]
    scopes = sum(len(role.partition(": ")[2].split(", ")) for roles in told.values() for role in roles)
    assigned = prod.of("authorization:RoleAssignment", "authorization:PimRoleEligibilitySchedule")
    assert scopes == len(assigned) + len(prod.of("containerservice:ManagedCluster"))


def test_who_comes_in_is_people_and_pipelines(prod: Graph) -> None:
    words = written(prod)

    assert "Pipeline deploy" in words
    assert words.count("GitHub, no stored secret") == words.count("Pipeline ") == 2
    assert {"vault-deployer", "team-shop"} <= grants(prod).keys()


def test_every_key_encrypts_something(prod: Graph) -> None:
    assert facts.keys(prod) == [
        "disk-key: disks of nodes and volumes",
        "etcd-key: etcd, the cluster's objects",
        "registry-key: images in the registry",
    ]


def test_a_claim_is_made_only_where_it_holds(prod: Graph) -> None:
    (cluster,) = prod.of("containerservice:ManagedCluster")

    assert facts.true_of(cluster, {"yes": ("disableLocalAccounts", True), "no": ("enableRBAC", False)}) == "yes"
    assert cluster.known("apiServerAccessProfile.absent", "missing") == "missing"


def test_text_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit 20 pixels"):
        Drawing("", "").text((0, 0), "far too long", width=20)
    assert lines("one two three", 60) == ["one two", "three"]
