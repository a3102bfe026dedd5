"""Clusters: address ranges and data plane."""

from ipaddress import ip_address, ip_network

from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented, verified
from simulator.azure.rules.cluster_subnets import node_networks
from simulator.azure.rules.subnets import SUBNET, address_space, overlap, parsed, prefixes

SERVICES, PODS = "10.0.0.0/16", "10.244.0.0/16"
LARGEST_SERVICE_PREFIX = 12


def cilium_dataplane_has_its_policy(request: Request) -> ArmError | None:
    """The Cilium data plane enforces the network policy Cilium and no other."""
    dataplane, policy = request.text("networkProfile.networkDataplane"), request.text("networkProfile.networkPolicy")
    if dataplane != "cilium" or policy in ("", "cilium"):
        return None
    message = "Cilium dataplane requires network policy cilium."
    return ArmError(400, "BadRequest", f"{message} Subcode: CiliumDataplaneRequiresNetworkPolicyCilium")


def cilium_policy_has_its_dataplane(request: Request) -> ArmError | None:
    """The network policy Cilium needs the data plane Cilium."""
    dataplane, policy = request.text("networkProfile.networkDataplane"), request.text("networkProfile.networkPolicy")
    if policy != "cilium" or dataplane == "cilium":
        return None
    message = "Network Policy cilium requires NetworkDataplane cilium."
    subcode = "NetworkPolicyCiliumRequiresCiliumDataplane"
    return ArmError(400, "NetworkPolicyNotSupported", f"{message} Subcode: {subcode}")


def service_and_pods_have_ranges(request: Request) -> ArmError | None:
    """The ranges of services and pods are written in CIDR notation."""
    for path in ("networkProfile.serviceCidr", "networkProfile.podCidr"):
        text = request.text(path)
        if text and not parsed(text):
            return ArmError(400, "CidrStringParseError", f"Cidr is invalid: {path} is {text}.")
    return None


def dns_service_ip_is_in_service_cidr(request: Request) -> ArmError | None:
    """The cluster's DNS service has an address of the service range, but not the first."""
    cidr = request.text("networkProfile.serviceCidr") or SERVICES
    address = request.text("networkProfile.dnsServiceIP")
    if address and not _is_in(address, cidr):
        message = f"The DNS service IP {address} is out of the range defined by service CIDR {cidr}."
        return ArmError(400, "DnsServiceIpOutOfServiceCidr", message)
    return None


def service_cidr_is_apart(request: Request) -> ArmError | None:
    """The service range overlaps no subnet of the cluster's virtual network."""
    cidr = request.text("networkProfile.serviceCidr") or SERVICES
    for network in node_networks(request):
        for subnet in request.world.under(network["id"], SUBNET):
            for prefix in prefixes(subnet):
                if overlap(ip_network(cidr, strict=False), prefix):
                    message = f"The specified service CIDR {cidr} is conflicted with an existing subnet CIDR {prefix}"
                    return ArmError(400, "ServiceCidrOverlapExistingSubnetsCidr", message)
    return None


def pod_cidr_is_apart(request: Request) -> ArmError | None:
    """In overlay mode the pod range does not overlap the virtual network."""
    if request.text("networkProfile.networkPluginMode") != "overlay":
        return None
    cidr = request.text("networkProfile.podCidr") or PODS
    pods = ip_network(cidr, strict=False)
    for one in (one for network in node_networks(request) for one in address_space(network)):
        if overlap(pods, one):
            message = f"NetworkProfile CIDR {cidr} overlaps with reserved VNET CIDR {one}"
            return ArmError(400, "NetworkProfileCIDROverlapVNET", message)
    return None


def service_range_has_room(request: Request) -> ArmError | None:
    """The service range is smaller than a /12 and apart from the pods'; its first address is Kubernetes' own."""
    services = ip_network(request.text("networkProfile.serviceCidr") or SERVICES, strict=False)
    pods, address = request.text("networkProfile.podCidr"), request.text("networkProfile.dnsServiceIP")
    if services.prefixlen <= LARGEST_SERVICE_PREFIX:
        message = f"The service CIDR {services} must be smaller than a /{LARGEST_SERVICE_PREFIX}."
        return ArmError(400, "BadRequest", message)
    if address and ip_address(address) == services.network_address + 1:
        message = f"The DNS service IP {address} is the first address of {services}, which is the API server's."
        return ArmError(400, "DnsServiceIpConflicting", message)
    if pods and overlap(services, ip_network(pods, strict=False)):
        message = f"The service CIDR {services} overlaps the pod CIDR {pods}."
        return ArmError(400, "PodCidrOverlapServiceCidr", message)
    return None


def _is_in(address: str, cidr: str) -> bool:
    try:
        return ip_address(address) in ip_network(cidr, strict=False)
    except ValueError:  # Check lets 010.0.0.10 pass, which is no address
        return False


EVIDENCE: Rules = {
    service_and_pods_have_ranges: verified("https://github.com/Azure/AKS/issues/506", "CidrStringParseError"),
    cilium_dataplane_has_its_policy: verified("https://github.com/Azure/AKS-Construction/issues/535", "BadRequest"),
    cilium_policy_has_its_dataplane: verified(
        "https://github.com/AdminTurnedDevOps/DevOps-The-Hard-Way-Azure/issues/1", "NetworkPolicyNotSupported"
    ),
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
    service_range_has_room: documented(
        "https://learn.microsoft.com/azure/aks/azure-cni-overlay",
        "BadRequest",
        "DnsServiceIpConflicting",
        "PodCidrOverlapServiceCidr",
    ),
}
