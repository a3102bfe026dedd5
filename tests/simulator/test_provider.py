"""The provider's process, asked as the engine asks it."""

from typing import Any

import grpc
import pytest
from google.protobuf import json_format, struct_pb2
from pulumi.runtime.proto import provider_pb2

from simulator.azure.values import MARK, SECRET, UNKNOWN

GROUP = "resources:ResourceGroup"
RG = {"resourceGroupName": "rg", "location": "westeurope"}
TABLE = "network:RouteTable"


def plain(struct: Any) -> dict[str, Any]:
    return json_format.MessageToDict(struct)


def struct(value: dict[str, Any]) -> struct_pb2.Struct:
    return json_format.ParseDict(value, struct_pb2.Struct())


def hidden(value: object) -> dict[str, object]:
    return {MARK: SECRET, "value": value}


def test_refuses_a_type_it_does_not_model_by_name(provider: Any) -> None:
    (reason,) = provider.reasons("web:WebApp")

    assert reason.startswith("the simulated Azure does not model azure-native:web:WebApp")


def test_refuses_a_function_it_does_not_model_by_name(provider: Any) -> None:
    with pytest.raises(grpc.RpcError, match="does not model azure-native:storage:listKeys"):
        provider.stub.Invoke(provider_pb2.InvokeRequest(tok="azure-native:storage:listKeys"))


def test_says_how_to_set_a_location(provider: Any) -> None:
    expected = (
        "missing required property 'location'. Either set it explicitly or configure it with 'pulumi config set"
        " azure-native:location <value>'."
    )

    assert [expected] == provider.reasons(GROUP, resourceGroupName="rg")


def test_location_comes_from_configuration_then_from_the_group(provider: Any) -> None:
    provider.create(GROUP, **RG)
    by_group = plain(provider.check(TABLE, resourceGroupName="rg").inputs)
    unknown = plain(provider.check(TABLE, resourceGroupName=UNKNOWN).inputs)
    provider.configure(location="northeurope")
    by_configuration = plain(provider.check(TABLE, resourceGroupName="rg").inputs)

    assert [one["location"] for one in (by_group, unknown, by_configuration)] == ["westeurope", UNKNOWN, "northeurope"]


def test_a_group_that_is_not_there_gives_no_location(provider: Any) -> None:
    """Azure's API requires one of an identity, and none of a route table."""
    (reason,) = provider.reasons("managedidentity:UserAssignedIdentity", resourceGroupName="later")
    table = provider.check(TABLE, resourceGroupName="later")

    assert reason.startswith("missing required property 'location'. Either set it explicitly or configure it")
    assert "location" not in plain(table.inputs)
    assert list(table.failures) == []


def test_check_adds_a_name_and_the_api_version(provider: Any) -> None:
    inputs = plain(provider.check(GROUP, "group", location="westeurope").inputs)

    assert inputs["resourceGroupName"].startswith("group")
    assert inputs["__createBeforeDelete"] is True
    assert inputs["azureApiVersion"] == "2024-03-01"


def test_an_automatic_registry_name_is_as_invalid_as_with_the_real_provider(provider: Any) -> None:
    result = provider.check(
        "containerregistry:Registry", "my-acr", sku={"name": "Basic"}, location="a", resourceGroupName="b"
    )

    assert [one.reason.split("' ")[1][:25] for one in result.failures] == ["does not match expression"]


def test_automatic_names_do_not_fit_every_type(provider: Any) -> None:
    vault = {"properties": {"tenantId": "a", "sku": {"family": "A", "name": "premium"}}, **RG}
    result = provider.check("keyvault:Vault", "vault-of-the-platform", **vault)

    assert [one.reason.partition("' ")[2] for one in result.failures] == [
        "does not match expression '^[a-zA-Z0-9-]{3,24}$'"
    ]


def test_without_automatic_names_a_name_is_missing(provider: Any) -> None:
    disabled = provider_pb2.CheckRequest.AutonamingOptions(mode=provider_pb2.CheckRequest.AutonamingOptions.DISABLE)
    urn = f"urn:pulumi:dev::project::azure-native:{GROUP}::one"
    request = provider_pb2.CheckRequest(urn=urn, news=struct({"location": "westeurope"}), autonaming=disabled)

    assert [one.reason for one in provider.stub.Check(request).failures] == [
        "missing required property 'resourceGroupName'"
    ]


def test_preview_knows_the_inputs_and_nothing_else(provider: Any) -> None:
    response = provider.create(
        "containerregistry:Registry", preview=True, registryName="images", sku={"name": "Premium"}, **RG
    )
    outputs = plain(response.properties)

    assert response.id == ""
    assert outputs["sku"] == {"name": "Premium", "tier": UNKNOWN}
    assert outputs["loginServer"] == UNKNOWN
    assert outputs["name"] == UNKNOWN
    assert "registryName" not in outputs


def test_secrets_stay_secret(provider: Any) -> None:
    provider.create(GROUP, **RG)
    response = provider.create(TABLE, routeTableName="rt", tags={"open": "a", "hidden": hidden("b")}, **RG)

    assert {"open": "a", "hidden": hidden("b")} == plain(response.properties)["tags"]


def test_a_secret_of_a_listed_thing_stays_secret_wherever_azure_lists_it(provider: Any) -> None:
    """Azure has an order of its own for what stands in its parent."""
    rule = {"access": "Allow", "direction": "Inbound", "protocol": "Tcp", "destinationPortRange": "443"}
    rule |= {"sourcePortRange": "*", "destinationAddressPrefix": "10.0.0.4", "sourceAddressPrefix": "10.1.0.0/16"}
    secret = {"name": "zeta", "priority": 200, "sourceAddressPrefix": hidden("198.51.100.77")}
    rules = [{**rule, **secret}, {**rule, "name": "alpha", "priority": 100}]
    provider.create(GROUP, **RG)

    kind, inputs = "network:NetworkSecurityGroup", {"networkSecurityGroupName": "n", "securityRules": rules, **RG}

    made = provider.create(kind, **inputs)
    urn = f"urn:pulumi:dev::p::azure-native:{kind}::n"
    found = provider.stub.Read(
        provider_pb2.ReadRequest(urn=urn, id=made.id, properties=made.properties, inputs=struct(inputs))
    )

    listed = plain(found.properties)["securityRules"]
    assert listed[MARK] == SECRET
    assert [one["name"] for one in listed["value"]] == ["alpha", "zeta"]


def test_a_refusal_reads_as_the_real_providers(provider: Any) -> None:
    with pytest.raises(grpc.RpcError) as refusal:
        provider.create(TABLE, routeTableName="rt", **RG)

    expected = 'Status=404 Code="ResourceGroupNotFound" Message="Resource group \'rg\' could not be found."'
    assert expected == refusal.value.details()


def test_diff_of_the_same_is_none(provider: Any) -> None:
    inputs = struct({**RG, "tags": hidden({"a": 1})})
    request = provider_pb2.DiffRequest(
        urn="urn:pulumi:dev::p::azure-native:resources:ResourceGroup::rg", old_inputs=inputs, news=inputs
    )

    assert provider.stub.Diff(request).changes == provider_pb2.DiffResponse.DIFF_NONE


def test_diff_says_what_replaces(provider: Any) -> None:
    request = provider_pb2.DiffRequest(
        urn="urn:pulumi:dev::p::azure-native:resources:ResourceGroup::rg",
        old_inputs=struct(RG),
        news=struct({**RG, "location": "northeurope", "tags": {"a": UNKNOWN}}),
    )
    response = provider.stub.Diff(request)

    assert response.changes == provider_pb2.DiffResponse.DIFF_SOME
    assert list(response.replaces) == ["location"]
    assert response.deleteBeforeReplace
    assert response.detailedDiff["location"].kind == provider_pb2.PropertyDiff.UPDATE_REPLACE
    assert response.detailedDiff["tags"].kind == provider_pb2.PropertyDiff.ADD


def test_what_was_imported_does_not_differ_by_its_api_version(provider: Any) -> None:
    made = provider.create(GROUP, **RG)
    urn = "urn:pulumi:dev::p::azure-native:resources:ResourceGroup::rg"
    found = provider.stub.Read(provider_pb2.ReadRequest(urn=urn, id=made.id))
    news = provider.check(GROUP, "rg", **RG).inputs
    request = provider_pb2.DiffRequest(urn=urn, olds=found.properties, old_inputs=found.inputs, news=news)

    assert "azureApiVersion" in plain(news)
    assert provider.stub.Diff(request).changes == provider_pb2.DiffResponse.DIFF_NONE


def test_a_change_of_the_providers_options_is_the_engines_to_see(provider: Any) -> None:
    request = provider_pb2.DiffRequest(old_inputs=struct({"location": "a"}), news=struct({"location": "b"}))

    assert provider.stub.DiffConfig(request).changes == provider_pb2.DiffResponse.DIFF_UNKNOWN


def test_read_imports_what_exists_and_drops_what_does_not(provider: Any) -> None:
    provider.create(GROUP, **RG)
    created = provider.create(TABLE, routeTableName="rt", tags={"a": "b"}, **RG)
    request = provider_pb2.ReadRequest(urn="urn:pulumi:dev::p::azure-native:network:RouteTable::rt", id=created.id)
    found = provider.stub.Read(request)
    request.id += "x"
    inputs = {"disableBgpRoutePropagation": False, "routeTableName": "rt", "routes": [], "tags": {"a": "b"}, **RG}

    assert plain(found.inputs) == inputs
    assert plain(found.properties) == plain(created.properties)
    assert "id" not in plain(created.properties)
    assert not provider.stub.Read(request).id


def test_update_and_delete(provider: Any) -> None:
    created = provider.create(GROUP, **RG)
    urn = "urn:pulumi:dev::p::azure-native:resources:ResourceGroup::rg"
    news = struct({**RG, "tags": {"a": "b"}})
    previewed = provider.stub.Update(
        provider_pb2.UpdateRequest(id=created.id, urn=urn, olds=created.properties, news=news, preview=True)
    )
    updated = provider.stub.Update(
        provider_pb2.UpdateRequest(id=created.id, urn=urn, olds=created.properties, news=news)
    )
    provider.stub.Delete(provider_pb2.DeleteRequest(id=created.id, urn=urn))
    provider.stub.Delete(provider_pb2.DeleteRequest(id=created.id, urn=urn))

    assert (plain(previewed.properties)["name"], plain(previewed.properties)["type"]) == ("rg", UNKNOWN)
    assert plain(updated.properties)["tags"] == {"a": "b"}


def test_an_update_of_what_is_gone_is_not_found(provider: Any) -> None:
    urn = "urn:pulumi:dev::p::azure-native:resources:ResourceGroup::rg"
    with pytest.raises(grpc.RpcError, match=r"Status=404 Code=.*ResourceNotFound"):
        provider.stub.Update(
            provider_pb2.UpdateRequest(id="/subscriptions/x/resourceGroups/y", urn=urn, news=struct(RG))
        )


def test_client_is_the_same_everywhere(provider: Any) -> None:
    request = provider_pb2.InvokeRequest(tok="azure-native:authorization:getClientConfig")
    answer = plain(getattr(provider.stub.Invoke(request), "return"))
    provider.configure(subscriptionId="mine")

    assert {"clientId", "objectId", "subscriptionId", "tenantId"} == set(answer)
    assert plain(getattr(provider.stub.Invoke(request), "return"))["subscriptionId"] == "mine"


def test_a_function_names_the_argument_it_lacks(provider: Any) -> None:
    token = "azure-native:containerservice:listManagedClusterUserCredentials"
    response = provider.stub.Invoke(provider_pb2.InvokeRequest(tok=token, args=struct({"resourceGroupName": "rg"})))

    assert [one.reason for one in response.failures] == ["missing required property 'resourceName'"]


def test_every_resource_has_a_function_that_gets_it(provider: Any) -> None:
    provider.create(GROUP, **RG)
    space = {"addressPrefixes": ["10.0.0.0/16"]}
    subnet = {"name": "one", "addressPrefix": "10.0.0.0/24"}
    provider.create("network:VirtualNetwork", virtualNetworkName="vnet", addressSpace=space, subnets=[subnet], **RG)
    arguments = struct({"resourceGroupName": "rg", "virtualNetworkName": "vnet"})
    token = "azure-native:network:getVirtualNetwork"
    answer = plain(getattr(provider.stub.Invoke(provider_pb2.InvokeRequest(tok=token, args=arguments)), "return"))

    assert (answer["azureApiVersion"], answer["location"]) == ("2024-05-01", "westeurope")
    assert [one["addressPrefix"] for one in answer["subnets"]] == ["10.0.0.0/24"]


def test_a_misspelt_configuration_key_is_refused(provider: Any) -> None:
    response = provider.stub.CheckConfig(provider_pb2.CheckRequest(news=struct({"subscription": "x"})))

    assert "azure-native:subscription" in response.failures[0].reason


def test_a_cluster_is_imported_with_inputs_that_pass(provider: Any) -> None:
    """A pool's `type` is an input of its own; what ARM calls a type is no input."""
    pool = {"name": "system", "mode": "System", "count": 1, "vmSize": "Standard_D4s_v5"}
    cluster = {"resourceName": "aks", "dnsPrefix": "aks", "identity": {"type": "SystemAssigned"}, **RG}
    provider.create(GROUP, **RG)
    created = provider.create("containerservice:ManagedCluster", agentPoolProfiles=[pool], **cluster)
    kind = "azure-native:containerservice:ManagedCluster"
    request = provider_pb2.ReadRequest(urn=f"urn:pulumi:dev::p::{kind}::aks", id=created.id)

    assert provider.reasons("containerservice:ManagedCluster", **plain(provider.stub.Read(request).inputs)) == []
