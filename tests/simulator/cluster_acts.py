"""What a test does to clusters and their pools in the simulated Azure."""

from typing import Any

from simulator.azure import roles
from simulator.azure.catalog import modelled_resources
from tests.simulator.acts import CLUSTER, GROUP, POOL, Act, after, cluster


def pool(name: str = "user", **inputs: Any) -> Act:
    """Create a cluster and a pool in it."""

    def act(platform: Any) -> object:
        return platform.create(
            POOL,
            resourceGroupName="rg",
            resourceName="aks",
            agentPoolName=name,
            vmSize="Standard_D4s_v5",
            **inputs,
        )

    return after(cluster(), act)


def open_cluster(**inputs: Any) -> Act:
    """Create a cluster without a zone, a subnet or an identity of its own."""

    def act(platform: Any) -> object:
        bare = {
            **GROUP,
            "resourceName": "bare",
            "dnsPrefix": "bare",
            "identity": {"type": "SystemAssigned"},
            "agentPoolProfiles": [{"name": "system", "mode": "System", "count": 1, "vmSize": "Standard_D4s_v5"}],
        }
        return platform.create(CLUSTER, **{**bare, **inputs})

    return act


def system_assigned_with_zone(platform: Any) -> object:
    access = {"enablePrivateCluster": True, "privateDNSZone": platform.zone["id"]}
    return open_cluster(apiServerAccessProfile=access)(platform)


def api_server_in(place: str) -> Act:
    def act(platform: Any) -> object:
        inputs = platform.cluster_inputs()
        inputs["apiServerAccessProfile"]["subnetId"] = getattr(platform, place)["id"]
        return platform.create(CLUSTER, **inputs)

    return act


def nodes_in(place: str) -> Act:
    def act(platform: Any) -> object:
        return open_cluster(
            agentPoolProfiles=[
                {"name": "system", "mode": "System", "count": 1, "vnetSubnetID": getattr(platform, place)["id"]}
            ]
        )(platform)

    return act


def pool_id(platform: Any, name: str) -> str:
    resource = modelled_resources()[f"azure-native:{POOL}"]
    inputs = {"resourceGroupName": "rg", "resourceName": "aks", "agentPoolName": name}
    return resource.id_of(inputs, platform.client)


def only_roles(platform: Any, role: roles.Role) -> object:
    """Create a cluster whose control plane holds one role on the whole group."""
    group = platform.network["id"].split("/providers/")[0]
    platform.grant(platform.control, role, group)
    return cluster()(platform)


def routed(*hops: str, table: bool = True) -> Act:
    """Create a cluster with user-defined routing whose node subnet has a route table with these default hops."""

    def act(platform: Any) -> object:
        routes = [{"name": "default", "addressPrefix": "0.0.0.0/0", "nextHopType": hop} for hop in hops]
        inputs: dict[str, Any] = {"resourceGroupName": "rg", "virtualNetworkName": "vnet", "subnetName": "nodes"}
        inputs["addressPrefix"] = "10.10.0.0/22"
        if table:
            created_table = platform.create("network:RouteTable", routeTableName="rt", routes=routes, **GROUP)
            inputs["routeTable"] = {"id": created_table["id"]}
        platform.update("network:Subnet", platform.nodes["id"], **inputs)
        return cluster(network={"outboundType": "userDefinedRouting"})(platform)

    return act
