"""What the provider says of its own package."""

import json
import re
from inspect import signature
from typing import Any

import pytest
from pulumi.runtime.proto import provider_pb2
from pulumi_azure_native import ProviderArgs

from simulator.azure.catalog import modelled_functions, modelled_resources
from simulator.azure.schema import GENERIC
from tests.simulator.test_provider import GROUP, RG, plain, struct


def test_package_schema_has_every_modelled_type_and_what_it_refers_to(provider: Any) -> None:
    text = provider.stub.GetSchema(provider_pb2.GetSchemaRequest()).schema
    answer = json.loads(text)

    assert {*modelled_resources(), GENERIC} == set(answer["resources"])
    assert set(re.findall(r'"#/types/([^"]+)"', text)) <= set(answer["types"])
    assert answer["resources"]["azure-native:resources:ResourceGroup"]["inputProperties"] == {
        "location": {"type": "string"},
        "managedBy": {"type": "string"},
        "resourceGroupName": {"type": "string"},
        "tags": {"type": "object", "additionalProperties": {"type": "string"}},
    }


def test_package_schema_has_the_sdks_options_of_the_provider(provider: Any) -> None:
    """A program in YAML knows no others, in a provider of its own."""
    answer = json.loads(provider.stub.GetSchema(provider_pb2.GetSchemaRequest()).schema)["provider"]["inputProperties"]
    asked = signature(ProviderArgs).parameters
    sdk = {re.sub("_(.)", lambda one: one[1].upper(), name) for name in asked}

    assert set(answer) == {*sdk, "oidcAudience"}
    assert answer["location"] == {"type": "string"}
    assert answer["auxiliaryTenantIds"] == {"type": "array", "items": {"type": "string"}}
    assert answer["useOidc"] == {"type": "boolean"}


def test_package_schema_has_every_modelled_function_and_what_it_answers(provider: Any) -> None:
    answer = json.loads(provider.stub.GetSchema(provider_pb2.GetSchemaRequest()).schema)["functions"]
    client = answer["azure-native:authorization:getClientConfig"]
    group = answer["azure-native:resources:getResourceGroup"]

    assert set(modelled_functions()) == set(answer)
    assert [name for name, one in answer.items() if not one["outputs"]["properties"]] == []
    assert client["inputs"]["properties"] == {}
    assert sorted(client["outputs"]["properties"]) == ["clientId", "objectId", "subscriptionId", "tenantId"]
    assert group["inputs"]["required"] == ["resourceGroupName"]
    assert group["outputs"]["properties"]["id"] == {"type": "string"}


@pytest.mark.parametrize(
    ("token", "version"),
    [
        ("azure-native:network/v20230601:RouteTable", "2023-06-01"),
        ("azure-native_network_v20230601preview:network:RouteTable", "2023-06-01-preview"),
    ],
)
def test_a_token_that_names_an_api_version_is_the_same_type(provider: Any, token: str, version: str) -> None:
    provider.create(GROUP, **RG)
    urn = f"urn:pulumi:dev::project::{token}::one"
    request = provider_pb2.CheckRequest(urn=urn, news=struct({"resourceGroupName": "rg", "location": "westeurope"}))
    answer = provider.stub.Check(request)
    created = provider.stub.Create(provider_pb2.CreateRequest(urn=urn, properties=answer.inputs))

    assert list(answer.failures) == []
    assert plain(answer.inputs)["azureApiVersion"] == version
    assert "/Microsoft.Network/routeTables/" in created.id


def test_takes_on_the_name_of_a_local_package(provider: Any) -> None:
    by_args = provider_pb2.ParameterizeRequest.ParametersArgs(args=["network", "v20230601"])
    by_value = provider_pb2.ParameterizeRequest.ParametersValue(name="azure-native_network_v20230601", version="3.29.0")

    answers = [
        provider.stub.Parameterize(provider_pb2.ParameterizeRequest(args=by_args)),
        provider.stub.Parameterize(provider_pb2.ParameterizeRequest(value=by_value)),
    ]

    assert [(one.name, one.version) for one in answers] == [("azure-native_network_v20230601", "3.29.0")] * 2
