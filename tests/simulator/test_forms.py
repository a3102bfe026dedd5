"""The generic resource is judged, kept and answered as the resource that it makes."""

from typing import Any

import grpc
import pytest
from google.protobuf import json_format
from pulumi.runtime.proto import provider_pb2

from simulator.azure.schema import GENERIC
from simulator.azure.values import UNKNOWN
from tests.simulator.conftest import struct, urn

KIND = GENERIC.removeprefix("azure-native:")
GROUP = {"resourceGroupName": "rg", "location": "westeurope"}
REGISTRY = {
    "resourceGroupName": "rg",
    "location": "westeurope",
    "apiVersion": "2025-11-01",
    "resourceProviderNamespace": "Microsoft.ContainerRegistry",
    "parentResourcePath": "",
    "resourceType": "registries",
    "resourceName": "images",
    "sku": {"name": "Premium"},
    "properties": {"adminUserEnabled": False, "roleAssignmentMode": "AbacRepositoryPermissions"},
}
SCOPE_MAP = {
    **{key: REGISTRY[key] for key in ("resourceGroupName", "apiVersion", "resourceProviderNamespace")},
    "parentResourcePath": "registries/images",
    "resourceType": "scopeMaps",
    "resourceName": "pull",
    "properties": {"actions": ["repositories/a/content/read"]},
}
ID = "/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/images"


def changed(base: dict[str, Any], **properties: Any) -> dict[str, Any]:
    """Return a resource with other properties."""
    return {**base, "properties": {**base["properties"], **properties}}


@pytest.fixture
def registry(provider: Any) -> Any:
    """Return a provider whose Azure has the registry."""
    provider.create("resources:ResourceGroup", **GROUP)
    provider.registry = provider.create(KIND, **REGISTRY)
    return provider


@pytest.mark.parametrize(
    ("inputs", "reason"),
    [
        (changed(REGISTRY, adminUser=False), "unknown property 'adminUser'"),
        (changed(REGISTRY, adminUserEnabled="no"), "'adminUserEnabled' should be of type 'boolean'"),
        (changed(REGISTRY, roleAssignmentMode="Abac"), "'roleAssignmentMode' is 'Abac', not one of Abac"),
        ({**REGISTRY, "apiVersion": "2023-07-01"}, "unknown property 'roleAssignmentMode'"),
        ({**REGISTRY, "resourceName": "a"}, "'registryName' is too short"),
        ({**REGISTRY, "sku": None}, "missing required property 'sku'"),
        ({**REGISTRY, "apiVersion": None}, "missing required property 'apiVersion'"),
        ({**REGISTRY, "resourceType": "towers"}, "does not model microsoft.containerregistry/towers as azure-native:"),
        ({**SCOPE_MAP, "parentResourcePath": ""}, "does not model microsoft.containerregistry/scopemaps as"),
        (
            {**REGISTRY, "resourceProviderNamespace": "Microsoft.Authorization", "resourceType": "roleAssignments"},
            "does not model microsoft.authorization/roleassignments as",
        ),
    ],
)
def test_is_judged_by_the_schema_of_its_type(provider: Any, inputs: dict[str, Any], reason: str) -> None:
    """Also what the SDK's class lacks, from the version of the API on that has it; what is not modelled is named."""
    assert any(reason in one for one in provider.reasons(KIND, **inputs))


@pytest.mark.parametrize(
    "inputs",
    [
        REGISTRY,
        SCOPE_MAP,
        {**SCOPE_MAP, "parentResourcePath": UNKNOWN},
        {**REGISTRY, "properties": UNKNOWN},
        {**REGISTRY, "identity": {"type": "UserAssigned", "userAssignedIdentities": ["/identity"]}},
    ],
)
def test_what_is_right_passes(provider: Any, inputs: dict[str, Any]) -> None:
    """As a child too, and while something is unknown; check adds nothing that the program would see again."""
    result = provider.check(KIND, **inputs)

    assert [one.reason for one in result.failures] == []
    assert json_format.MessageToDict(result.inputs) == inputs


def test_is_judged_by_the_rules_of_its_type(registry: Any) -> None:
    """A registry without public access is Premium, and a name belongs to one."""
    closed = changed({**REGISTRY, "resourceName": "basics", "sku": {"name": "Basic"}}, publicNetworkAccess="Disabled")

    with pytest.raises(grpc.RpcError, match="DisablingPublicNetworkAccessNotSupported"):
        registry.create(KIND, **closed)
    with pytest.raises(grpc.RpcError, match="InvalidScopeMapAction"):
        registry.create(KIND, **changed(SCOPE_MAP, actions=["everything"]))


def test_is_answered_in_arms_envelope(registry: Any) -> None:
    """What Azure fills in stands beside what was asked for; a preview knows what was asked for only."""
    made = json_format.MessageToDict(registry.registry.properties)
    previewed = json_format.MessageToDict(registry.create(KIND, preview=True, **REGISTRY).properties)

    assert registry.registry.id.endswith(ID)
    assert (made["name"], made["type"]) == ("images", "Microsoft.ContainerRegistry/registries")
    assert made["properties"]["roleAssignmentMode"] == "AbacRepositoryPermissions"
    assert made["properties"]["loginServer"] == "images.azurecr.io"
    assert not {"adminUserEnabled", "loginServer"} & set(made)
    assert previewed["properties"] == REGISTRY["properties"]
    assert previewed["name"] == UNKNOWN


def test_is_the_registry_that_other_types_find(registry: Any) -> None:
    """A child of its own class lies in it, and goes with it."""
    registry.create(
        "containerregistry:ScopeMap", registryName="images", scopeMapName="pull", actions=[], resourceGroupName="rg"
    )
    with pytest.raises(grpc.RpcError, match="already existing resource"):
        registry.create(KIND, **SCOPE_MAP)

    registry.stub.Delete(provider_pb2.DeleteRequest(urn=urn(KIND, "one"), id=registry.registry.id))

    with pytest.raises(grpc.RpcError, match="ParentResourceNotFound"):
        registry.create(KIND, **SCOPE_MAP)


@pytest.mark.parametrize(
    ("news", "paths", "replaces"),
    [
        (REGISTRY, [], []),
        (changed(REGISTRY, roleAssignmentMode="LegacyRegistryPermissions"), ["properties.roleAssignmentMode"], []),
        (changed(REGISTRY, zoneRedundancy="Enabled"), ["properties.zoneRedundancy"], ["properties"]),
        ({**REGISTRY, "tags": {"a": "b"}}, ["tags"], []),
        ({**REGISTRY, "apiVersion": "2026-01-01"}, ["apiVersion"], []),
        ({**REGISTRY, "resourceName": "others"}, ["resourceName"], ["resourceName"]),
    ],
)
def test_is_compared_by_what_its_type_can_change(
    provider: Any, news: dict[str, Any], paths: list[str], replaces: list[str]
) -> None:
    """Differences are told where the program has written them."""
    request = provider_pb2.DiffRequest(urn=urn(KIND, "one"), old_inputs=struct(REGISTRY), news=struct(news))
    found = provider.stub.Diff(request)

    assert (sorted(found.detailedDiff), list(found.replaces)) == (paths, replaces)


def test_changes_in_place_and_is_read_again(registry: Any) -> None:
    """A refresh finds what the update has left, and what somebody changes by hand."""
    news = changed(REGISTRY, roleAssignmentMode="LegacyRegistryPermissions")
    made = registry.registry
    updated = registry.stub.Update(
        provider_pb2.UpdateRequest(
            urn=urn(KIND, "one"), id=made.id, olds=made.properties, old_inputs=struct(REGISTRY), news=struct(news)
        )
    )
    request = {"urn": urn(KIND, "one"), "id": made.id}
    same = registry.stub.Read(provider_pb2.ReadRequest(**request, properties=updated.properties, inputs=struct(news)))
    drifted = registry.stub.Read(
        provider_pb2.ReadRequest(**request, properties=made.properties, inputs=struct(REGISTRY))
    )
    imported = registry.stub.Read(provider_pb2.ReadRequest(**request))

    assert json_format.MessageToDict(same.inputs) == news
    assert json_format.MessageToDict(drifted.inputs) == news
    taken = json_format.MessageToDict(imported.inputs)
    assert {key: taken[key] for key in ("parentResourcePath", "resourceName", "resourceType", "sku")} == {
        key: REGISTRY[key] for key in ("parentResourcePath", "resourceName", "resourceType", "sku")
    }
