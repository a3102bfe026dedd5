"""What a test does to clusters and their pools in the simulated Azure."""

from typing import Any

from simulator.azure import roles
from simulator.azure.catalog import modelled_resources
from tests.simulator.acts import CLUSTER, GROUP, POOL, Act, after, cluster


def pool(name: str = "user", of: dict[str, Any] | None = None, **inputs: Any) -> Act:
    """Create a cluster and a pool in it."""

    def act(platform: Any) -> object:
        return platform.create(
            POOL,
            resourceGroupName="rg",
            resourceName="aks",
            agentPoolName=name,
            **{"count": 1, "vmSize": "Standard_D4s_v5", **inputs},
        )

    return after(cluster(**(of or {})), act)


def open_cluster(**inputs: Any) -> Act:
    """Create a cluster without a zone, a subnet or an identity of its own."""
    return lambda platform: platform.create(CLUSTER, **bare(**inputs))


def bare(**inputs: Any) -> dict[str, Any]:
    """Return the inputs of a cluster without a zone, a subnet or an identity of its own."""
    return {
        **GROUP,
        "resourceName": "bare",
        "dnsPrefix": "bare",
        "identity": {"type": "SystemAssigned"},
        "agentPoolProfiles": [{"name": "system", "mode": "System", "count": 1, "vmSize": "Standard_D4s_v5"}],
        **inputs,
    }


def access(**profile: Any) -> Act:
    """Create a cluster without a zone of its own that is reached like this."""
    return open_cluster(apiServerAccessProfile=profile)


def accessed(platform: Any, **profile: Any) -> dict[str, Any]:
    """Return a private cluster's inputs with changes to how it is reached."""
    inputs: dict[str, Any] = platform.cluster_inputs()
    inputs["apiServerAccessProfile"].update(profile)
    return inputs


def zone_named(name: str) -> Act:
    """Create a cluster with a zone of this name, which its control plane may write."""

    def act(platform: Any) -> object:
        made = platform.create(
            "privatedns:PrivateZone", resourceGroupName="rg", privateZoneName=name, location="global"
        )
        platform.grant(platform.control, roles.Role.PRIVATE_DNS_ZONE_CONTRIBUTOR, made["id"])
        return platform.create(CLUSTER, **accessed(platform, privateDNSZone=made["id"]))

    return act


def nodes_in_subnet(name: str, prefix: str, **pool: Any) -> Act:
    """Create a cluster with the overlay whose nodes are in a subnet of their own."""

    def act(platform: Any) -> object:
        made = platform.subnet(name, prefix)
        return cluster(pool={"vnetSubnetID": made["id"], **pool})(platform)

    return act


def flat_nodes(count: int) -> Act:
    """Create a cluster whose pods have addresses of their subnet, thirty a node."""

    def act(platform: Any) -> object:
        pool = {"name": "system", "mode": "System", "count": count, "maxPods": 30}
        pool["vnetSubnetID"] = platform.endpoints["id"]
        return open_cluster(agentPoolProfiles=[pool], networkProfile={"networkPlugin": "azure"})(platform)

    return act


def api_server_subnet(prefix: str, network: str = "vnet", *, also_nodes: bool = False) -> Act:
    """Create a cluster whose API server is in a delegated subnet, maybe of another network or with the nodes."""

    def act(platform: Any) -> object:
        if network != "vnet":
            space = {"addressPrefixes": ["10.20.0.0/16"]}
            platform.create("network:VirtualNetwork", virtualNetworkName=network, addressSpace=space, **GROUP)
        delegation = {"name": "aks", "serviceName": "Microsoft.ContainerService/managedClusters"}
        made = platform.create(
            "network:Subnet",
            resourceGroupName="rg",
            virtualNetworkName=network,
            subnetName="servers",
            addressPrefix=prefix,
            delegations=[delegation],
        )
        inputs = accessed(platform, subnetId=made["id"])
        if also_nodes:
            inputs["agentPoolProfiles"][0]["vnetSubnetID"] = made["id"]
        return platform.create(CLUSTER, **inputs)

    return act


def held_by_others(*, held: bool) -> Act:
    """Create a cluster whose nodes' subnet another service has left its link in."""

    def act(platform: Any) -> object:
        if held:
            with platform.opened() as world:
                links = [{"name": "acisal", "linkedResourceType": "Microsoft.ContainerInstance/containerGroups"}]
                world.put("azure-native:network:Subnet", {**platform.nodes, "serviceAssociationLinks": links})
        return nodes_in("nodes")(platform)

    return act


def gated(*, gateway: bool) -> Act:
    """Create a cluster that goes out by a NAT gateway of its own."""

    def act(platform: Any) -> object:
        if gateway:
            made = platform.create("network:NatGateway", natGatewayName="nat", **GROUP)
            inputs = {"virtualNetworkName": "vnet", "subnetName": "nodes", "natGateway": {"id": made["id"]}}
            place = {"resourceGroupName": "rg", "addressPrefix": "10.10.0.0/22"}
            platform.update("network:Subnet", platform.nodes["id"], **inputs, **place)
        return cluster(network={"outboundType": "userAssignedNATGateway"})(platform)

    return act


def system_assigned_with_zone(platform: Any) -> object:
    return access(enablePrivateCluster=True, enableVnetIntegration=True, privateDNSZone=platform.zone["id"])(platform)


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
