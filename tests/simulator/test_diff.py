"""What changed, and whether it means a new resource."""

from typing import Any

import pytest

from simulator.azure.catalog import modelled_resources
from simulator.azure.diff import diff
from simulator.azure.naming import CREATE_BEFORE_DELETE, Autonaming, Seed, named

CLUSTER = modelled_resources()["azure-native:containerservice:ManagedCluster"]
GROUP = modelled_resources()["azure-native:resources:ResourceGroup"]
ROLE = modelled_resources()["azure-native:authorization:RoleAssignment"]
SEED = Seed("urn:pulumi:dev::project::azure-native:resources:ResourceGroup::rg", b"noise")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"tags": {"a": "b"}}, {"tags": {"a": "b"}}, []),
        ({"tags": {"a": "b"}}, {"tags": {"a": "c"}}, [("tags.a", "update", False)]),
        ({"tags": {}}, {"tags": {"a.b/c": "d"}}, [('tags["a.b/c"]', "add", False)]),
        ({"tags": {"a": "b"}}, {}, [("tags", "delete", False)]),
        ({"location": "West Europe"}, {"location": "westeurope"}, []),
        ({"location": "westeurope"}, {"location": "northeurope"}, [("location", "update", True)]),
        ({"resourceName": "a"}, {"resourceName": "b"}, [("resourceName", "update", True)]),
        (
            {"networkProfile": {"podCidr": "a", "loadBalancerSku": "b"}},
            {"networkProfile": {"podCidr": "c", "loadBalancerSku": "d"}},
            [("networkProfile.loadBalancerSku", "update", False), ("networkProfile.podCidr", "update", True)],
        ),
        (
            {"agentPoolProfiles": [{"count": 1}]},
            {"agentPoolProfiles": [{"count": 2}]},
            [("agentPoolProfiles[0].count", "update", False)],
        ),
        ({"agentPoolProfiles": [1]}, {"agentPoolProfiles": [1, 2]}, [("agentPoolProfiles[1]", "add", False)]),
        ({"linuxProfile": {"adminUsername": "a"}}, {}, [("linuxProfile", "delete", True)]),
        ({CREATE_BEFORE_DELETE: True}, {}, []),
    ],
)
def test_names_each_change(old: dict[str, Any], new: dict[str, Any], expected: list[tuple[str, str, bool]]) -> None:
    assert expected == [(one.path, one.how, one.replaces) for one in diff(CLUSTER, old, new).changes]


@pytest.mark.parametrize(("mark", "expected"), [({}, True), ({CREATE_BEFORE_DELETE: True}, False)])
def test_what_has_a_made_up_name_lets_the_replacement_come_first(mark: dict[str, Any], expected: bool) -> None:
    """Whatever the replacement is called."""
    assert expected is diff(CLUSTER, {"location": "a", **mark}, {"location": "b"}).delete_before_replace
    assert diff(CLUSTER, {"location": "a", **mark}, {"location": "a"}).delete_before_replace is False


def test_a_made_up_name_follows_the_urn_and_the_seed() -> None:
    made = named(GROUP, {}, {}, SEED)
    other = named(GROUP, {}, {}, Seed(SEED.urn, b"other"))

    assert made == named(GROUP, {}, {}, SEED)
    assert made["resourceGroupName"].startswith("rg")
    assert len("rg12345678") == len(made["resourceGroupName"])
    assert made["resourceGroupName"] != other["resourceGroupName"]
    assert made[CREATE_BEFORE_DELETE] is True


def test_an_old_name_stays() -> None:
    old = {"resourceGroupName": "rg1", CREATE_BEFORE_DELETE: True}

    assert old == named(GROUP, {}, old, SEED)


def test_a_given_name_is_taken_as_it_is() -> None:
    assert named(GROUP, {"resourceGroupName": "mine"}, {}, SEED) == {"resourceGroupName": "mine"}


def test_a_role_assignment_is_named_by_a_guid() -> None:
    assert named(ROLE, {}, {}, SEED)["roleAssignmentName"][14] == "4"


def test_the_engines_wish_counts() -> None:
    assert named(GROUP, {}, {}, SEED, Autonaming("rg-dev", disabled=False))["resourceGroupName"] == "rg-dev"
    assert named(GROUP, {}, {}, SEED, Autonaming("", disabled=True)) == {}
