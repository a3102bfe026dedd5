"""Clusters and pools: the subnets they are given, what else lives there, and whether there is room."""

from collections.abc import Iterator
from math import ceil
from typing import Any

from simulator.azure import ids
from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented, verified
from simulator.azure.rules.subnets import prefixes
from simulator.azure.values import Props, at

POOL = "azure-native:containerservice:AgentPool"
SERVICE = "Microsoft.ContainerService/managedClusters"
SMALLEST_API_SERVER_PREFIX = 28
KEPT_BY_AZURE = 5
"""Addresses of a subnet that Azure gives to nobody: the first four and the last."""
_PODS = 30, 250
"""Pods of a node that says nothing: with Azure CNI, and with the overlay."""
_LONGEST_NAME = 63


def node_subnets(request: Request) -> list[str]:
    """Return the subnets of the pools that a cluster's request lists."""
    pools: Any = request.get("agentPoolProfiles") or []
    return list(dict.fromkeys(pool["vnetSubnetID"] for pool in pools if pool.get("vnetSubnetID")))


def node_networks(request: Request) -> Iterator[Props]:
    """Yield the virtual networks of the pools that a cluster's request lists."""
    for arm_id in dict.fromkeys(ids.parent(subnet) for subnet in node_subnets(request)):
        network = request.world.get(arm_id)
        if network:
            yield network


def api_server_subnet_is_delegated(request: Request) -> ArmError | None:
    """The API server's subnet is delegated to AKS, at least a /28, in the nodes' network, and not theirs."""
    subnet_id = request.text("apiServerAccessProfile.subnetId")
    subnet = request.world.get(subnet_id)
    if not subnet:
        return None
    small = any(prefix.prefixlen > SMALLEST_API_SERVER_PREFIX for prefix in prefixes(subnet))
    nodes = {one.lower() for one in node_subnets(request)}
    networks = {ids.parent(one) for one in nodes}
    faults = {
        f"must be delegated to {SERVICE}": SERVICE not in _delegated_to(subnet),
        f"must be at least a /{SMALLEST_API_SERVER_PREFIX}": small,
        "cannot also be a node subnet": subnet_id.lower() in nodes,
        "must be in the virtual network of the nodes": networks and ids.parent(subnet_id).lower() not in networks,
    }
    fault = next((text for text, present in faults.items() if present), None)
    return ArmError(400, "BadRequest", f"The API server subnet {subnet_id} {fault}.") if fault else None


def vnet_integration_stays(request: Request) -> ArmError | None:
    """An API server that came into the network does not leave it."""
    path = "apiServerAccessProfile.enableVnetIntegration"
    if not at(request.previous, path) or request.get(path):
        return None
    return ArmError(400, "BadRequest", "API Server VNet Integration cannot be disabled.")


def node_subnet_is_not_delegated(request: Request) -> ArmError | None:
    """Nodes do not live in a subnet that belongs to another service than AKS."""
    subnet_id = request.text("vnetSubnetID")
    if set(_delegated_to(request.world.get(subnet_id))) <= {SERVICE}:
        return None
    message = f"AgentPoolProfile subnet with id {subnet_id} cannot be used as it's a delegated subnet."
    return ArmError(400, "SubnetIsDelegated", message)


def node_subnet_is_not_the_api_servers(request: Request) -> ArmError | None:
    """Nodes do not live in the API server's subnet."""
    subnet_id, cluster = request.text("vnetSubnetID"), request.world.get(ids.parent(request.id))
    if not subnet_id or str(at(cluster, "apiServerAccessProfile.subnetId")).lower() != subnet_id.lower():
        return None
    return ArmError(400, "BadRequest", f"The subnet {subnet_id} is that of the API server; it takes nothing else.")


def node_subnet_holds_no_foreign_service(request: Request) -> ArmError | None:
    """A subnet with a service association link, which another service has left there, takes no nodes."""
    subnet_id = request.text("vnetSubnetID")
    if not at(request.world.get(subnet_id), "serviceAssociationLinks"):
        return None
    message = f"Subnet {subnet_id} referenced by {request.id} cannot be used because it contains external resources."
    return ArmError(400, "SubnetWithExternalResourcesCannotBeUsedByOtherResources", message)


def overlay_names_are_short(request: Request) -> ArmError | None:
    """With the overlay, group, network and subnets have names of 63 characters at most."""
    if request.text("networkProfile.networkPluginMode") != "overlay":
        return None
    places = [one for subnet in node_subnets(request) for one in (subnet, ids.parent(subnet))]
    for name in (request.text("resourceGroupName"), *map(ids.name, places)):
        if len(name) > _LONGEST_NAME:
            return ArmError(400, "BadRequest", f"The name '{name}' is longer than {_LONGEST_NAME} characters.")
    return None


def nodes_fit_their_subnet(request: Request) -> ArmError | None:
    """A subnet has an address for each node of its pools, the surge of an upgrade included.

    With the overlay, a pool that scales by itself counts as many nodes as it may have; with Azure CNI that is neither
    overlay nor pod subnet, each pod needs an address as well.
    """
    subnet_id = request.text("vnetSubnetID")
    subnet = request.world.get(subnet_id)
    if not subnet:
        return None
    free = sum(prefix.num_addresses - KEPT_BY_AZURE for prefix in prefixes(subnet) if prefix.version == 4)  # noqa: PLR2004
    others = [one for one in request.world.under("", POOL) if one["id"].lower() != request.id.lower()]
    mates = [one for one in others if str(one.get("vnetSubnetID")).lower() == subnet_id.lower()]
    wanted = _addresses(request, request.id, request.inputs) + sum(_addresses(request, one["id"], one) for one in mates)
    if wanted <= free:
        return None
    name, prefix = ids.name(subnet_id), ", ".join(map(str, prefixes(subnet)))
    message = f"Subnet {name} with address prefix {prefix} does not have enough capacity for {wanted} IP addresses."
    return ArmError(400, "InsufficientSubnetSize", message)


def _addresses(request: Request, arm_id: str, pool: Props) -> int:
    """Return how many addresses a pool takes of its subnet while it is upgraded."""
    profile = at(request.world.get(ids.parent(arm_id)), "networkProfile") or {}
    flat = profile.get("networkPlugin", "azure") == "azure" and profile.get("networkPluginMode") != "overlay"
    grown = pool.get("maxCount") if pool.get("enableAutoScaling") and not flat else None
    count = int(grown or pool.get("count") or 0)
    pods = int(pool.get("maxPods") or _PODS[not flat]) if flat and not pool.get("podSubnetID") else 0
    return (count + _surge(pool, count)) * (1 + pods)


def _delegated_to(subnet: Props | None) -> list[str]:
    """Return the services that a subnet is delegated to."""
    return [str(at(one, "serviceName")) for one in (subnet or {}).get("delegations") or []]


def _surge(pool: Props, count: int) -> int:
    """Return how many nodes an upgrade adds: a number, or a part of the pool that is rounded up."""
    surge = str(at(pool, "upgradeSettings.maxSurge") or "10%")
    if pool.get("scaleSetPriority") == "Spot" or not count:
        return 0
    return ceil(count * int(surge[:-1]) / 100) if surge.endswith("%") else int(surge)


_ERRORS = "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes"

EVIDENCE: Rules = {
    api_server_subnet_is_delegated: documented(
        "https://learn.microsoft.com/azure/aks/api-server-vnet-integration", "BadRequest"
    ),
    vnet_integration_stays: documented(
        "https://learn.microsoft.com/azure/aks/api-server-vnet-integration", "BadRequest"
    ),
    node_subnet_is_not_delegated: verified(f"{_ERRORS}/error-codes/subnetisdelegated-error", "SubnetIsDelegated"),
    node_subnet_is_not_the_api_servers: documented(
        "https://learn.microsoft.com/azure/aks/api-server-vnet-integration", "BadRequest"
    ),
    node_subnet_holds_no_foreign_service: verified(
        f"{_ERRORS}/error-codes/subnetwithexternalresourcescannotbeusedbyotherresources-error",
        "SubnetWithExternalResourcesCannotBeUsedByOtherResources",
    ),
    overlay_names_are_short: documented("https://learn.microsoft.com/azure/aks/azure-cni-overlay", "BadRequest"),
    nodes_fit_their_subnet: verified(
        f"{_ERRORS}/connectivity/insufficientsubnetsize-error-advanced-networking", "InsufficientSubnetSize"
    ),
}
