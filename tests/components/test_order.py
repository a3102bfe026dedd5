"""What the program waits for: whatever a resource needs is there, and in force, before it is made."""

from tests.components.recorder import Program

CLUSTER = "azure-native:containerservice:ManagedCluster"


def test_consumers_wait_for_grants_keys_and_names(program: Program) -> None:
    """Whatever a resource needs to be effective before it is made is among its dependencies."""
    recorder = program("dev")
    grant, link = "azure-native:authorization:RoleAssignment", "azure-native:privatedns:VirtualNetworkLink"
    needs = {
        ("azure-native:keyvault:Key", "registry-key"): {f"{grant}::vault-deployer"},
        ("azure-native:containerregistry:Registry", "registry"): {
            f"{grant}::registry-key",
            f"{grant}::vault-deployer",
            "azure-native:keyvault:Key::registry-key",
        },
        ("azure-native:network:PrivateDnsZoneGroup", "registry"): {f"{link}::network-registries"},
        ("azure-native:network:PrivateDnsZoneGroup", "vault"): {f"{link}::network-vaults"},
        (CLUSTER, "cluster"): {
            f"{link}::network-clusters",
            "azure-native:network:NatGateway::network-egress",
            "azure-native:keyvault:Key::etcd-key",
            "azure-native:network:PrivateDnsZoneGroup::vault",
            f"{grant}::disks-key",
            f"{grant}::cluster-disks",
            *(f"{grant}::cluster-{role}" for role in ("nodes", "api", "zone", "link", "kubelet-use", "pull")),
            *(f"{grant}::cluster-{role}" for role in ("etcd-key", "vault")),
        },
        ("azure-native:containerservice:AgentPool", "apps"): {f"{CLUSTER}::cluster"},
    }

    missing = {key: wanted - recorder.waits_for(recorder.one(*key)) for key, wanted in needs.items()}

    assert missing == {key: set() for key in needs}


def test_nodes_wait_for_their_way_out(program: Program) -> None:
    """Whatever a node needs to start is there and in force before the first one is."""
    kinds = "azure-native:network:"
    ways = {
        "firewall": {
            f"{kinds}AzureFirewall::network-hub",
            f"{kinds}FirewallPolicyRuleCollectionGroup::network-hub",
            f"{kinds}VirtualNetworkPeering::network-egress-to-hub",
            f"{kinds}VirtualNetworkPeering::network-egress-to-platform",
            "azure-native:privatedns:VirtualNetworkLink::network-clusters-hub",
        },
        "isolated": {
            "azure-native:containerregistry:CacheRule::bootstrap",
            "azure-native:network:PrivateDnsZoneGroup::registry",
        },
    }
    missing = {}
    for egress, needed in ways.items():
        recorder = program("dev", network={"egress": egress, "privateMonitoring": True})
        missing[egress] = needed - recorder.waits_for(recorder.one(CLUSTER))

    assert missing == {"firewall": set(), "isolated": set()}
