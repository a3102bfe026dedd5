"""The firewall, what it lets out, and what surrounds the network."""

import pytest

from components.monitoring.private_monitoring import PrivateMonitoring
from components.network.bastion import Bastion
from components.network.egress_allow_list import AddOn, allow_list, hosts
from components.network.flow_logs import FlowLogs
from components.network.hub_firewall import HubFirewall
from components.registry.bootstrap_cache import BootstrapCache
from tests.components.recorder import SUBSCRIPTION, Recorder, Run

NETWORK = "azure-native:network:"


def hub(run: Run) -> Recorder:
    """Register a hub with a firewall."""
    return run(
        lambda: HubFirewall(
            "hub",
            {
                "stem": "s-dev-weu-x7",
                "resource_group_name": "rg",
                "address_prefix": "10.20.12.0/22",
                "firewall_prefix": "10.20.12.0/26",
                "protected": ["10.20.0.0/20"],
                "sources": ["10.20.0.0/22"],
                "destinations": allow_list(
                    ["westeurope"], [AddOn.POLICY], further=["*.example.com"], revocation=["crl.example.com"]
                ),
                "ddos_plan_id": None,
                "workspace_id": "/workspace",
                "tags": {"a": "b"},
            },
        )
    )


def test_firewall_denies_malice(run: Run) -> None:
    """Threat intelligence and intrusion detection deny, DNS passes through, analytics look at the rules."""
    policy = hub(run).inputs(f"{NETWORK}FirewallPolicy")

    assert (policy["sku"], policy["threatIntelMode"]) == ({"tier": "Premium"}, "Deny")
    assert policy["intrusionDetection"] == {"mode": "Deny", "configuration": {"privateRanges": ["10.20.0.0/20"]}}
    assert policy["dnsSettings"] == {"enableProxy": True}
    assert policy["insights"] == {
        "isEnabled": True,
        "retentionDays": 90,
        "logAnalyticsResources": {"defaultWorkspaceId": {"id": "/workspace"}},
    }


def test_firewall_lets_named_hosts_pass_by_https(run: Run) -> None:
    """From the nodes only; the core by the tag that Microsoft keeps current."""
    (collection,) = hub(run).inputs(f"{NETWORK}FirewallPolicyRuleCollectionGroup")["ruleCollections"]
    *by_https, lists = collection["rules"]
    core, policy, workloads = by_https

    assert {rule["ruleType"] for rule in collection["rules"]} == {"ApplicationRule"}
    assert all(rule["sourceAddresses"] == ["10.20.0.0/22"] for rule in collection["rules"])
    assert all(rule["protocols"] == [{"protocolType": "Https", "port": 443}] for rule in by_https)
    assert lists["protocols"] == [{"protocolType": "Http", "port": 80}]
    assert lists["targetFqdns"] == ["crl.example.com"]
    assert (core["fqdnTags"], core.get("targetFqdns")) == (["AzureKubernetesService"], None)
    assert "data.policy.core.windows.net" in policy["targetFqdns"]
    assert (workloads["name"], workloads["targetFqdns"]) == ("workloads", ["*.example.com"])


def test_firewall_has_its_rules_before_it_works(run: Run) -> None:
    """Nobody learns its address before that."""
    recorder = hub(run)
    firewall = recorder.one(f"{NETWORK}AzureFirewall")

    assert f"{NETWORK}FirewallPolicyRuleCollectionGroup::hub" in recorder.waits_for(firewall)
    assert firewall.inputs["zones"] == ["1", "2", "3"]
    assert recorder.inputs(f"{NETWORK}Subnet")["subnetName"] == "AzureFirewallSubnet"


def test_list_follows_the_add_ons() -> None:
    """What is off asks for nothing; the core is always on."""
    bare, logging = allow_list(["westeurope"], []), allow_list(["westeurope"], [AddOn.LOGS])

    assert [one["name"] for one in bare] == ["core"]
    assert "westeurope.handler.control.monitor.azure.com" in hosts(logging)
    assert set(hosts(bare)) < set(hosts(logging))


def test_private_monitoring_needs_no_public_hosts() -> None:
    """Names that resolve inside the network are not let out."""
    names = hosts(allow_list(["westeurope"], list(AddOn), private_monitoring=True))

    private = (".opinsights.azure.com", ".monitor.azure.com", ".applicationinsights.azure.com")
    assert [name for name in names if name.endswith(private)] == []


def test_findings_of_the_sensor_leave_also_with_private_monitoring() -> None:
    """Defender for Cloud is no service of the private link scope."""
    names = hosts(allow_list(["westeurope"], [AddOn.DEFENDER], private_monitoring=True))

    assert "*.cloud.defender.microsoft.com" in names


@pytest.mark.parametrize("add_on", AddOn)
def test_no_add_on_reaches_everything(add_on: AddOn) -> None:
    """A wildcard stands for the hosts of one service, never for a domain that anybody may have a name in."""
    anybodys = ("windows.net", "azure.com", "microsoft.com", "azurecr.io", "azureedge.net", "github.com")
    names = hosts(allow_list(["westeurope"], [add_on]))

    assert [name for name in names if name.startswith("*.") and name[2:] in anybodys] == []


def bastion(run: Run) -> Recorder:
    """Register a bastion."""
    return run(
        lambda: Bastion(
            "bastion",
            {
                "stem": "s-dev-weu-x7",
                "resource_group_name": "rg",
                "address_space": "10.20.0.0/20",
                "virtual_network_name": "vnet",
                "operators": ["198.51.100.0/28"],
                "workspace_id": "/workspace",
                "tags": {},
            },
        )
    )


def test_bastion_tunnels_and_nothing_else(run: Run) -> None:
    """No clipboard, no files, no links; sessions are logged."""
    recorder = bastion(run)
    host = recorder.inputs(f"{NETWORK}BastionHost")
    logged = recorder.inputs("azure-native:monitor:DiagnosticSetting", "bastion-host")

    assert (host["sku"], host["enableTunneling"], host["disableCopyPaste"]) == ({"name": "Standard"}, True, True)
    assert not any(host[key] for key in ("enableFileCopy", "enableShareableLink", "enableIpConnect"))
    assert logged["logs"] == [{"category": "BastionAuditLogs", "enabled": True}]


def test_bastion_is_reached_from_named_places(run: Run) -> None:
    """Its subnet has the name Azure asks for, and a group that knows the operators."""
    recorder = bastion(run)
    subnet = recorder.inputs(f"{NETWORK}Subnet")
    rules = recorder.inputs(f"{NETWORK}NetworkSecurityGroup")["securityRules"]

    assert (subnet["subnetName"], subnet["addressPrefix"]) == ("AzureBastionSubnet", "10.20.8.128/26")
    assert "defaultOutboundAccess" not in subnet
    assert rules[0]["sourceAddressPrefix"] == "198.51.100.0/28"
    assert rules[-1]["name"] == "DenyAllInbound"


def flow_logs(run: Run, hub_id: str | None) -> Recorder:
    """Register flow logs."""
    return run(
        lambda: FlowLogs(
            "flows",
            {
                "stem": "s-dev-weu-x7",
                "resource_group_name": "rg",
                "subscription_id": SUBSCRIPTION,
                "location": "westeurope",
                "network_id": "/vnet",
                "hub_network_id": hub_id,
                "subnet_id": "/subnet",
                "zone_id": "/zone",
                "workspace_id": "/workspace",
                "protect_data": True,
                "tags": {},
            },
        )
    )


@pytest.mark.parametrize("hub_id", [None, "/hub"])
def test_every_network_has_a_flow_log(run: Run, hub_id: str | None) -> None:
    """With traffic analytics, kept for ninety days, at the region's watcher, once the storage may be written."""
    recorder = flow_logs(run, hub_id)
    logs = [r for r in recorder.registered if r.kind == f"{NETWORK}FlowLog"]
    analytics = [
        r.inputs["flowAnalyticsConfiguration"]["networkWatcherFlowAnalyticsConfiguration"]["enabled"] for r in logs
    ]

    assert sorted(r.inputs["targetResourceId"] for r in logs) == [*([hub_id] if hub_id else []), "/vnet"]
    assert analytics == [True] * len(logs)
    for one in logs:
        assert one.inputs["enabled"]
        assert one.inputs["retentionPolicy"] == {"enabled": True, "days": 90}
        assert one.inputs["networkWatcherName"] == "NetworkWatcher_westeurope"
        assert "azure-native:authorization:RoleAssignment::flows-write" in recorder.waits_for(one)


def test_flows_are_kept_where_no_key_opens(run: Run) -> None:
    """No shared key, no user of its own, no public endpoint or blob, encrypted twice; what is deleted comes back."""
    recorder = flow_logs(run, None)
    account = recorder.one("azure-native:storage:StorageAccount")
    blobs = recorder.inputs("azure-native:storage:BlobServiceProperties")
    logged = recorder.inputs("azure-native:monitor:DiagnosticSetting")

    assert account.protect
    assert account.inputs == {
        "accountName": "stsdevweux7",
        "resourceGroupName": "rg",
        "kind": "StorageV2",
        "sku": {"name": "Standard_ZRS"},
        "accessTier": "Hot",
        "allowBlobPublicAccess": False,
        "allowCrossTenantReplication": False,
        "allowSharedKeyAccess": False,
        "allowedCopyScope": "AAD",
        "defaultToOAuthAuthentication": True,
        "enableHttpsTrafficOnly": True,
        "isLocalUserEnabled": False,
        "minimumTlsVersion": "TLS1_2",
        "encryption": {
            "keySource": "Microsoft.Storage",
            "requireInfrastructureEncryption": True,
            "services": {"blob": {"enabled": True, "keyType": "Account"}},
        },
        "publicNetworkAccess": "Disabled",
        "networkRuleSet": {"defaultAction": "Deny", "bypass": "AzureServices"},
        "sasPolicy": {"expirationAction": "Block", "sasExpirationPeriod": "1.00:00:00"},
        "tags": {},
    }
    assert blobs["deleteRetentionPolicy"] == {"enabled": True, "days": 14}
    assert [one["category"] for one in logged["logs"]] == ["StorageRead", "StorageWrite", "StorageDelete"]


def test_monitoring_is_reached_inside_the_network(run: Run) -> None:
    """One scope for workspace and collection endpoint, names in five zones, no other workspace in reach."""
    recorder = run(
        lambda: PrivateMonitoring(
            "monitor",
            {
                "stem": "s-dev-weu-x7",
                "resource_group_name": "rg",
                "workspace_id": "/workspace",
                "virtual_network_id": "/vnet",
                "hub_network_id": "/hub",
                "subnet_id": "/subnet",
                "blob_zone_id": "/blobs",
                "zones_group_name": "rg",
                "tags": {},
            },
        )
    )
    scope = recorder.one("azure-native:monitor:PrivateLinkScope")
    members = [r for r in recorder.registered if r.kind.endswith(":PrivateLinkScopedResource")]
    zones = recorder.inputs(f"{NETWORK}PrivateDnsZoneGroup")["privateDnsZoneConfigs"]
    endpoint = recorder.one(f"{NETWORK}PrivateEndpoint")

    assert set(scope.inputs["accessModeSettings"].values()) == {"PrivateOnly"}
    assert {r.inputs["linkedResourceId"] for r in members} == {
        "/workspace",
        recorder.one("azure-native:monitor:DataCollectionEndpoint").id,
    }
    assert [zone["name"] for zone in zones] == ["azuremonitor", "query", "ingestion", "agents", "blobs"]
    assert {str(member) for member in members} <= recorder.waits_for(endpoint)


def test_cache_has_the_names_that_aks_asks_for(run: Run) -> None:
    """Another name, and no node of an isolated cluster starts."""
    recorder = run(
        lambda: BootstrapCache(
            "cache", {"resource_group_name": "rg", "registry_name": "cr", "registry_id": "/registry"}
        )
    )

    assert recorder.inputs("azure-native:containerregistry:CacheRule") == {
        "cacheRuleName": "aks-managed-mcr",
        "registryName": "cr",
        "resourceGroupName": "rg",
        "sourceRepository": "mcr.microsoft.com/*",
        "targetRepository": "aks-managed-repository/*",
    }
