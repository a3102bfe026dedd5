"""What a cluster looks like once Azure has made it, and how one signs in to it."""

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

from simulator.azure.errors import ArmError

CLUSTER = "containerservice:ManagedCluster"


def test_id_is_spelt_as_azure_spells_it(platform: Any) -> None:
    cluster = platform.create(CLUSTER, **platform.cluster_inputs())

    assert "/resourcegroups/rg/providers/Microsoft.ContainerService/managedClusters/aks" in cluster["id"]


def test_private_cluster_has_a_name_in_its_own_zone_only(platform: Any) -> None:
    cluster = platform.create(CLUSTER, **platform.cluster_inputs())

    assert cluster["privateFQDN"] == "platform.private.westeurope.azmk8s.io"
    assert "fqdn" not in cluster


def test_issuer_is_there_when_enabled(platform: Any) -> None:
    cluster = platform.create(CLUSTER, **platform.cluster_inputs())
    start = f"https://westeurope.oic.prod-aks.azure.com/{platform.client.tenant_id}/"

    assert cluster["oidcIssuerProfile"]["issuerURL"].startswith(start)


def test_pools_of_their_own_are_listed_too(platform: Any) -> None:
    cluster = platform.create(CLUSTER, **platform.cluster_inputs())
    names = {"resourceGroupName": "rg", "resourceName": "aks", "agentPoolName": "user"}
    platform.create("containerservice:AgentPool", count=1, vmSize="Standard_D4s_v5", **names)
    pools = platform.read(CLUSTER, cluster["id"])["agentPoolProfiles"]

    assert [(one["name"], one["mode"], one["count"]) for one in pools] == [("system", "System", 3), ("user", "User", 1)]


def test_another_system_pool_takes_the_place_of_the_first(platform: Any) -> None:
    """As docs/runbooks/node-pool-swap.md has it: an update lists the pool that somebody has made."""
    cluster = platform.create(CLUSTER, **platform.cluster_inputs())
    names = {"resourceGroupName": "rg", "resourceName": "aks", "agentPoolName": "system2", "mode": "System"}
    larger = {"vmSize": "Standard_D8s_v5", "vnetSubnetID": platform.nodes["id"]}
    platform.create("containerservice:AgentPool", count=3, **larger, **names)

    platform.update(CLUSTER, cluster["id"], **platform.cluster_inputs(pool={"name": "system2", **larger}))
    platform.delete("containerservice:AgentPool", f"{cluster['id']}/agentPools/system")

    pools = platform.read(CLUSTER, cluster["id"])["agentPoolProfiles"]
    assert [(one["name"], one["mode"], one["vmSize"]) for one in pools] == [("system2", "System", "Standard_D8s_v5")]


def test_kubelet_identity_is_made_where_none_is_brought(platform: Any) -> None:
    inputs = platform.cluster_inputs()
    del inputs["identityProfile"]
    kubelet = platform.create(CLUSTER, **inputs)["identityProfile"]["kubeletidentity"]

    assert kubelet["resourceId"].endswith(
        "/resourcegroups/MC_rg_aks_westeurope/providers/Microsoft.ManagedIdentity/userAssignedIdentities/aks-agentpool"
    )


def test_kubeconfig_signs_in_with_entra_id(platform: Any) -> None:
    platform.create(CLUSTER, **platform.cluster_inputs())
    answer = platform.invoke(
        "containerservice:listManagedClusterUserCredentials", resourceGroupName="rg", resourceName="aks"
    )
    kubeconfig = json.loads(b64decode(answer["kubeconfigs"][0]["value"]))

    assert kubeconfig["clusters"][0]["cluster"]["server"] == "https://platform.private.westeurope.azmk8s.io:443"
    assert kubeconfig["users"][0]["user"]["exec"]["command"] == "kubelogin"


LOCAL = {
    "clusters": [{"name": "local", "cluster": {"server": "https://127.0.0.1:1", "certificate-authority-data": "Y2E="}}],
    "users": [{"name": "local-admin", "user": {"token": "local-token"}}],
}


@pytest.mark.parametrize("entra", [True, False])
def test_a_local_api_server_stands_in_for_the_cluster_s_own(
    platform: Any, entra: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = {} if entra else {"aadProfile": None, "disableLocalAccounts": False}
    platform.create(CLUSTER, **{**platform.cluster_inputs(), **without})
    (tmp_path / "kubeconfig").write_text(json.dumps(LOCAL))
    monkeypatch.setenv("SIMULATED_KUBERNETES", str(tmp_path))

    answer = platform.invoke(
        "containerservice:listManagedClusterUserCredentials", resourceGroupName="rg", resourceName="aks"
    )
    kubeconfig = json.loads(b64decode(answer["kubeconfigs"][0]["value"]))

    assert kubeconfig["clusters"][0]["cluster"] == LOCAL["clusters"][0]["cluster"]
    user = kubeconfig["users"][0]["user"]
    assert user["exec"]["command"] == "kubelogin" if entra else user == {"token": "local-token"}
    assert ("local-token" in json.dumps(kubeconfig)) is not entra


def test_registry_without_admin_user_has_no_credentials(platform: Any) -> None:
    group = {"resourceGroupName": "rg", "registryName": "plain"}
    platform.create("containerregistry:Registry", location="westeurope", sku={"name": "Basic"}, **group)

    with pytest.raises(ArmError, match="admin user is disabled"):
        platform.invoke("containerregistry:listRegistryCredentials", **group)


def test_registry_with_admin_user_has_credentials(platform: Any) -> None:
    group = {"resourceGroupName": "rg", "registryName": "plain"}
    inputs = {"location": "westeurope", "sku": {"name": "Basic"}, "adminUserEnabled": True}
    platform.create("containerregistry:Registry", **inputs, **group)

    assert platform.invoke("containerregistry:listRegistryCredentials", **group)["username"] == "plain"
