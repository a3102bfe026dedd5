"""What Azure refuses of networks, endpoints and private zones, beside its neighbour that it takes."""

from typing import Any

from tests.simulator.acts import (
    GROUP,
    Act,
    Case,
    address,
    after,
    cluster,
    created,
    deleted,
    endpoint,
    link,
    network_space,
    nsg,
    nsg_id,
    other_group,
    plain_registry,
    protecting,
    rule,
    subnet,
    zone,
)
from tests.simulator.network_acts import bastion, data_way, firewall, link_service, peered_with, subnet_of_six


def interface(platform: Any) -> object:
    """Create a network interface in the endpoints' subnet."""
    configurations = [{"name": "one", "subnet": {"id": platform.endpoints["id"]}}]
    return platform.create(
        "network:NetworkInterface", networkInterfaceName="nic", ipConfigurations=configurations, **GROUP
    )


def resized(place: str, *prefixes: str) -> Act:
    """Create a cluster, and give one of the platform's subnets other ranges."""

    def act(platform: Any) -> object:
        cluster()(platform)
        names = {"resourceGroupName": "rg", "virtualNetworkName": "vnet", "subnetName": place}
        return platform.update("network:Subnet", getattr(platform, place)["id"], addressPrefixes=[*prefixes], **names)

    return act


CASES: dict[str, Case] = {
    "group_exists": (
        "ResourceGroupNotFound",
        created("network:VirtualNetwork", resourceGroupName="none", virtualNetworkName="v", location="westeurope"),
        created("network:VirtualNetwork", virtualNetworkName="v", **GROUP),
    ),
    "parent_exists": (
        "ParentResourceNotFound",
        created("network:Subnet", resourceGroupName="rg", virtualNetworkName="none", subnetName="s"),
        subnet("s", "10.10.6.0/24"),
    ),
    "references_exist": (
        "InvalidResourceReference",
        after(nsg, lambda p: p.subnet("s", "10.10.6.0/24", networkSecurityGroup={"id": p.network["id"] + "x"})),
        after(nsg, lambda p: p.subnet("s", "10.10.6.0/24", networkSecurityGroup={"id": nsg_id(p).upper()})),
    ),
    "prefixes_are_ranges": ("InvalidAddressPrefixFormat", subnet("s", "10.10.6.0/33"), subnet("s", "10.10.6.0/28")),
    "prefixes_are_ranges[mask]": ("InvalidAddressPrefixFormat", subnet("s", "10.10.6.0"), subnet("s", "10.10.6.0/29")),
    "prefixes_are_ranges[netmask]": (
        "InvalidAddressPrefixFormat",
        subnet("s", "10.10.6.0/255.255.255.0"),
        subnet("s", "10.10.6.0/24"),
    ),
    "prefixes_are_ranges[address]": (
        "InvalidAddressPrefixFormat",
        subnet("s", "10.10.6/24"),
        subnet("s", "10.10.6.0/24"),
    ),
    "prefixes_are_ranges[host]": ("InvalidCIDRNotation", subnet("s", "10.10.6.7/24"), subnet("s", "10.10.6.0/24")),
    "prefixes_are_ranges[space]": ("InvalidAddressPrefixFormat", network_space("10.10"), network_space("10.10.0.0/16")),
    "prefixes_are_ranges[space, host]": (
        "InvalidCIDRNotation",
        network_space("10.10.1.0/16"),
        network_space("10.10.0.0/16"),
    ),
    "subnet_has_a_size": ("NetcfgInvalidSubnet", subnet("s", "10.10.6.0/30"), subnet("s", "10.10.6.0/29")),
    "subnet_has_a_size[six]": ("NetcfgInvalidSubnet", subnet_of_six("fd00::/65"), subnet_of_six("fd00::/64")),
    "subnet_has_a_size[six, larger]": (
        "NetcfgInvalidSubnet",
        subnet_of_six("fd00::/63"),
        subnet_of_six("fd00:0:0:1::/64"),
    ),
    "subnet_fits_its_network": (
        "NetcfgSubnetRangeOutsideVnet",
        subnet("s", "10.11.0.0/24"),
        subnet("s", "10.10.6.0/24"),
    ),
    "address_space_holds_its_subnets": (
        "NetcfgSubnetRangeOutsideVnet",
        network_space("10.10.0.0/22"),
        network_space("10.10.0.0/20"),
    ),
    "subnet_is_not_in_use": (
        "InUseSubnetCannotBeDeleted",
        after(cluster(), deleted("network:Subnet", "api")),
        after(cluster(), deleted("network:Subnet", "endpoints")),
    ),
    "used_ranges_stay": (
        "InUsePrefixCannotBeDeleted",
        resized("nodes", "10.10.8.0/21"),
        resized("endpoints", "10.10.8.0/21"),
    ),
    "used_ranges_stay[further]": (
        "InUsePrefixCannotBeDeleted",
        resized("nodes", "10.10.0.0/23", "10.10.8.0/22"),
        resized("nodes", "10.10.0.0/22", "10.10.8.0/22"),
    ),
    "is_not_referenced[networkSecurityGroup.id]": (
        "InUseNetworkSecurityGroupCannotBeDeleted",
        *protecting("network:NetworkSecurityGroup", "networkSecurityGroupName", "networkSecurityGroup"),
    ),
    "is_not_referenced[routeTable.id]": (
        "InUseRouteTableCannotBeDeleted",
        *protecting("network:RouteTable", "routeTableName", "routeTable"),
    ),
    "is_not_referenced[natGateway.id]": (
        "InUseNatGatewayCannotBeDeleted",
        *protecting("network:NatGateway", "natGatewayName", "natGateway"),
    ),
    "is_not_listed[publicIpAddresses]": (
        "PublicIPAddressCannotBeDeleted",
        address(used=True),
        address(used=False),
    ),
    "subnet_is_the_firewalls": ("BadRequest", firewall("firewall"), firewall()),
    "subnet_is_the_firewalls[size]": ("BadRequest", firewall(prefix="10.10.6.0/27"), firewall(prefix="10.10.6.0/25")),
    "subnet_is_the_bastions": ("SubnetNameMustBeAzureBastionSubnet", bastion("bastion"), bastion()),
    "subnet_is_the_bastions[size]": ("BadRequest", bastion(prefix="10.10.6.0/27"), bastion(prefix="10.10.6.0/25")),
    "networks_are_apart": (
        "VnetAddressSpacesOverlap",
        peered_with("10.10.128.0/17"),
        peered_with("10.11.0.0/16"),
    ),
    "priority_is_free": (
        "SecurityRuleConflict",
        after(nsg, after(rule("a", 100), rule("b", 100))),
        after(nsg, after(rule("a", 100), rule("b", 101))),
    ),
    "group_is_offered": ("BadRequest", endpoint(["registry"]), endpoint(["vault"])),
    "data_source_offers_the_group": ("BadRequest", data_way("prometheusMetrics"), data_way("azuremonitor")),
    "target_accepts_private_endpoints": (
        "BadRequest",
        after(plain_registry("Basic"), endpoint(["registry"], "registry")),
        after(plain_registry("Premium"), endpoint(["registry"], "registry")),
    ),
    "zone_is_global": ("LocationNotAvailableForResourceType", zone("a.b", "westeurope"), zone("a.b", "Global")),
    "network_has_no_such_namespace": (
        "BadRequest",
        after(
            after(other_group, after(zone("a.b"), zone("a.b", group="other"))), after(link("a.b"), link("a.b", "other"))
        ),
        after(after(zone("a.b"), zone("c.d")), after(link("a.b"), link("c.d"))),
    ),
    "zone_has_no_links": (
        "CannotDeleteResource",
        after(link("private.westeurope.azmk8s.io"), deleted("privatedns:PrivateZone", "zone")),
        deleted("privatedns:PrivateZone", "zone"),
    ),
    "priority_is_in_range": ("SecurityRuleInvalidPriority", after(nsg, rule("a", 99)), after(nsg, rule("a", 100))),
    "name_is_not_a_default_rules": (
        "SecurityRuleNameReserved",
        after(nsg, rule("AllowVnetInBound", 100)),
        after(nsg, rule("AllowVnet", 100)),
    ),
    "subnet_is_beside_the_others": (
        "NetcfgSubnetRangesOverlap",
        subnet("s", "10.10.2.0/24"),
        subnet("s", "10.10.8.0/24"),
    ),
    "service_is_in_an_open_subnet": (
        "PrivateLinkServiceCannotBeCreatedInSubnetThatHasNetworkPoliciesEnabled",
        link_service("Enabled"),
        link_service("Disabled"),
    ),
    "group_is_offered[none]": ("MissingParameterOnPrivateLinkServiceConnection", endpoint([]), endpoint(["vault"])),
    "subnet_is_not_in_use[interface]": (
        "InUseSubnetCannotBeDeleted",
        after(interface, deleted("network:Subnet", "endpoints")),
        after(interface, deleted("network:Subnet", "nodes")),
    ),
}
