"""Address spaces: how a range is written, where a subnet may lie, and when it may change or go."""

from collections.abc import Iterator
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any

from simulator.azure import ids
from simulator.azure.arm import Request, children, siblings
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented, verified
from simulator.azure.values import Props, at

SUBNET = "azure-native:network:Subnet"

Network = IPv4Network | IPv6Network

SIZES = {4: range(2, 30), 6: range(64, 65)}
"""The lengths of a subnet's prefix that Azure takes, by the version of the protocol."""


def parsed(text: str) -> Network | None:
    """Return the range that a text in CIDR notation lies in, or None where it is no such text."""
    _, _, length = text.partition("/")
    try:
        return ip_network(text, strict=False) if length.isdecimal() else None
    except ValueError:
        return None


def prefixes(subnet: Props) -> list[Network]:
    """Return the address ranges of a subnet."""
    return [found for one in _written(subnet) if (found := parsed(one))]


def address_space(network: Props) -> list[Network]:
    """Return the address ranges of a virtual network."""
    return [found for one in _space(network) if (found := parsed(one))]


def overlap(one: Network, other: Network) -> bool:
    """Say whether two ranges share an address."""
    return one.version == other.version and one.overlaps(other)


def first_free_address(request: Request, subnet_id: str) -> str:
    """Return the first address that Azure gives away in a subnet: it keeps the four before it for itself."""
    found = prefixes(request.world.get(subnet_id) or {})
    return str(found[0][4]) if found else ""


def has_the_name_and_size(request: Request, name: str, code: str) -> ArmError | None:
    """Return why a service that asks for a subnet of its own name, a /26 or larger, refuses the one it is given."""
    configurations: Any = request.get("ipConfigurations") or []
    for subnet_id in (at(one, "subnet.id") for one in configurations):
        if subnet_id and ids.name(subnet_id) != name:
            return ArmError(400, code, f"The subnet {subnet_id} of {request.id} must be named {name}.")
        if any(prefix.prefixlen > 26 for prefix in prefixes(request.world.get(subnet_id) or {})):  # noqa: PLR2004
            return ArmError(400, "BadRequest", f"The subnet {subnet_id} of {request.id} must be a /26 or larger.")
    return None


def prefixes_are_ranges(request: Request) -> ArmError | None:
    """An address prefix is a range in CIDR notation that begins with its first address."""
    for text in (*_written(request.inputs), *_space(request.inputs)):
        found = parsed(text)
        if not found:
            message = (
                f"Address prefix {text} of resource {request.id} is not formatted correctly. It should follow CIDR"
                " notation, for example 10.0.0.0/24."
            )
            return ArmError(400, "InvalidAddressPrefixFormat", message)
        if ip_address(text.partition("/")[0]) != found.network_address:
            message = (
                f"The address prefix {text} in resource {request.id} has an invalid CIDR notation. For the given prefix"
                f" length, the address prefix should be {found}."
            )
            return ArmError(400, "InvalidCIDRNotation", message)
    return None


def subnet_has_a_size(request: Request) -> ArmError | None:
    """A subnet is a /29 at the smallest and a /2 at the largest; with IPv6 it is a /64."""
    if all(prefix.prefixlen in SIZES[prefix.version] for prefix in prefixes(request.inputs)):
        return None
    network = ids.name(ids.parent(request.id))
    message = f"Subnet '{ids.name(request.id)}' is not valid in virtual network '{network}'."
    return ArmError(400, "NetcfgInvalidSubnet", message)


def subnet_fits_its_network(request: Request) -> ArmError | None:
    """A subnet lies inside its virtual network."""
    network = request.world.get(ids.parent(request.id)) or {}
    if all(_inside(prefix, address_space(network)) for prefix in prefixes(request.inputs)):
        return None
    return _outside(request.id)


def subnet_is_beside_the_others(request: Request) -> ArmError | None:
    """A subnet shares no address with another of its network."""
    others = [prefix for one in siblings(request, SUBNET) for prefix in prefixes(one)]
    if not any(overlap(prefix, other) for prefix in prefixes(request.inputs) for other in others):
        return None
    message = (
        f"Subnet '{ids.name(request.id)}' is not valid because its IP address range overlaps with that of an existing"
        f" subnet in virtual network '{ids.name(ids.parent(request.id))}'."
    )
    return ArmError(400, "NetcfgSubnetRangesOverlap", message)


def address_space_holds_its_subnets(request: Request) -> ArmError | None:
    """A virtual network's new address space still contains every subnet that stays."""
    if request.get("subnets") is not None:
        return None  # each listed subnet is judged by itself
    for subnet in children(request, SUBNET):
        if not all(_inside(prefix, address_space(request.inputs)) for prefix in prefixes(subnet)):
            return _outside(subnet["id"])
    return None


def used_ranges_stay(request: Request) -> ArmError | None:
    """A subnet with anything in it keeps its ranges, also for larger ones; it may get further ones.

    See https://learn.microsoft.com/azure/virtual-network/how-to-multiple-prefixes-subnet.
    """
    now = prefixes(request.inputs)
    gone = next((prefix for prefix in prefixes(request.previous or {}) if prefix not in now), None)
    if not gone or not _users(request):
        return None
    message = f"IpPrefix {gone} on Subnet {ids.name(request.id)} has active allocations and cannot be deleted."
    return ArmError(400, "InUsePrefixCannotBeDeleted", message)


def subnet_is_not_in_use(request: Request) -> ArmError | None:
    """A subnet with anything in it cannot be deleted."""
    users = _users(request)
    if not users:
        return None
    message = (
        f"Subnet {ids.name(request.id)} is in use by {', '.join(users)} and cannot be deleted. In order to delete the"
        " subnet, delete all the resources within the subnet. See aka.ms/deletesubnet."
    )
    return ArmError(400, "InUseSubnetCannotBeDeleted", message)


def _users(request: Request) -> list[str]:
    return [user["id"] for user, subnet in _used(request) if subnet.lower() == request.id.lower()]


def _used(request: Request) -> Iterator[tuple[Props, str]]:
    paths = {
        "azure-native:network:PrivateEndpoint": ("subnet.id",),
        "azure-native:containerservice:AgentPool": ("vnetSubnetID", "podSubnetID"),
        "azure-native:containerservice:ManagedCluster": ("apiServerAccessProfile.subnetId",),
    }
    for kind, places in paths.items():
        for one in request.world.under("", kind):
            for path in places:
                subnet: Any = at(one, path)
                if subnet:
                    yield one, subnet
    configurations = {
        "azure-native:network:ApplicationGateway": "gatewayIPConfigurations",
        "azure-native:network:AzureFirewall": "ipConfigurations",
        "azure-native:network:BastionHost": "ipConfigurations",
        "azure-native:network:LoadBalancer": "frontendIPConfigurations",
        "azure-native:network:NetworkInterface": "ipConfigurations",
    }
    for kind, listed_in in configurations.items():
        for one in request.world.under("", kind):
            yield from ((one, str(at(item, "subnet.id"))) for item in one.get(listed_in) or [])


def _written(subnet: Props) -> list[str]:
    return [one for one in subnet.get("addressPrefixes") or [subnet.get("addressPrefix")] if one]


def _space(network: Props) -> list[str]:
    return at(network, "addressSpace.addressPrefixes") or []


def _inside(prefix: Network, space: list[Network]) -> bool:
    return any(prefix.version == one.version and prefix.subnet_of(one) for one in space)  # type: ignore[arg-type]


def _outside(arm_id: str) -> ArmError:
    message = (
        f"Subnet '{ids.name(arm_id)}' is not valid because its IP address range is outside the IP address range of"
        f" virtual network '{ids.name(ids.parent(arm_id))}'."
    )
    return ArmError(400, "NetcfgSubnetRangeOutsideVnet", message)


_REPORT = "https://github.com/MicrosoftDocs/azure-docs/pull/123869"

EVIDENCE: Rules = {
    prefixes_are_ranges: verified(
        "https://github.com/Azure/azure-service-operator/blob/1c4c06f73bddcc6388032cd7e6d8eedeaef66905/pkg/errhelp/errors.go",
        "InvalidAddressPrefixFormat",
        "InvalidCIDRNotation",
    ),
    subnet_has_a_size: documented(
        "https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq", "NetcfgInvalidSubnet"
    ),
    subnet_fits_its_network: verified(_REPORT, "NetcfgSubnetRangeOutsideVnet"),
    subnet_is_beside_the_others: verified(_REPORT, "NetcfgSubnetRangesOverlap"),
    address_space_holds_its_subnets: verified(_REPORT, "NetcfgSubnetRangeOutsideVnet"),
    used_ranges_stay: verified(
        "https://github.com/hashicorp/terraform-provider-azurerm/issues/11211", "InUsePrefixCannotBeDeleted"
    ),
    subnet_is_not_in_use: verified(
        "https://github.com/hashicorp/terraform-provider-azurerm/issues/334", "InUseSubnetCannotBeDeleted"
    ),
}
