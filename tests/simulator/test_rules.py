"""Each rule refuses what Azure refuses, and lets its neighbour pass."""

import re
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from simulator.azure import control_plane, function
from simulator.azure.arm import Request, Rule
from simulator.azure.catalog import all_evidence, modelled_functions, modelled_resources, written
from simulator.azure.errors import ArmError
from simulator.azure.roles import Role
from simulator.azure.rules.locks import EVERY_DELETION
from simulator.azure.rules.references import EVERY_WRITE
from tests.simulator.acts import GROUP, GUIDS, cluster, endpoint, plain_registry, policy, vault, zone
from tests.simulator.registry_acts import BY_REPOSITORY, registry
from tests.simulator.rule_cases import CASES


@pytest.mark.parametrize("name", CASES)
def test_refuses_what_azure_refuses(platform: Any, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    code, refused, _ = CASES[name]
    refusing: list[Rule] = []

    def recorded(rules: Iterable[Rule], request: Request) -> ArmError | None:
        for one in rules:
            if error := one(request):
                refusing.append(one)
                return error
        return None

    monkeypatch.setattr(control_plane, "first", recorded)
    monkeypatch.setattr(function, "first", recorded)
    with pytest.raises(ArmError) as refusal:
        refused(platform)

    (rule,) = (written(one) for one in refusing)
    assert (code, name.partition("[")[0]) == (refusal.value.code, rule.__name__), refusal.value.message
    assert code in all_evidence()[rule].codes


@pytest.mark.parametrize("name", CASES)
def test_accepts_the_neighbour(platform: Any, name: str) -> None:
    _, _, accepted = CASES[name]

    accepted(platform)


def asked() -> dict[str, list[Callable[..., object]]]:
    """Return the rules that something asks, those that refuse apart from those that only warn."""
    resources, functions = modelled_resources().values(), modelled_functions().values()
    refusing: list[Callable[..., object]] = [*EVERY_WRITE, *EVERY_DELETION]
    refusing += [rule for one in resources for rule in (*one.refuses, *one.fails, *one.keeps)]
    refusing += [rule for one in functions for rule in one.refuses]
    return {
        "refuse": [written(rule) for rule in refusing],
        "warn": [warning for one in resources for warning in one.warns],
    }


def test_every_rule_has_its_evidence_and_is_asked_somewhere() -> None:
    assert {*asked()["refuse"], *asked()["warn"]} == set(all_evidence())
    assert {rule for rule, one in all_evidence().items() if not one.codes} == set(asked()["warn"])


def test_every_code_of_every_rule_has_a_case() -> None:
    planted = {(name.partition("[")[0], code) for name, (code, _, _) in CASES.items()}

    assert {(rule.__name__, code) for rule, one in all_evidence().items() for code in one.codes} == planted


def test_evidence_leads_to_a_public_page() -> None:
    assert [one.source for one in all_evidence().values() if not re.fullmatch(r"https://[^\s<>]+", one.source)] == []


def test_a_copy_at_home_is_only_warned_of(platform: Any) -> None:
    plain_registry("Premium")(platform)
    copy = {"resourceGroupName": "rg", "registryName": "plain", "replicationName": "copy"}

    assert platform.warned("containerregistry:Replication", location="West Europe", **copy) == [
        "Azure ignores this copy: the registry is already in westeurope."
    ]
    assert platform.warned("containerregistry:Replication", location="northeurope", **copy) == []


def test_a_weak_system_pool_is_only_warned_of(platform: Any) -> None:
    cluster()(platform)
    pool = {"resourceGroupName": "rg", "resourceName": "aks", "count": 1, "mode": "System"}

    def warned(name: str, size: str) -> Any:
        return platform.warned("containerservice:AgentPool", agentPoolName=name, vmSize=size, **pool)

    asked = "for which Microsoft requires 4 vCPUs and no B series."
    assert warned("two", "Standard_D2s_v5") == [f"Azure accepts Standard_D2s_v5 in a system node pool, {asked}"]
    assert warned("burst", "Standard_B4ms") == [f"Azure accepts Standard_B4ms in a system node pool, {asked}"]
    assert warned("four", "Standard_D4s_v5") == []


@pytest.mark.parametrize(("role", "called"), [(Role.ACR_PULL, "AcrPull"), (Role.ACR_PUSH, "AcrPush")])
def test_a_role_that_opens_no_image_is_only_warned_of(platform: Any, role: Role, called: str) -> None:
    """Whichever comes first, the grant or the registry's mode."""
    images = registry(platform)
    grant = {
        "scope": images["id"],
        "roleAssignmentName": GUIDS[0],
        "principalId": platform.kubelet["principalId"],
        "principalType": "ServicePrincipal",
    }
    definitions = "/subscriptions/x/providers/Microsoft.Authorization/roleDefinitions"
    asked = {"registryName": "plain", "roleAssignmentMode": BY_REPOSITORY, "sku": {"name": "Premium"}, **GROUP}
    reader = f"{definitions}/{Role.ACR_REPOSITORY_READER}"
    assert platform.warned("authorization:RoleAssignment", roleDefinitionId=reader, **grant) == []
    assert platform.warned("containerregistry:Registry", **asked) == []

    (warning,) = platform.warned("authorization:RoleAssignment", roleDefinitionId=f"{definitions}/{role}", **grant)
    platform.create("authorization:RoleAssignment", roleDefinitionId=f"{definitions}/{role}", **grant)
    (forgotten,) = platform.warned("containerregistry:Registry", **asked)

    assert warning.startswith(f"Azure accepts {called}, and it opens no image: the registry plain grants by repository")
    assert forgotten.startswith(f"Azure accepts this, and {called} on the registry plain opens no image any more")
    assert platform.warned("containerregistry:Registry", **{**asked, "roleAssignmentMode": None}) == []


def test_a_policy_that_nobody_asks_is_only_warned_of(platform: Any) -> None:
    inputs = {"resourceGroupName": "rg", "policy": policy(platform, "somebody")}
    vault("kv-policies", enableRbacAuthorization=False)(platform)

    (warning,) = platform.warned("keyvault:AccessPolicy", vaultName="kv-platform", **inputs)
    assert "so grant a role" in warning
    assert platform.warned("keyvault:AccessPolicy", vaultName="kv-policies", **inputs) == []


def test_a_policy_of_its_own_opens_a_key(platform: Any) -> None:
    """Keys of a vault without roles are made and used by whom its policies name, wherever these are written."""
    vault("kv-policies", enableRbacAuthorization=False)(platform)
    key = {"resourceGroupName": "rg", "vaultName": "kv-policies", "keyName": "one", "properties": {"kty": "RSA"}}
    with pytest.raises(ArmError, match="Caller is not authorized"):
        platform.create("keyvault:Key", **key)

    mine = policy(platform, platform.client.object_id, ["get", "create"])
    made = platform.create("keyvault:AccessPolicy", resourceGroupName="rg", vaultName="kv-policies", policy=mine)

    assert made["id"].endswith(f"/vaults/kv-policies/accessPolicy/{platform.client.object_id}")
    assert platform.create("keyvault:Key", **key)["keyUri"].endswith("/keys/one")


def test_a_lock_on_the_group_holds_too(platform: Any) -> None:
    lock = {"resourceGroupName": "rg", "lockName": "keep", "level": "CanNotDelete"}
    platform.create("authorization:ManagementLockAtResourceGroupLevel", **lock)

    with pytest.raises(ArmError, match="ScopeLocked"):
        platform.delete("network:Subnet", platform.nodes["id"])


@pytest.mark.parametrize(("place", "above"), [("network", ""), ("nodes", "virtualNetworks/vnet")])
def test_a_lock_on_a_resource_is_on_it_alone(platform: Any, place: str, above: str) -> None:
    """The resource is named by its parts, and has a parent or not."""
    kind, locked = "authorization:ManagementLockAtResourceLevel", getattr(platform, place)
    *_, resource_type, name = locked["id"].split("/")
    parts = {"resourceType": resource_type, "resourceName": name, "parentResourcePath": above}
    given = {"resourceGroupName": "rg", "resourceProviderNamespace": "Microsoft.Network", **parts}
    lock = platform.create(kind, lockName="keep", level="CanNotDelete", apiVersion="2020-05-01", **given)

    assert lock["id"] == f"{locked['id']}/providers/Microsoft.Authorization/locks/keep"
    found = modelled_resources()[f"azure-native:{kind}"].inputs_from(lock["id"])
    assert found == {**given, "lockName": "keep"}
    platform.delete("network:Subnet", platform.endpoints["id"]) if above else None
    with pytest.raises(ArmError, match="ScopeLocked"):
        platform.delete("network:Subnet", platform.nodes["id"])


def test_a_route_of_its_own_counts(platform: Any) -> None:
    table = platform.create("network:RouteTable", routeTableName="ways", resourceGroupName="rg", location="westeurope")
    place = {"resourceGroupName": "rg", "virtualNetworkName": "vnet", "subnetName": "nodes"}
    routed_by = {"addressPrefix": "10.10.0.0/22", "routeTable": {"id": table["id"]}}
    platform.update("network:Subnet", platform.nodes["id"], **place, **routed_by)
    routed = cluster(network={"outboundType": "userDefinedRouting"})
    with pytest.raises(ArmError, match=r"Default route 0\.0\.0\.0/0 is missing"):
        routed(platform)

    route = {"addressPrefix": "0.0.0.0/0", "nextHopType": "VirtualAppliance", "nextHopIpAddress": "10.10.6.4"}
    platform.create("network:Route", resourceGroupName="rg", routeTableName="ways", routeName="out", **route)

    routed(platform)


def test_a_container_needs_its_account_and_no_service_of_its_own(platform: Any) -> None:
    """Azure has the blob service of every account; a program may set it up, and need not."""
    container = {"resourceGroupName": "rg", "accountName": "logs", "containerName": "one"}
    with pytest.raises(ArmError, match="ParentResourceNotFound"):
        platform.create("storage:BlobContainer", **container)
    account = {"resourceGroupName": "rg", "accountName": "logs", "location": "westeurope"}
    platform.create("storage:StorageAccount", kind="StorageV2", sku={"name": "Standard_ZRS"}, **account)

    platform.create("storage:BlobContainer", **container)


def test_a_management_group_belongs_to_no_subscription(platform: Any) -> None:
    group = platform.create("management:ManagementGroup", groupId="platform")

    assert group["id"] == "/providers/Microsoft.Management/managementGroups/platform"
    assert group["displayName"] == "platform"


def test_a_zone_that_nobody_asks_is_only_warned_of(platform: Any) -> None:
    endpoint(["vault"])(platform)
    group = {"resourceGroupName": "rg", "privateEndpointName": "pe", "privateDnsZoneGroupName": "default"}

    def warned(name: str) -> Any:
        made: Any = zone(name)(platform)
        configurations = [{"name": "one", "privateDnsZoneId": made["id"]}]
        return platform.warned("network:PrivateDnsZoneGroup", privateDnsZoneConfigs=configurations, **group)

    assert warned("privatelink.azurecr.io") == [
        "Azure accepts the zone privatelink.azurecr.io; names resolve in privatelink.vaultcore.azure.net only."
    ]
    assert warned("privatelink.vaultcore.azure.net") == []


def test_cilium_needs_neither_overlay_nor_pod_subnet(platform: Any) -> None:
    """The reverse is often said, and was once so: https://learn.microsoft.com/azure/aks/azure-cni-powered-by-cilium."""
    cluster(network={"networkPluginMode": None, "podCidr": None}, pool={"maxPods": 30})(platform)
