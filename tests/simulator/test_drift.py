"""A refresh takes over what someone changed by hand, and nothing else."""

from simulator.azure.catalog import modelled_resources
from simulator.azure.drift import drifted

CLUSTER = modelled_resources()["azure-native:containerservice:ManagedCluster"]
NSG = modelled_resources()["azure-native:network:NetworkSecurityGroup"]
NETWORK = modelled_resources()["azure-native:network:VirtualNetwork"]


def test_nothing_changed() -> None:
    inputs = {"tags": {"a": "b"}, "location": "West Europe"}
    body = {"tags": {"a": "b"}, "location": "westeurope", "fqdn": "x", "enableRBAC": True}

    assert inputs == drifted(CLUSTER, inputs, body, body)


def test_changed_added_and_removed() -> None:
    inputs = {"tags": {"a": "b", "c": "d"}, "kubernetesVersion": "1.31", "resourceName": "aks"}
    before = {"tags": {"a": "b", "c": "d"}, "kubernetesVersion": "1.31", "fqdn": "x"}
    now = {"tags": {"a": "changed"}, "kubernetesVersion": "1.31", "fqdn": "y", "disableLocalAccounts": True}
    expected = {
        "tags": {"a": "changed"},
        "kubernetesVersion": "1.31",
        "resourceName": "aks",
        "disableLocalAccounts": True,
    }

    assert expected == drifted(CLUSTER, inputs, before, now)


def test_a_pool_of_its_own_is_no_drift() -> None:
    inputs = {"agentPoolProfiles": [{"name": "b", "count": 1}]}
    before = {"agentPoolProfiles": [{"name": "b", "count": 1, "maxPods": 250}]}
    now = {"agentPoolProfiles": [{"name": "a", "count": 9}, {"name": "b", "count": 2, "maxPods": 250}]}

    assert drifted(CLUSTER, inputs, before, now) == {"agentPoolProfiles": [{"name": "b", "count": 2}]}


def test_subnets_of_their_own_are_no_drift() -> None:
    assert drifted(NETWORK, {"tags": {}}, {"tags": {}}, {"tags": {}, "subnets": [{"name": "a"}]}) == {"tags": {}}


def test_a_rule_that_someone_added_is_drift() -> None:
    inputs = {"securityRules": [{"name": "b"}]}
    before = {"securityRules": [{"name": "b", "priority": 100}]}
    now = {"securityRules": [{"name": "a"}, {"name": "b", "priority": 100}]}

    assert [one["name"] for one in drifted(NSG, inputs, before, now)["securityRules"]] == ["b", "a"]
