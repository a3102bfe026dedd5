"""What Azure changes by itself and on purpose is no drift; everything else is, and is told with its values."""

import json
from typing import Any

import pytest

from delivery.drift import now, unexpected

URN = "urn:pulumi:dev::p::azure-native:containerservice:ManagedCluster::cluster"


def digest(path: str, old: Any, new: Any, *ignored: str, side: str = "inputs", urn: str = URN) -> str:
    """Return what the engine says of one property that was changed; both states nest it under `path`."""
    step = {
        "op": "update",
        "urn": urn,
        "oldState": {side: old, "ignoreChanges": list(ignored)},
        "newState": {side: new},
        "detailedDiff": {path: {"kind": "update", "inputDiff": side == "inputs"}},
    }
    return json.dumps({"steps": [{"op": "refresh", "urn": "urn:pulumi:dev::p::a:b:C::same"}, step]})


def pools(**profile: Any) -> dict[str, Any]:
    return {"agentPoolProfiles": [profile]}


BOUNDS = {"minCount": 2, "maxCount": 7}


def key(vault: str, name: str, version: str) -> dict[str, Any]:
    return {"activeKey": {"keyUrl": f"https://{vault}/keys/{name}/{version}"}}


@pytest.mark.parametrize(
    ("path", "old", "new", "ignored"),
    [
        ("count", {"count": 1}, {"count": 7, "minCount": 1, "maxCount": 7}, "count"),
        ("agentPoolProfiles[0].count", pools(count=1), pools(count=7, **BOUNDS), "agentPoolProfiles[0].count"),
        ("agentPoolProfiles[0].count", pools(count=1), pools(count=2, **BOUNDS), "agentPoolProfiles[*].count"),
        ("activeKey.keyUrl", key("ours", "disks", "1"), key("ours", "disks", "2"), "activeKey.keyUrl"),
        ("tags.by", {"tags": {}}, {"tags": {"by": "policy"}}, "tags"),
        ("kubernetesVersion", {"kubernetesVersion": "1.36"}, {"kubernetesVersion": "1.36.4"}, None),
        ("kubernetesVersion", {"kubernetesVersion": "1.36.2"}, {"kubernetesVersion": "1.36.10"}, None),
        (
            "agentPoolProfiles[0].orchestratorVersion",
            pools(orchestratorVersion="1.36"),
            pools(orchestratorVersion="1.36.4"),
            None,
        ),
    ],
)
def test_what_azure_changes_by_itself_is_expected(path: str, old: Any, new: Any, ignored: str | None) -> None:
    assert unexpected(digest(path, old, new, *([ignored] if ignored else []))) == []


@pytest.mark.parametrize(
    ("path", "old", "new", "told"),
    [
        ("count", {"count": 3}, {"count": 0, **BOUNDS}, "count: 3 => 0"),
        ("count", {"count": 3}, {"count": 8, **BOUNDS}, "count: 3 => 8"),
        ("agentPoolProfiles[0].count", pools(count=3), pools(count=4), "agentPoolProfiles[0].count: 3 => 4"),
        ("activeKey.keyUrl", key("ours", "disks", "1"), key("theirs", "disks", "1"), '/theirs/keys/disks/1"'),
        ("activeKey.keyUrl", key("ours", "disks", "1"), key("ours", "other", "1"), '/ours/keys/other/1"'),
        ("countless", {"countless": 1}, {"countless": 7}, "countless: 1 => 7"),
        (
            "agentPoolProfiles[0].maxCount",
            pools(maxCount=5),
            pools(maxCount=9),
            "agentPoolProfiles[0].maxCount: 5 => 9",
        ),
        (
            "agentPoolProfiles[1]",
            pools(),
            {"agentPoolProfiles": [{}, {"a": 1}]},
            'agentPoolProfiles[1]: null => {"a": 1}',
        ),
        ('tags["a.b"]', {"tags": {"a.b": "x"}}, {}, 'tags["a.b"]: "x" => null'),
        ("kubernetesVersion", {"kubernetesVersion": "1.36"}, {"kubernetesVersion": "1.37.0"}, '"1.36" => "1.37.0"'),
        ("kubernetesVersion", {"kubernetesVersion": "1.36.4"}, {"kubernetesVersion": "1.36.2"}, '"1.36.4" => "1.36.2"'),
        ("kubernetesVersion", {"kubernetesVersion": "1.3"}, {"kubernetesVersion": "1.36"}, '"1.3" => "1.36"'),
        ("oldVersion", {"oldVersion": "1.36"}, {"oldVersion": "1.36.4"}, '"1.36" => "1.36.4"'),
    ],
)
def test_what_somebody_changes_is_told(path: str, old: Any, new: Any, told: str) -> None:
    (line,) = unexpected(digest(path, old, new, "count", "agentPoolProfiles[0].count", "activeKey.keyUrl"))

    assert line.startswith(f"~ {URN} ")
    assert line.endswith(told)


def test_a_stack_without_resources_has_no_drift() -> None:
    assert unexpected("{}") == []


def test_what_is_gone_or_has_no_details_is_told() -> None:
    steps = [{"op": "delete", "urn": "a"}, {"op": "update", "urn": "b", "oldState": {}, "newState": {}}]

    assert unexpected(json.dumps({"steps": steps})) == ["- a is gone", "~ b has changed"]


def test_computed_values_are_told_where_the_difference_is_theirs() -> None:
    (line,) = unexpected(digest("state", {"state": "on"}, {"state": "off"}, side="outputs"))

    assert line == f'~ {URN} state: "on" => "off"'


SECRET = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "ciphertext": "v1:a:b"}


def test_what_azure_has_is_the_state_with_all_that_a_refresh_finds() -> None:
    """Also what an update leaves alone; the secrets, which the digest blots out, stay as they are stored."""
    vault, gone, same = (
        {"urn": f"urn:pulumi:dev::p::a:b:C::{name}", "type": "a:b:C"} for name in ("v", "gone", "same")
    )
    listed = [{"name": "a", "key": SECRET}, {"name": "b"}]
    inputs = {"open": False, "rules": [{"key": SECRET, "port": 1}], "all": SECRET, "listed": listed}
    state = {"version": 3, "deployment": {"resources": [{**vault, "inputs": inputs}, gone, same]}}
    found = {"open": True, "rules": [{"key": "[secret]", "port": 2}], "all": {"one": "[secret]"}, "names": ["new"]}
    found["listed"] = [{"name": "new"}, {"name": "a", "key": "[secret]"}, {"name": "b"}]
    steps = [
        {"op": "update", "urn": vault["urn"], "oldState": {}, "newState": {"inputs": found, "outputs": {"id": "v"}}},
        {"op": "delete", "urn": gone["urn"], "oldState": {}},
        {"op": "refresh", "urn": same["urn"]},
    ]

    judged = json.loads(now(json.dumps(state), json.dumps({"steps": steps})))

    changed = {"open": True, "rules": [{"key": SECRET, "port": 2}], "all": SECRET, "names": ["new"]}
    changed["listed"] = [{"name": "new"}, *listed]
    assert judged == {
        "version": 3,
        "deployment": {"resources": [{**vault, "inputs": changed, "outputs": {"id": "v"}}, same]},
    }


@pytest.mark.parametrize("op", ["delete", "update"])
def test_what_is_said_of_a_replaced_resource_is_not_said_of_its_successor(op: str) -> None:
    """An update that stopped leaves it under the same URN, and Azure may have the same name for both."""
    live = {"urn": URN, "type": "a:b:C", "id": "/one", "inputs": {"open": True}}
    replaced = {**live, "id": "/two", "delete": True}
    same_name = {**live, "delete": True}
    state = {"deployment": {"resources": [live, replaced, same_name]}}
    steps = [
        {"op": op, "urn": URN, "oldState": one, "newState": {"inputs": {"open": False}}}
        for one in (replaced, same_name)
    ]

    judged = json.loads(
        now(json.dumps(state), json.dumps({"steps": [{"op": "refresh", "urn": URN, "oldState": live}, *steps]}))
    )

    assert [one for one in judged["deployment"]["resources"] if not one.get("delete")] == [live]
