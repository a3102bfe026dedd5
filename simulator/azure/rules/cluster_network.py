"""Clusters: address ranges, data plane and egress."""

from collections.abc import Iterator
from ipaddress import ip_address, ip_network
from typing import Any

from simulator.azure import ids
from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented, verified
from simulator.azure.rules.subnets import SUBNET, address_space, overlap, prefixes
from simulator.azure.values import Props, at

SERVICES, PODS = "10.0.0.0/16", "10.244.0.0/16"
SMALLEST_API_SERVER_PREFIX = 28
_ROUTED = ("userDefinedRouting",)
_APPLIANCES = ("VirtualAppliance", "VirtualNetworkGateway")


def cilium_policy_and_dataplane_agree(request: Request) -> ArmError | None:
    """The Cilium data plane and the Cilium network policy come together."""
    dataplane, policy = request.text("networkProfile.networkDataplane"), request.text("networkProfile.networkPolicy")
    if dataplane == "cilium" and policy not in ("", "cilium"):
        message = "Cilium dataplane requires network policy cilium."
        return ArmError(400, "BadRequest", f"{message} Subcode: CiliumDataplaneRequiresNetworkPolicyCilium")
    if policy == "cilium" and dataplane != "cilium":
        return ArmError(400, "BadRequest", "Network policy cilium requires the cilium dataplane.")
    return None


def dns_service_ip_is_in_service_cidr(request: Request) -> ArmError | None:
    """The cluster's DNS service has an address of the service range, but not the first."""
    cidr = request.text("networkProfile.serviceCidr") or SERVICES
    address = request.text("networkProfile.dnsServiceIP")
    if address and ip_address(address) not in ip_network(cidr, strict=False):
        message = f"The DNS service IP {address} is out of the range defined by service CIDR {cidr}."
        return ArmError(400, "DnsServiceIpOutOfServiceCidr", message)
    return None


def service_cidr_is_apart(request: Request) -> ArmError | None:
    """The service range overlaps no subnet of the cluster's virtual network."""
    cidr = request.text("networkProfile.serviceCidr") or SERVICES
    for network in _networks(request):
        for subnet in request.world.under(network["id"], SUBNET):
            for prefix in prefixes(subnet):
                if overlap(ip_network(cidr, strict=False), prefix):
                    message = f"The specified service CIDR {cidr} is conflicted with an existing subnet CIDR {prefix}"
                    return ArmError(400, "ServiceCidrOverlapExistingSubnetsCidr", message)
    return None


def pod_cidr_is_apart(request: Request) -> ArmError | None:
    """In overlay mode the pod range overlaps neither the virtual network nor the service range."""
    if request.text("networkProfile.networkPluginMode") != "overlay":
        return None
    cidr = request.text("networkProfile.podCidr") or PODS
    pods = ip_network(cidr, strict=False)
    services = ip_network(request.text("networkProfile.serviceCidr") or SERVICES, strict=False)
    taken = [one for network in _networks(request) for one in address_space(network)]
    for one in (*taken, services):
        if overlap(pods, one):
            message = f"NetworkProfile CIDR {cidr} overlaps with reserved VNET CIDR {one}"
            return ArmError(400, "NetworkProfileCIDROverlapVNET", message)
    return None


def api_server_subnet_is_delegated(request: Request) -> ArmError | None:
    """The API server's subnet is delegated to AKS, at least a /28, and not the nodes'."""
    subnet_id = request.text("apiServerAccessProfile.subnetId")
    subnet = request.world.get(subnet_id)
    if not subnet:
        return None
    services = [at(one, "serviceName") for one in subnet.get("delegations") or []]
    if "Microsoft.ContainerService/managedClusters" not in services:
        message = f"The API server subnet {subnet_id} must be delegated to Microsoft.ContainerService/managedClusters."
        return ArmError(400, "BadRequest", message)
    if any(prefix.prefixlen > SMALLEST_API_SERVER_PREFIX for prefix in prefixes(subnet)):
        return ArmError(
            400, "BadRequest", f"The API server subnet {subnet_id} must be at least a /{SMALLEST_API_SERVER_PREFIX}."
        )
    if subnet_id.lower() in {one.lower() for one in _node_subnets(request)}:
        return ArmError(400, "BadRequest", f"The API server subnet {subnet_id} cannot also be a node subnet.")
    return None


def egress_has_its_route(request: Request) -> ArmError | None:
    """With user-defined routing, each node subnet has a route table whose default route leads to an appliance."""
    if request.text("networkProfile.outboundType") not in _ROUTED:
        return None
    for subnet_id in _node_subnets(request):
        table_id = at(request.world.get(subnet_id), "routeTable.id")
        table = request.world.get(table_id) if table_id else None
        if not table:
            message = f"An existing route table has not been associated with subnet {subnet_id}."
            return ArmError(400, "ExistingRouteTableNotAssociatedWithSubnet", message)
        hops = [one.get("nextHopType") for one in table.get("routes") or [] if one.get("addressPrefix") == "0.0.0.0/0"]
        if not hops or hops[0] not in _APPLIANCES:
            found = f"has a next hop of {hops[0]}" if hops else "is missing"
            allowed = " or ".join(_APPLIANCES)
            message = f"Default route 0.0.0.0/0 {found} but only {allowed} is allowed in route table {table_id}."
            return ArmError(400, "RouteTableInvalidNextHop", message)
    return None


def _node_subnets(request: Request) -> list[str]:
    pools: Any = request.get("agentPoolProfiles") or []
    return list(dict.fromkeys(pool["vnetSubnetID"] for pool in pools if pool.get("vnetSubnetID")))


def _networks(request: Request) -> Iterator[Props]:
    for arm_id in dict.fromkeys(ids.parent(subnet) for subnet in _node_subnets(request)):
        network = request.world.get(arm_id)
        if network:
            yield network


EVIDENCE: Rules = {
    cilium_policy_and_dataplane_agree: verified("https://github.com/Azure/AKS-Construction/issues/535", "BadRequest"),
    dns_service_ip_is_in_service_cidr: verified(
        "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/dnsserviceipoutofservicecidr-error",
        "DnsServiceIpOutOfServiceCidr",
    ),
    service_cidr_is_apart: verified(
        "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/servicecidroverlapexistingsubnetscidr-error",
        "ServiceCidrOverlapExistingSubnetsCidr",
    ),
    pod_cidr_is_apart: verified(
        "https://github.com/Azure/AKS-Construction/issues/403", "NetworkProfileCIDROverlapVNET"
    ),
    api_server_subnet_is_delegated: documented(
        "https://learn.microsoft.com/azure/aks/api-server-vnet-integration", "BadRequest"
    ),
    egress_has_its_route: verified(
        "https://github.com/hashicorp/terraform-provider-azurerm/issues/8609",
        "ExistingRouteTableNotAssociatedWithSubnet",
        "RouteTableInvalidNextHop",
    ),
}
