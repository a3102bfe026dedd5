"""Network, subnets, endpoints and names."""

import pytest

from components.network.nat_egress import NatEgress
from components.network.network import ExistingHub, Network
from components.network.subnet import Subnet
from tests.components.recorder import FIREWALL_ADDRESS, Recorder, Run

NETWORK = "azure-native:network:VirtualNetwork"
SUBNET = "azure-native:network:Subnet"
GROUP = "azure-native:network:NetworkSecurityGroup"
PEERING = "azure-native:network:VirtualNetworkPeering"
HUB_GROUP = "/subscriptions/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d/resourceGroups/hub"
HUB: ExistingHub = {
    "network_id": f"{HUB_GROUP}/providers/Microsoft.Network/virtualNetworks/vnet-hub",
    "next_hop": "10.0.0.4",
    "dns_servers": ["10.0.0.4", "10.0.0.5"],
    "zone_group_id": HUB_GROUP,
    "forwards": True,
}
MODES = ["firewall", "hub", "natGateway", "isolated"]


def build(run: Run, egress: str = "natGateway", ddos_plan: str = "none") -> Recorder:
    """Register the network."""
    return run(
        lambda: Network(
            "network",
            {
                "stem": "s-dev-weu-x7",
                "resource_group_name": "rg",
                "zones_group_name": "rg",
                "location": "westeurope",
                "address_space": "10.20.0.0/20",
                "pod_cidr": "100.64.0.0/16",
                "egress": egress,
                "existing_hub": HUB if egress == "hub" else None,
                "shared_hub": None,
                "spokes": [],
                "destinations": [{"name": "core", "fqdns": ["mcr.microsoft.com"], "tag": "AzureKubernetesService"}],
                "build_agents": False,
                "ddos_plan": ddos_plan,
                "workspace_id": "/workspace",
                "tags": {"a": "b"},
            },
        )
    )


def test_subnets_are_resources_of_their_own(run: Run) -> None:
    """The network itself lists none: Azure would delete those it does not name."""
    recorder = build(run)

    assert recorder.inputs(NETWORK) == {
        "virtualNetworkName": "vnet-s-dev-weu-x7",
        "resourceGroupName": "rg",
        "addressSpace": {"addressPrefixes": ["10.20.0.0/20"]},
        # The SDK writes Azure's defaults out.
        "enableDdosProtection": False,
        "enableVmProtection": False,
        "tags": {"a": "b"},
    }
    assert {r.inputs["subnetName"]: r.inputs["addressPrefix"] for r in recorder.registered if r.kind == SUBNET} == {
        "snet-s-dev-weu-x7-nodes": "10.20.0.0/22",
        "snet-s-dev-weu-x7-api-server": "10.20.8.64/27",
        "snet-s-dev-weu-x7-private-endpoints": "10.20.8.0/26",
    }


@pytest.mark.parametrize("egress", MODES)
def test_every_subnet_is_guarded_from_birth(run: Run, egress: str) -> None:
    """Own security group, no default way out; Azure takes neither in the firewall's."""
    recorder = build(run, egress)
    guards = {
        r.name: (r.inputs["networkSecurityGroup"], r.inputs["defaultOutboundAccess"])
        for r in recorder.registered
        if r.kind == SUBNET and r.inputs["subnetName"] != "AzureFirewallSubnet"
    }

    assert guards == {
        name: ({"id": recorder.one(GROUP, name).id}, False)
        for name in ("network-nodes", "network-api-server", "network-private-endpoints")
    }


@pytest.mark.parametrize("egress", MODES)
def test_only_nodes_have_a_way_out(run: Run, egress: str) -> None:
    """Through a gateway or a route, or none at all; the API server's subnet is delegated instead."""
    recorder = build(run, egress)
    nodes = recorder.inputs(SUBNET, "network-nodes")
    others = [recorder.inputs(SUBNET, f"network-{role}") for role in ("api-server", "private-endpoints")]
    (delegation,) = others[0]["delegations"]
    way = {key: nodes[key]["id"] for key in ("natGateway", "routeTable") if key in nodes}

    assert (
        way
        == {
            "firewall": {"routeTable": "/azure-native:network:RouteTable/network-egress"},
            "hub": {"routeTable": "/azure-native:network:RouteTable/network-egress"},
            "natGateway": {"natGateway": "/azure-native:network:NatGateway/network-egress"},
            "isolated": {},
        }[egress]
    )
    assert not any(key in other for other in others for key in ("natGateway", "routeTable"))
    assert delegation["serviceName"] == "Microsoft.ContainerService/managedClusters"
    assert "delegations" not in nodes


@pytest.mark.parametrize("egress", MODES)
def test_what_needs_no_internet_is_refused_it(run: Run, egress: str) -> None:
    """Endpoints always, nodes where they are isolated."""
    recorder = build(run, egress)
    refused = {
        r.name
        for r in recorder.registered
        if r.kind == GROUP and "DenyInternetOutbound" in [rule["name"] for rule in r.inputs["securityRules"]]
    }

    assert refused == {"network-private-endpoints"} | ({"network-nodes"} if egress == "isolated" else set())


@pytest.mark.parametrize(("egress", "next_hop"), [("firewall", FIREWALL_ADDRESS), ("hub", "10.0.0.4")])
def test_everything_goes_to_the_firewall(run: Run, egress: str, next_hop: str) -> None:
    """One route, which no gateway can outbid."""
    table = build(run, egress).inputs("azure-native:network:RouteTable")
    (route,) = table["routes"]

    assert table["disableBgpRoutePropagation"] is True
    assert (route["addressPrefix"], route["nextHopType"], route["nextHopIpAddress"]) == (
        "0.0.0.0/0",
        "VirtualAppliance",
        next_hop,
    )


def test_own_hub_lies_beside_the_network(run: Run) -> None:
    """Both are cut from one space; the firewall answers the network's DNS, and the zones' links let it."""
    recorder = build(run, "firewall")
    platform, hub = recorder.inputs(NETWORK, "network"), recorder.inputs(NETWORK, "network-hub")
    linked = {
        r.inputs["virtualNetwork"]["id"]
        for r in recorder.registered
        if r.kind == "azure-native:privatedns:VirtualNetworkLink"
    }

    assert hub["addressSpace"]["addressPrefixes"] == ["10.20.12.0/22"]
    assert platform["addressSpace"]["addressPrefixes"] == ["10.20.0.0/21", "10.20.8.0/22"]
    assert platform["dhcpOptions"] == {"dnsServers": [FIREWALL_ADDRESS]}
    assert linked == {recorder.one(NETWORK, "network").id, recorder.one(NETWORK, "network-hub").id}


def test_peering_with_another_hub_has_both_halves(run: Run) -> None:
    """The hub's half is made in its subscription; what lies behind the hub may come, not what lies behind us."""
    recorder = build(run, "hub")
    ours, theirs = (recorder.one(PEERING, f"network-egress-to-{end}") for end in ("hub", "platform"))
    provider = recorder.one("pulumi:providers:azure-native")

    assert ours.inputs["remoteVirtualNetwork"] == {"id": HUB["network_id"]}
    assert (ours.inputs["allowForwardedTraffic"], theirs.inputs["allowForwardedTraffic"]) == (True, False)
    assert (theirs.inputs["resourceGroupName"], theirs.inputs["virtualNetworkName"]) == ("hub", "vnet-hub")
    assert theirs.inputs["remoteVirtualNetwork"] == {"id": recorder.one(NETWORK).id}
    assert provider.inputs["subscriptionId"] == "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"


def test_nothing_lies_behind_a_hub_of_ones_own(run: Run) -> None:
    """Both halves connect, neither forwards, and no gateway is shared."""
    peerings = [r.inputs for r in build(run, "firewall").registered if r.kind == PEERING]
    openings = ("allowForwardedTraffic", "allowGatewayTransit", "useRemoteGateways")

    assert [one["allowVirtualNetworkAccess"] for one in peerings] == [True] * 2
    assert [[one[key] for key in openings] for one in peerings] == [[False] * 3] * 2


def test_another_hubs_zones_are_used(run: Run) -> None:
    """The network makes none of its own, and asks the hub's servers."""
    recorder = build(run, "hub")

    assert recorder.inputs(NETWORK)["dhcpOptions"] == {"dnsServers": ["10.0.0.4", "10.0.0.5"]}
    assert not any(r.kind.startswith("azure-native:privatedns:") for r in recorder.registered)


@pytest.mark.parametrize(
    ("plan", "joined"), [("own", "/azure-native:network:DdosProtectionPlan/network"), ("/p", "/p")]
)
def test_networks_join_a_ddos_plan(run: Run, plan: str, joined: str) -> None:
    """One's own or a given one, the hub too."""
    networks = [r.inputs for r in build(run, "firewall", plan).registered if r.kind == NETWORK]

    assert [(one["enableDdosProtection"], one["ddosProtectionPlan"]["id"]) for one in networks] == [(True, joined)] * 2


def test_zones_resolve_in_the_network(run: Run) -> None:
    """The zones Azure looks for, each linked, none open for registration."""
    recorder = build(run)
    network = recorder.one(NETWORK).id
    links = {
        r.inputs["privateZoneName"]: (r.inputs["virtualNetwork"]["id"], r.inputs["registrationEnabled"])
        for r in recorder.registered
        if r.kind == "azure-native:privatedns:VirtualNetworkLink"
    }

    assert links == {
        "privatelink.azurecr.io": (network, False),
        "privatelink.blob.core.windows.net": (network, False),
        "privatelink.vaultcore.azure.net": (network, False),
        "private.westeurope.azmk8s.io": (network, False),
    }


@pytest.mark.parametrize("egress", MODES)
def test_network_is_logged(run: Run, egress: str) -> None:
    """Networks, security groups, public addresses and firewall report to the workspace."""
    recorder = build(run, egress)
    logged = {
        r.inputs["resourceUri"] for r in recorder.registered if r.kind == "azure-native:monitor:DiagnosticSetting"
    }
    kinds = ("VirtualNetwork", "NetworkSecurityGroup", "PublicIPAddress", "AzureFirewall")
    expected = {r.id for r in recorder.registered if r.kind in {f"azure-native:network:{kind}" for kind in kinds}}

    assert logged == expected


def test_subnet_passes_its_rules_on(run: Run) -> None:
    """The group's rules are the given ones and the refusal."""
    recorder = run(
        lambda: Subnet(
            "jobs",
            {
                "stem": "s-dev-weu-x7",
                "role": "jobs",
                "resource_group_name": "rg",
                "virtual_network_name": "vnet",
                "address_prefix": "10.0.0.0/24",
                "inbound_rules": [
                    {"name": "A", "sources": ["10.1.0.0/24"], "destinations": ["10.0.0.0/24"], "ports": ["443"]}
                ],
                "workspace_id": "/workspace",
                "tags": {},
            },
        )
    )
    rules = recorder.inputs(GROUP)["securityRules"]

    assert [(rule["name"], rule["priority"], rule["access"]) for rule in rules] == [
        ("A", 100, "Allow"),
        ("DenyAllInbound", 4096, "Deny"),
    ]
    assert recorder.inputs(SUBNET)["privateEndpointNetworkPolicies"] == "Enabled"


def test_egress_has_one_lasting_address(run: Run) -> None:
    """Static, standard, in every zone; an idle connection ends here before a server drops it without a word."""
    recorder = run(
        lambda: NatEgress(
            "egress", {"stem": "s-dev-weu-x7", "resource_group_name": "rg", "workspace_id": "/w", "tags": {}}
        )
    )
    address = recorder.inputs("azure-native:network:PublicIPAddress")
    gateway = recorder.inputs("azure-native:network:NatGateway")

    assert (address["sku"], address["publicIPAllocationMethod"]) == ({"name": "Standard"}, "Static")
    assert address["zones"] == ["1", "2", "3"]
    assert gateway["publicIpAddresses"] == [{"id": recorder.one("azure-native:network:PublicIPAddress").id}]
    assert gateway["idleTimeoutInMinutes"] == 4
