"""What Azure Resource Manager does alike for every type."""

import multiprocessing
import time
from pathlib import Path
from typing import Any

import pytest

from simulator.azure import roles
from simulator.azure.catalog import modelled_resources
from simulator.azure.errors import ArmError, ProviderError
from simulator.azure.world import opened
from tests.simulator.conftest import CLIENT

GROUP = {"resourceGroupName": "rg", "location": "West Europe"}
IN_WORKSPACE = {"resourceGroupName": "rg", "workspaceName": "logs"}
RULE = {"access": "Deny", "direction": "Inbound", "priority": 100, "protocol": "*"}
VAULT = {
    "tenantId": CLIENT.tenant_id,
    "sku": {"family": "A", "name": "premium"},
    "enableRbacAuthorization": True,
    "enablePurgeProtection": True,
}
PREMIUM = {"registryName": "Images", "sku": {"name": "Premium"}, **GROUP}


def test_answers_with_ids_names_and_defaults(azure: Any) -> None:
    registry = azure.create("containerregistry:Registry", **PREMIUM)

    assert {
        "id": f"/subscriptions/{azure.client.subscription_id}/resourceGroups/rg"
        "/providers/Microsoft.ContainerRegistry/registries/Images",
        "name": "Images",
        "type": "Microsoft.ContainerRegistry/registries",
        "azureApiVersion": "2023-01-01-preview",
        "location": "westeurope",
        "loginServer": "images.azurecr.io",
        "sku": {"name": "Premium", "tier": "Premium"},
        "adminUserEnabled": False,
    }.items() <= registry.items()


def test_an_existing_resource_is_never_adopted(azure: Any) -> None:
    registry = azure.create("containerregistry:Registry", **PREMIUM)

    with pytest.raises(ProviderError) as refusal:
        azure.create("containerregistry:Registry", **PREMIUM)

    assert f"cannot create already existing resource '{registry['id']}'" == str(refusal.value)


def test_a_refused_request_leaves_nothing_behind(azure: Any) -> None:
    before = azure.state.read_text()
    subnet = {"name": "s", "addressPrefix": "10.9.0.0/24"}
    inputs = {"virtualNetworkName": "v", "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, "subnets": [subnet]}

    with pytest.raises(ArmError, match="NetcfgSubnetRangeOutsideVnet"):
        azure.create("network:VirtualNetwork", **inputs, **GROUP)

    assert before == azure.state.read_text()


def test_what_is_kept_after_its_deletion_is_kept_after_that_of_its_group_too(azure: Any) -> None:
    properties = {"tenantId": azure.client.tenant_id, "sku": {"family": "A", "name": "standard"}}
    vault = {"vaultName": "kv", "properties": properties}
    made = azure.create("keyvault:Vault", **vault, **GROUP)
    azure.delete("resources:ResourceGroup", made["id"].partition("/providers/")[0])

    with azure.opened() as world:
        assert [arm_id for _, arm_id in world.kept()] == [made["id"]]
    azure.create("resources:ResourceGroup", **GROUP)
    with pytest.raises(ArmError, match="ConflictError"):
        azure.create("keyvault:Vault", **vault, **GROUP)


def test_errors_read_as_the_real_providers() -> None:
    assert str(ArmError(409, "X", "y")) == 'Status=409 Code="X" Message="y"'
    assert str(ArmError(400, "", "y")) == 'Status=400 Message="y"'


def test_an_update_of_a_network_keeps_its_standalone_subnets(platform: Any) -> None:
    inputs = {"virtualNetworkName": "vnet", "addressSpace": {"addressPrefixes": ["10.10.0.0/16"]}, **GROUP}
    body = platform.update("network:VirtualNetwork", platform.network["id"], tags={"a": "b"}, **inputs)

    assert [one["name"] for one in body["subnets"]] == ["api", "endpoints", "nodes"]


def test_an_update_that_lists_subnets_deletes_the_others(platform: Any) -> None:
    subnets = [{"name": "nodes", "addressPrefix": "10.10.0.0/22"}]
    inputs = {"virtualNetworkName": "vnet", "addressSpace": {"addressPrefixes": ["10.10.0.0/16"]}, **GROUP}
    body = platform.update("network:VirtualNetwork", platform.network["id"], subnets=subnets, **inputs)

    assert [one["name"] for one in body["subnets"]] == ["nodes"]


def test_deleting_a_group_deletes_what_is_in_it(platform: Any) -> None:
    platform.delete("resources:ResourceGroup", platform.network["id"].split("/providers/")[0])

    with platform.opened() as world:
        assert [body["id"] for body in world.under("")] == []


def test_deleting_what_is_gone_is_no_error(azure: Any) -> None:
    registry = azure.create("containerregistry:Registry", **PREMIUM)
    azure.delete("containerregistry:Registry", registry["id"])
    azure.delete("containerregistry:Registry", registry["id"])

    assert azure.read("containerregistry:Registry", registry["id"]) is None


def test_a_workspace_recreated_under_its_name_is_the_old_one(azure: Any) -> None:
    inputs = {"workspaceName": "logs", **GROUP}
    first = azure.create("operationalinsights:Workspace", **inputs)
    azure.delete("operationalinsights:Workspace", first["id"])

    assert first == azure.create("operationalinsights:Workspace", **inputs)


def test_a_recovered_vault_has_its_keys_again(platform: Any) -> None:
    platform.delete("keyvault:Vault", platform.vault["id"])
    assert platform.read("keyvault:Key", platform.key["id"]) is None

    platform.create("keyvault:Vault", **platform.vault_inputs("kv-platform", createMode="recover"))
    assert platform.read("keyvault:Key", platform.key["id"]) == platform.key


def test_a_deleted_key_is_recovered_when_it_is_made_again(platform: Any) -> None:
    platform.delete("keyvault:Key", platform.key["id"])
    inputs = {"resourceGroupName": "rg", "vaultName": "kv-platform", "keyName": "images", "properties": {"kty": "RSA"}}

    assert platform.create("keyvault:Key", **inputs)["keyUriWithVersion"] == platform.key["keyUriWithVersion"]
    with platform.opened() as world:
        assert list(world.deleted("azure-native:keyvault:Key")) == []


@pytest.mark.parametrize(
    ("kind", "inputs"),
    [
        ("security:Pricing", {"scopeId": f"subscriptions/{CLIENT.subscription_id}", "pricingName": "Containers"}),
        ("security:SecurityContact", {"securityContactName": "default"}),
        ("operationalinsights:Table", {**IN_WORKSPACE, "tableName": "AKSAudit"}),
    ],
)
def test_what_azure_has_from_the_start_is_refused_too(kind: str, inputs: dict[str, Any], azure: Any) -> None:
    arm_id = modelled_resources()[f"azure-native:{kind}"].id_of(inputs, azure.client)

    with pytest.raises(ProviderError) as refusal:
        azure.create(kind, **inputs)

    assert f"cannot create already existing resource '{arm_id}'" == str(refusal.value)


def test_a_table_of_ones_own_and_what_the_provider_adopts_are_made(azure: Any) -> None:
    account = {"resourceGroupName": "rg", "accountName": "flows"}
    azure.create("operationalinsights:Workspace", workspaceName="logs", **GROUP)
    azure.create("operationalinsights:Table", **IN_WORKSPACE, tableName="Shop_CL")
    sku = {"name": "Standard_ZRS"}
    azure.create("storage:StorageAccount", kind="StorageV2", sku=sku, location="westeurope", **account)

    made = azure.create(
        "storage:BlobServiceProperties", **account, blobServicesName="default", isVersioningEnabled=True
    )

    assert made["isVersioningEnabled"] is True


def test_a_role_takes_effect_later(platform: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(roles.DELAY, "100000")
    with pytest.raises(ArmError, match="Failed to access KeyId"):
        platform.create("containerregistry:Registry", **platform.registry_inputs())

    monkeypatch.setenv(roles.DELAY, "1")
    time.sleep(0.002)
    platform.create("containerregistry:Registry", **platform.registry_inputs())


def test_the_same_inputs_give_the_same_answers(platform: Any, tmp_path: Path) -> None:
    twin = type(platform)(tmp_path / "twin.json")
    twin.create("resources:ResourceGroup", resourceGroupName="rg", location="westeurope")
    twin.build()

    assert platform.create("containerservice:ManagedCluster", **platform.cluster_inputs()) == twin.create(
        "containerservice:ManagedCluster", **twin.cluster_inputs()
    )


@pytest.mark.parametrize("resource", [pytest.param(one, id=kind) for kind, one in modelled_resources().items()])
def test_ids_lead_back_to_their_inputs(resource: Any, azure: Any) -> None:
    flat = {name: f"name-of-{name}" for name in (*resource.path_inputs, *resource.identified_by)}
    inputs: dict[str, Any] = {}
    for path, value in flat.items():
        top, _, inner = path.partition(".")
        inputs[top] = {inner: value} if inner else value
    arm_id = resource.id_of(inputs, azure.client)

    # What a guid is made of cannot be told from it; what is inside an input is in Azure's answer.
    told = {name: value for name, value in flat.items() if name in resource.path_inputs and "." not in name}
    assert told.items() <= resource.inputs_from(arm_id).items()


def test_azure_gives_nobody_the_secrets_within_a_list(azure: Any) -> None:
    """All else of what is listed is there."""
    variables = [{"name": "PASSWORD", "secureValue": "hunter2"}, {"name": "OWNER", "value": "shop"}]
    container = {"name": "shop", "image": "shop", "environmentVariables": variables}
    group = azure.create(
        "containerinstance:ContainerGroup",
        containerGroupName="shop",
        containers=[container],
        imageRegistryCredentials=[{"server": "example.com", "username": "shop", "password": "hunter2"}],
        **GROUP,
    )

    assert group["containers"][0]["environmentVariables"] == [{"name": "PASSWORD"}, {"name": "OWNER", "value": "shop"}]
    assert group["imageRegistryCredentials"] == [{"server": "example.com", "username": "shop"}]
    assert "hunter2" not in azure.state.read_text()


def write(state: Path, ready: Any) -> None:
    ready.set()
    with opened(state) as world:
        world.put("test", {"id": "/theirs"})


def test_processes_do_not_lose_each_others_writes(tmp_path: Path) -> None:
    state = tmp_path / "azure.json"
    context = multiprocessing.get_context("spawn")
    ready = context.Event()
    other = context.Process(target=write, args=(state, ready))
    with opened(state) as world:
        other.start()
        assert ready.wait(timeout=20)
        other.join(timeout=0.3)
        world.put("test", {"id": "/ours"})
    other.join(timeout=20)

    with opened(state) as world:
        assert {"/ours", "/theirs"} == {body["id"] for body in world.under("")}


def test_a_damaged_world_is_named(tmp_path: Path) -> None:
    state = tmp_path / "azure.json"
    state.write_text("{")

    with pytest.raises(ProviderError, match=rf"{state} is damaged .*: put it back, or remove it"), opened(state):
        pass


def test_azure_gives_nobody_the_value_of_a_secret(platform: Any) -> None:
    about = {"resourceGroupName": "rg", "vaultName": platform.vault["name"], "secretName": "token"}

    secret = platform.create("keyvault:Secret", properties={"value": "opensesame", "contentType": "text"}, **about)

    assert secret["properties"]["contentType"] == "text"
    assert "opensesame" not in platform.state.read_text()


def test_a_role_on_a_secret_does_not_wait_for_the_secret(platform: Any) -> None:
    """Its owner puts it into the vault by hand."""
    secret = f"{platform.vault['id']}/secrets/token"

    assert platform.grant(platform.images, roles.Role.KEY_VAULT_SECRETS_USER, secret)["scope"] == secret
