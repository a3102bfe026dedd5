"""The simulator's schema is the installed SDK's, and nothing in the simulator names a property that the SDK lacks."""

import importlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

import pytest
from guardrails.catalog import catalog

from simulator.azure import schema
from simulator.azure.arm import Resource
from simulator.azure.catalog import modelled_functions, modelled_resources
from simulator.azure.provider import VERSION
from simulator.schema import generate
from simulator.schema.constraints import is_input
from tests.simulator.acts import deployed, planned

RESOURCES = [pytest.param(one, id=one.kind.rpartition(":")[2]) for one in modelled_resources().values()]


def test_schema_is_the_installed_sdks() -> None:
    expected = generate.rendered(generate.all_shapes())

    assert expected == generate.SCHEMA.read_text(), "run `make schema`"


def test_the_provider_imports_no_sdk() -> None:
    """It would be most of the time that the process takes to start; the schema stands in for it."""
    code = "import sys, simulator.azure.provider; print({'pulumi', 'pulumi_azure_native'} & sys.modules.keys())"
    folder = generate.AZURE.parents[1]
    ran = subprocess.run([sys.executable, "-c", code], cwd=folder, check=True, capture_output=True, text=True)

    assert ran.stdout == "set()\n"


def test_simulates_the_installed_version() -> None:
    assert version("pulumi-azure-native") == VERSION


def test_constraints_are_of_the_pinned_libraries() -> None:
    assert generate.libraries() == json.loads(generate.CONSTRAINTS.read_text())["libraries"], "run `make schema`"


def test_constraints_were_looked_for_in_every_modelled_type() -> None:
    assert set(schema.constraints()) == set(modelled_resources()), "run `make schema`"


@pytest.mark.parametrize("resource", RESOURCES)
def test_constrained_properties_exist(resource: Resource) -> None:
    paths = {*schema.constraints().get(resource.kind, {}), *resource.limits}

    assert [path for path in paths if not is_input(path, resource.kind)] == []


@pytest.mark.parametrize("resource", RESOURCES)
def test_replacing_and_naming_properties_exist(resource: Resource) -> None:
    named = {
        *resource.path_inputs,
        *resource.replaces,
        *resource.extensible,
        *(one.property for one in resource.inline),
    }
    unknown = {path for path in named if not is_input(path, resource.kind)}

    assert set() == unknown


@pytest.mark.parametrize("resource", RESOURCES)
def test_file_is_named_after_the_type(resource: Resource) -> None:
    words = re.findall(r"[A-Z]+(?=[A-Z][a-z]|$)|[A-Z][a-z]+", resource.kind.rpartition(":")[2])
    name = "_".join(words).lower()

    assert (generate.AZURE / "resources" / f"{name}.py").exists()


def test_functions_exist_in_the_sdk() -> None:
    for name, function in modelled_functions().items():
        _, module, short = name.split(":")
        snake = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", short).lower()
        sdk = importlib.import_module(f"pulumi_azure_native.{module}")

        assert callable(getattr(sdk, snake)), name
        assert callable(function.answer)


def test_every_type_that_guardrails_judge_is_modelled() -> None:
    """What guardrails only look out for may be refused; docs/simulator.md names it. Websites are no part of ARM."""
    website = "azure-native:storage:StorageAccountStaticWebsite"
    judged = {token for one in catalog() for token in one.applies_to.tokens if token.startswith("azure-native:")}

    assert judged - set(modelled_resources()) == {website}


def test_recursive_shapes_end() -> None:
    """Every type that a shape refers to is there."""
    references = set(re.findall(r'"#([^"]+)"', generate.SCHEMA.read_text()))

    assert set() == references - set(schema.schema()["types"])


def unknown_outputs(kind: str, body: dict[str, Any]) -> list[str]:
    """Return what Azure's answer has that the SDK does not know."""
    return list(unknown(body, {**schema.outputs_of(kind), "id": "string"}, ""))


def unknown(value: Any, shape: Any, path: str) -> Iterator[str]:
    match shape:
        case str() if shape.startswith("#"):
            yield from unknown(value, schema.schema()["types"][shape[1:]]["properties"], path)
        case {"items": item} if isinstance(value, list):
            for index, each in enumerate(value):
                yield from unknown(each, item, f"{path}[{index}]")
        case {"values": item} if isinstance(value, dict):
            for key, each in value.items():
                yield from unknown(each, item, f"{path}.{key}")
        case dict() if isinstance(value, dict):
            yield from (f"{path}.{key}" for key in value if key not in shape)
            for key in shape.keys() & value.keys():
                yield from unknown(value[key], shape[key], f"{path}.{key}")


def test_answers_have_no_property_that_the_sdk_lacks(platform: Any) -> None:
    """A created platform is read back: each property that the simulator fills in is one of the SDK's."""
    platform.create(
        "containerservice:ManagedCluster", **platform.cluster_inputs(addonProfiles={"azurepolicy": {"enabled": True}})
    )
    platform.create("containerregistry:Registry", **platform.registry_inputs(dataEndpointEnabled=True))
    group = {"resourceGroupName": "rg", "location": "westeurope"}
    platform.create("network:PublicIPAddress", publicIpAddressName="ip", **group)
    platform.create("network:NatGateway", natGatewayName="nat", **group)
    platform.create("network:RouteTable", routeTableName="rt", **group)
    platform.create("network:NetworkSecurityGroup", networkSecurityGroupName="nsg", **group)
    platform.create("operationalinsights:Workspace", workspaceName="logs", **group)
    platform.create(
        "monitor:DataCollectionRule", dataCollectionRuleName="dcr", identity={"type": "SystemAssigned"}, **group
    )
    subnet = {"id": platform.endpoints["id"]}
    platform.create("network:PrivateEndpoint", privateEndpointName="pe", subnet=subnet, **group)
    deployed(planned("Containers"))(platform)
    hub = platform.subnet("AzureFirewallSubnet", "10.10.6.0/26")
    configurations = [{"name": "egress", "subnet": {"id": hub["id"]}}]
    platform.create("network:AzureFirewall", azureFirewallName="afw", ipConfigurations=configurations, **group)
    account = platform.create(
        "storage:StorageAccount", accountName="flows", kind="StorageV2", sku={"name": "Standard_ZRS"}, **group
    )
    identity = {"type": "UserAssigned", "userAssignedIdentities": [platform.kubelet["id"]]}
    platform.create(
        "network:FlowLog",
        resourceGroupName="NetworkWatcherRG",
        networkWatcherName="NetworkWatcher_westeurope",
        flowLogName="platform",
        targetResourceId=platform.network["id"],
        storageId=account["id"],
        identity=identity,
        location="westeurope",
    )
    own = {"type": "SystemAssigned"}
    platform.create("monitor:DataCollectionEndpoint", dataCollectionEndpointName="dce", identity=own, **group)
    platform.create("applicationinsights:Component", resourceName="apps", **group)
    platform.create("dashboard:Grafana", workspaceName="grafana", identity=own, **group)
    platform.create(
        "dashboard:ManagedPrivateEndpoint", workspaceName="grafana", managedPrivateEndpointName="m", **group
    )
    platform.create("monitor:AzureMonitorWorkspace", azureMonitorWorkspaceName="metrics", **group)
    platform.create("monitor:ScheduledQueryRule", ruleName="rule", identity=own, **group)
    platform.create("operationalinsights:QueryPack", queryPackName="pack", **group)
    platform.create("resources:Deployment", deploymentName="tables", properties={"mode": "Incremental"}, **group)
    scope = {"scope": platform.vault["id"], "location": "westeurope"}
    platform.create("authorization:PolicyAssignment", policyAssignmentName="one", identity=own, **scope)
    with platform.opened() as world:
        bodies = [(world.kind(body["id"]), body) for body in world.under("")]

    assert {kind: wrong for kind, body in bodies if (wrong := unknown_outputs(kind, body))} == {}
