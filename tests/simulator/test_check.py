"""The provider judges inputs in the real provider's words, all of a resource at once."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.azure.catalog import modelled_resources
from simulator.azure.check import OWN, check
from simulator.azure.values import UNKNOWN

CLUSTER = modelled_resources()["azure-native:containerservice:ManagedCluster"]
REGISTRY = modelled_resources()["azure-native:containerregistry:Registry"]
POOL_NAME = "'agentPoolProfiles[0].name'"


def cluster(**inputs: Any) -> list[str]:
    return check(CLUSTER, {"resourceGroupName": "rg", **inputs})


def pool(**inputs: Any) -> list[str]:
    return cluster(agentPoolProfiles=[{"name": "system", **inputs}])


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (check(REGISTRY, {"sku": {"name": "Premium"}}), "missing required property 'resourceGroupName'"),
        (check(REGISTRY, {"resourceGroupName": "rg", "sku": {}}), "missing required property 'sku.name'"),
        (pool(name="Bad-Name"), f"{POOL_NAME} does not match expression '^[a-z][a-z0-9]{{0,11}}$'"),
        (pool(osDiskSizeGB=4096), "'agentPoolProfiles[0].osDiskSizeGB' is too high (4096.000000 > 2048.000000)"),
        (pool(osDiskSizeGB=-1), "'agentPoolProfiles[0].osDiskSizeGB' is too low (-1.000000 < 0.000000)"),
        (
            check(REGISTRY, {"resourceGroupName": "rg", "sku": {"name": "Basic"}, "registryName": "r" * 51}),
            "'registryName' is too long (51): at most 50 characters allowed",
        ),
        (
            check(REGISTRY, {"resourceGroupName": "rg", "sku": {"name": "Basic"}, "registryName": "acr"}),
            "'registryName' is too short (3): at least 5 characters required",
        ),
        (cluster(enableRBAC="yes"), "'enableRBAC' should be of type 'boolean' but got a string"),
        (cluster(dnsPrefix=7), "'dnsPrefix' should be of type 'string' but got a number"),
        (cluster(agentPoolProfiles="x"), "'agentPoolProfiles' should be of type 'array' but got a string"),
        (cluster(tags=["a"]), "'tags' should be of type 'object' but got an array"),
        (pool(count=True), "'agentPoolProfiles[0].count' should be of type 'integer' but got a boolean"),
        (
            pool(enable_fips=True),
            f"{OWN} unknown property 'agentPoolProfiles[0].enable_fips'; did you mean 'enableFIPS'?",
        ),
        (
            cluster(networkProfile={"outboundType": "loadBalanced"}),
            (
                f"{OWN} 'networkProfile.outboundType' is 'loadBalanced', not one of loadBalancer, userDefinedRouting,"
                " managedNATGateway, userAssignedNATGateway, none"
            ),
        ),
    ],
)
def test_says_what_is_wrong(found: list[str], expected: str) -> None:
    assert [expected] == found


def test_says_everything_at_once() -> None:
    found = cluster(enableRBAC="yes", tags=["a"], agentPoolProfiles=[{"count": "3"}])

    assert found == [
        "'enableRBAC' should be of type 'boolean' but got a string",
        "'tags' should be of type 'object' but got an array",
        "missing required property 'agentPoolProfiles[0].name'",
        "'agentPoolProfiles[0].count' should be of type 'integer' but got a string",
    ]


def test_enumerations_ignore_case_as_azure_does() -> None:
    assert cluster(networkProfile={"outboundType": "LOADBALANCER"}) == []


def test_an_unknown_value_is_not_judged() -> None:
    assert cluster(networkProfile=UNKNOWN, agentPoolProfiles=[{"name": UNKNOWN, "count": UNKNOWN}]) == []


TEXT = st.text("aB.[]1", max_size=5)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(sorted(CLUSTER.replaces | {"agentPoolProfiles", "identity", "tags"})), JSON))
def test_never_crashes(inputs: dict[str, Any]) -> None:
    assert all(isinstance(reason, str) for reason in check(CLUSTER, inputs))
