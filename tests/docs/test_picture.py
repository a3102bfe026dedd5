"""The picture shows what is there, and all of it."""

import json
import re
from dataclasses import asdict
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from google.protobuf.json_format import MessageToDict
from selenium import webdriver

from docs.generate import RECORDINGS
from docs.picture import facts
from docs.picture.architecture import draw
from docs.picture.egress import way_out
from docs.picture.grants import grants
from docs.picture.graph import Graph, Resource
from docs.picture.svg import Drawing, lines
from tests.components.recorder import Program
from tests.components.settings_values import HUB

SVG = "{http://www.w3.org/2000/svg}"
OVERLAPPING = """
const inner = (a, b) => a.left >= b.left - 1 && a.right <= b.right + 1 && a.top >= b.top - 1 && a.bottom <= b.bottom + 1
const at = one => one.getBoundingClientRect()
const frames = [...document.querySelectorAll("rect")].map(at).sort((a, b) => a.width * a.height - b.width * b.height)
const texts = [...document.querySelectorAll("text")]
const holding = one => frames.find(f => f.left <= at(one).left && f.right >= at(one).left &&
                                        f.top <= at(one).top && f.bottom >= at(one).bottom)
const meet = (a, b) => a.left < b.right && b.left < a.right && a.top + 2 < b.bottom && b.top + 2 < a.bottom
return [
  ...texts.filter(one => !inner(at(one), holding(one) ?? {})),
  ...texts.filter((one, n) => texts.slice(n + 1).some(other => meet(at(one), at(other)))),
].map(one => one.textContent)
"""
"""In a browser: the texts that leave their box, or meet another text."""


@pytest.fixture(scope="module")
def prod() -> Graph:
    return Graph.recorded(RECORDINGS / "prod.gz")


@pytest.fixture(scope="module")
def three() -> Graph:
    return Graph.recorded(RECORDINGS / "stamps.gz")


def more(graph: Graph, number: int) -> Graph:
    """Return a stack with so many more stamps like the second."""
    like = [json.dumps(asdict(one)) for one in graph.resources if one.urn.rpartition("::")[2].startswith("neu-")]
    copies = [text.replace("::neu-", f"::s{n}-").replace('"neu-', f'"s{n}-') for n in range(number) for text in like]
    return Graph((*graph.resources, *(Resource(**json.loads(text)) for text in copies)))


def written(graph: Graph) -> str:
    """Return the words of a picture."""
    root = ET.fromstring(draw(graph))
    return " ".join(element.text or "" for element in root.iter(f"{SVG}text"))


def boxes(graph: Graph) -> list[tuple[float, float, float, float]]:
    """Return left, top, right and bottom of all that stands in a frame, and check that it is on the page."""
    root = ET.fromstring(draw(graph))
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    found = []
    for one in root.iter(f"{SVG}rect"):
        x, y = float(one.attrib.get("x", 0)), float(one.attrib.get("y", 0))
        right, bottom = x + float(one.attrib["width"]), y + float(one.attrib["height"])
        assert right <= width
        assert bottom <= height
        if one.attrib["class"].endswith(" box"):
            found.append((x, y, right, bottom))
    return found


@pytest.mark.parametrize("recording", ["dev", "prod", "stamps"])
def test_every_resource_is_counted(recording: str) -> None:
    graph = Graph.recorded(RECORDINGS / f"{recording}.gz")

    counts = [int(number) for number in re.findall(r"\b\w+ (\d+)", facts.inventory(graph))]
    told = [int(number) for number in re.findall(r"(\d+) (?:Azure|Kubernetes)", facts.title(graph))]

    assert sum(counts) == sum(told) == len(graph.cloud)
    assert facts.title(graph) in written(graph)


def test_three_stamps_are_drawn_with_their_subnets(three: Graph) -> None:
    words = written(three)

    assert three.stamps == ("", "frc-", "neu-")
    assert facts.title(three).endswith("in 3 stamps")
    assert all(one.known("addressPrefix") in words for one in three.of("network:Subnet"))
    assert {"frc, francecentral  10.22.0.0/20", "neu, northeurope  10.21.0.0/20"} <= {
        one.text for one in ET.fromstring(draw(three)).iter(f"{SVG}text")
    }
    assert words.count("leaves by the first stamp's firewall") == 2


def test_of_twenty_stamps_the_further_ones_are_a_card_each(three: Graph) -> None:
    twenty = more(three, 17)

    assert len(twenty.stamps) == 20
    assert "19 further stamps" in written(twenty)
    assert written(twenty).count("leaves by the first stamp's firewall") == 19
    assert "disk-key: disks of nodes and volumes \N{MULTIPLICATION SIGN} 20" in facts.keys(twenty)


def test_a_picture_of_many_stamps_tells_every_grant_once(three: Graph) -> None:
    told = grants(three)

    assert told["cluster-kubelet \N{MULTIPLICATION SIGN} 3"] == ["ACR Pull: registry"]
    assert told["shop-operators"][0] == "AKS Cluster User: cluster \N{MULTIPLICATION SIGN} 3"
    assert told["registry"] == ["Key Vault Crypto Service Encryption User: vault"]
    assert not [who for who in told if who.startswith(("neu-", "frc-"))]


@pytest.mark.parametrize("number", [0, 1, 3, 4, 17])
def test_no_box_covers_another(prod: Graph, three: Graph, number: int) -> None:
    drawn = boxes(more(three, number) if number else prod)

    assert [
        (one, other)
        for one, other in combinations(drawn, 2)
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ] == []


def test_texts_stay_in_their_boxes(browser: webdriver.Chrome, prod: Graph, three: Graph, tmp_path: Path) -> None:
    """As a browser sets them; what the drawing counts are average letters."""
    found = {}
    for number, graph in enumerate((prod, three, more(three, 17))):
        file = tmp_path / f"{number}.svg"
        file.write_text(draw(graph), "utf-8")
        browser.get(file.as_uri())
        found[number] = browser.execute_script(OVERLAPPING)

    assert found == {0: [], 1: [], 2: []}


@pytest.mark.parametrize(
    ("network", "words"),
    [
        (
            {"egress": "hub", "hub": HUB},
            ["Hub network of others  vnet-hub", "Firewall at 10.0.0.4", "others in the hub"],
        ),
        (
            {"egress": "isolated", "privateMonitoring": True},
            ["nothing leaves the network", "nodes start from images that the registry caches", "out of reach"],
        ),
    ],
)
def test_every_way_out_is_drawn(program: Program, network: dict[str, Any], words: list[str]) -> None:
    graph = Graph.of_requests(MessageToDict(one) for one in program("dev", network=network).judged)

    assert [one for one in words if one not in written(graph)] == []
    assert way_out(graph).leaves == ("0.0.0.0/0" in written(graph)) == (network["egress"] != "isolated")


def test_dev_leaves_by_a_nat_gateway() -> None:
    graph = Graph.recorded(RECORDINGS / "dev.gz")

    assert (way_out(graph).name, way_out(graph).reaches) == ("NAT gateway", ["any host"])


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
        Drawing("", "", "").text((0, 0), "far too long", width=20)
    assert lines("one two three", 60) == ["one two", "three"]
    assert lines("incomprehensibilities", 60) == ["incomprehe", "nsibilitie", "s"]
