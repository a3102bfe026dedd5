"""What a test does to firewalls, bastions and peerings in the simulated Azure."""

from typing import Any

from tests.simulator.acts import GROUP, Act


def standing_in(kind: str, name_input: str, subnet_name: str, prefix: str) -> Act:
    """Create a firewall or a bastion in a subnet of this name."""

    def act(platform: Any) -> object:
        found = platform.subnet(subnet_name, prefix)
        configurations = [{"name": "main", "subnet": {"id": found["id"]}}]
        return platform.create(kind, **{name_input: "one", "ipConfigurations": configurations, **GROUP})

    return act


def firewall(subnet_name: str = "AzureFirewallSubnet", prefix: str = "10.10.6.0/26") -> Act:
    return standing_in("network:AzureFirewall", "azureFirewallName", subnet_name, prefix)


def bastion(subnet_name: str = "AzureBastionSubnet", prefix: str = "10.10.6.0/26") -> Act:
    return standing_in("network:BastionHost", "bastionHostName", subnet_name, prefix)


def subnet_of_six(prefix: str) -> Act:
    """Give the platform's network addresses of IPv6 as well, and create a subnet of them."""

    def act(platform: Any) -> object:
        space = {"addressPrefixes": ["10.10.0.0/16", "fd00::/48"]}
        vnet = {"virtualNetworkName": "vnet", "addressSpace": space, **GROUP}
        platform.update("network:VirtualNetwork", platform.network["id"], **vnet)
        return platform.subnet("six", prefix)

    return act


def link_service(policies: str) -> Act:
    """Offer a service in a subnet whose network policies for such services are on or off."""

    def act(platform: Any) -> object:
        subnet = platform.subnet("offered", "10.10.6.0/26", privateLinkServiceNetworkPolicies=policies)
        configurations = [{"name": "nat", "subnet": {"id": subnet["id"]}}]
        return platform.create(
            "network:PrivateLinkService", serviceName="offered", ipConfigurations=configurations, **GROUP
        )

    return act


def data_way(group: str) -> Act:
    """Let Grafana reach a private link scope as one of its sub-resources."""

    def act(platform: Any) -> object:
        scope = platform.create(
            "monitor:PrivateLinkScope", resourceGroupName="rg", scopeName="scope", location="global"
        )
        platform.create("dashboard:Grafana", workspaceName="grafana", **GROUP)
        return platform.create(
            "dashboard:ManagedPrivateEndpoint",
            workspaceName="grafana",
            managedPrivateEndpointName="logs",
            privateLinkResourceId=scope["id"],
            groupIds=[group],
            **GROUP,
        )

    return act


def peered_with(prefix: str) -> Act:
    """Peer the platform's network with a hub of this address space."""

    def act(platform: Any) -> object:
        space = {"addressPrefixes": [prefix]}
        hub = platform.create("network:VirtualNetwork", virtualNetworkName="hub", addressSpace=space, **GROUP)
        return platform.create(
            "network:VirtualNetworkPeering",
            resourceGroupName="rg",
            virtualNetworkName="vnet",
            virtualNetworkPeeringName="to-hub",
            remoteVirtualNetwork={"id": hub["id"]},
        )

    return act
