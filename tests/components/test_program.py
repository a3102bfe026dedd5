"""The whole program, on the settings of each stack."""

import gc
import signal
from collections import Counter

import pytest

from components.network.egress_allow_list import AddOn, allow_list, hosts
from tests.components.recorder import Program, Recorder
from tests.components.stacks import TEAM

AZURE = "azure-native"
CLUSTER = "azure-native:containerservice:ManagedCluster"
REGISTRY = "azure-native:containerregistry:Registry"


def azure(recorder: Recorder) -> Counter[str]:
    """Count the Azure resources by type, without the package's name."""
    return Counter(kind.removeprefix("azure-native:") for kind in recorder.kinds() if kind.startswith(AZURE))


def test_dev_builds_the_platform(program: Program) -> None:
    """The smallest stack has every part of the platform."""
    recorder = program("dev")

    assert azure(recorder) == {
        "alertsmanagement:AlertProcessingRuleByName": 1,
        "alertsmanagement:PrometheusRuleGroup": 4,
        "applicationinsights:Component": 1,
        "applicationinsights:Workbook": 1,
        "authorization:PolicyAssignment": 54,
        "authorization:RoleAssignment": 23,
        "compute:DiskEncryptionSet": 1,
        "containerregistry:Registry": 1,
        "containerregistry:ScopeMap": 6,
        "containerregistry:Token": 6,
        "containerservice:AgentPool": 1,
        "containerservice:DeploymentSafeguard": 1,
        "containerservice:MaintenanceConfiguration": 3,
        "containerservice:ManagedCluster": 1,
        "eventgrid:SystemTopic": 2,
        "eventgrid:SystemTopicEventSubscription": 2,
        "keyvault:Key": 3,
        "keyvault:Vault": 2,
        "managedidentity:FederatedIdentityCredential": 2,
        "managedidentity:UserAssignedIdentity": 8,
        "monitor:ActionGroup": 1,
        "monitor:ActivityLogAlert": 31,
        "monitor:AzureMonitorWorkspace": 1,
        "monitor:DataCollectionEndpoint": 1,
        "monitor:DataCollectionRule": 2,
        "monitor:DataCollectionRuleAssociation": 2,
        "monitor:DiagnosticSetting": 13,
        "monitor:ScheduledQueryRule": 28,
        "network:FlowLog": 1,
        "network:NatGateway": 1,
        "network:NetworkSecurityGroup": 3,
        "network:PrivateDnsZoneGroup": 5,
        "network:PrivateEndpoint": 5,
        "network:PublicIPAddress": 1,
        "network:Subnet": 3,
        "network:VirtualNetwork": 1,
        "operationalinsights:Query": 13,
        "operationalinsights:QueryPack": 1,
        "operationalinsights:Workspace": 1,
        "privatedns:PrivateZone": 5,
        "privatedns:VirtualNetworkLink": 5,
        "resources:Deployment": 1,
        "resources:ResourceGroup": 1,
        "storage:BlobServiceProperties": 1,
        "storage:StorageAccount": 1,
    }


def test_prod_adds_what_its_settings_ask_for(program: Program) -> None:
    """Production adds a pool, a firewall, private monitoring, Grafana, Sentinel, locks, backup, a copy, and people."""
    dev, prod = azure(program("dev")), azure(program("prod"))

    one_more_team = {"containerregistry:ScopeMap": 3, "containerregistry:Token": 3}
    assert dev - prod == {"network:NatGateway": 1, **one_more_team}
    assert prod - dev == {
        "authorization:ManagementLockByScope": 4,
        "authorization:PimRoleEligibilitySchedule": 2,
        "authorization:PolicyAssignment": 1,
        "authorization:RoleAssignment": 19,
        "consumption:Budget": 1,
        "containerregistry:Replication": 1,
        "containerservice:AgentPool": 1,
        "containerservice:TrustedAccessRoleBinding": 1,
        "dashboard:Grafana": 1,
        "dashboard:ManagedPrivateEndpoint": 2,
        "dataprotection:BackupInstance": 1,
        "dataprotection:BackupPolicy": 1,
        "dataprotection:BackupVault": 1,
        "kubernetesconfiguration:Extension": 2,
        "kubernetesconfiguration:FluxConfiguration": 1,
        "managedidentity:FederatedIdentityCredential": 1,
        "managedidentity:UserAssignedIdentity": 2,
        "monitor:DataCollectionRuleAssociation": 1,
        "monitor:DiagnosticSetting": 5,
        "monitor:PrivateLinkScope": 1,
        "monitor:PrivateLinkScopedResource": 3,
        "monitor:ScheduledQueryRule": 4,
        "monitor:SubscriptionDiagnosticSetting": 1,
        "network:AzureFirewall": 1,
        "network:FirewallPolicy": 1,
        "network:FirewallPolicyRuleCollectionGroup": 1,
        "network:FlowLog": 1,
        "network:PrivateDnsZoneGroup": 3,
        "network:PrivateEndpoint": 3,
        "network:RouteTable": 1,
        "network:Subnet": 1,
        "network:VirtualNetwork": 1,
        "network:VirtualNetworkPeering": 2,
        "privatedns:PrivateZone": 5,
        "privatedns:VirtualNetworkLink": 15,
        "resources:DeploymentAtSubscriptionScope": 1,
        "resources:ResourceGroup": 1,
        "security:Automation": 1,
        "securityinsights:ASCDataConnector": 1,
        "securityinsights:AutomationRule": 1,
        "securityinsights:ScheduledAlertRule": 18,
        "securityinsights:SentinelOnboardingState": 1,
        "storage:BlobContainer": 1,
        "storage:BlobServiceProperties": 1,
        "storage:StorageAccount": 1,
    }


@pytest.mark.parametrize("stack", ["dev", "prod"])
def test_nothing_depends_on_what_only_azure_knows(program: Program, stack: str) -> None:
    """A first preview, where no id is known, registers the same resources as the update after it."""
    assert program(stack, preview=True).kinds() == program(stack).kinds()


def test_data_is_protected_only_where_asked(program: Program) -> None:
    """Pulumi refuses to delete what cannot be made again, in production."""
    protected = [resource.kind for resource in program("prod").registered if resource.protect]

    assert Counter(protected) == {
        "azure-native:compute:DiskEncryptionSet": 1,
        "azure-native:containerregistry:Registry": 1,
        "azure-native:dataprotection:BackupVault": 1,
        "azure-native:keyvault:Key": 3,
        "azure-native:keyvault:Vault": 2,
        "azure-native:operationalinsights:Workspace": 1,
        "azure-native:storage:BlobContainer": 1,
        "azure-native:storage:StorageAccount": 2,
        "kubernetes:core/v1:Namespace": 1,
    }
    assert not any(resource.protect for resource in program("dev").registered)


@pytest.mark.parametrize(
    ("egress", "outbound_type"),
    [("firewall", "userDefinedRouting"), ("natGateway", "userAssignedNATGateway"), ("isolated", "none")],
)
def test_cluster_and_network_agree_on_the_way_out(program: Program, egress: str, outbound_type: str) -> None:
    """An isolated cluster finds its own images in the registry."""
    recorder = program("dev", network={"egress": egress, "privateMonitoring": True})
    inputs = recorder.inputs(CLUSTER)
    cached = {"artifactSource": "Cache", "containerRegistryId": recorder.one(REGISTRY).id}

    assert inputs["networkProfile"]["outboundType"] == outbound_type
    assert inputs.get("bootstrapProfile") == (cached if egress == "isolated" else None)


def test_every_add_on_finds_its_hosts(program: Program) -> None:
    """The firewall lets out what the cluster has on, and nothing for what is off."""
    recorder = program("prod")
    cluster = recorder.inputs(CLUSTER)
    (collection,) = recorder.inputs("azure-native:network:FirewallPolicyRuleCollectionGroup")["ruleCollections"]
    possible = {one.value for one in AddOn} - {AddOn.CORE}
    on = {name for name, profile in cluster["addonProfiles"].items() if profile["enabled"]} & possible
    on |= {"defender"} if cluster["securityProfile"]["defender"]["securityMonitoring"]["enabled"] else set()
    on |= {"costAnalysis"} if cluster["metricsProfile"]["costAnalysis"]["enabled"] else set()
    on |= {"workloads"}  # the hosts that teams call
    on |= {"extensions"} if any(kind.endswith(":Extension") for kind in recorder.kinds()) else set()

    assert "azureMonitorProfile" in cluster, "it is on, and sends by the private link scope"
    assert {rule["name"] for rule in collection["rules"]} == on | {"core"}


@pytest.mark.parametrize(("private", "rules"), [(False, 1), (True, 0)])
def test_telemetry_of_applications_gets_out_where_it_has_no_way_inside(
    program: Program, rules: int, *, private: bool
) -> None:
    """Past the firewall; and by the namespace's policy in any case, which knows names and not where they lead."""
    recorder = program("dev", network={"egress": "firewall", "privateMonitoring": private}, cluster_access="direct")
    (collection,) = recorder.inputs("azure-native:network:FirewallPolicyRuleCollectionGroup")["ruleCollections"]
    wanted = {"*.in.applicationinsights.azure.com", "westeurope.livediagnostics.monitor.azure.com"}
    let_out = [rule for rule in collection["rules"] if wanted & {*(rule.get("targetFqdns") or ())}]
    policies = [
        one.inputs["spec"]["egress"][1]["toFQDNs"]
        for one in recorder.registered
        if one.name.endswith("ciliumnetworkpolicy-allow-hosts")
    ]

    assert [rule["name"] for rule in let_out] == ["applications"] * rules
    assert len(policies) == 2
    assert all(wanted <= {host for peer in policy for host in peer.values()} for policy in policies)


def test_ports_that_teams_name_are_open_at_private_endpoints(program: Program) -> None:
    """In the network's rules as in the namespace's policy."""
    teams = [{**TEAM, "egressHosts": ["db.example.com:5432"]}]
    group = program("dev", teams=teams).inputs("azure-native:network:NetworkSecurityGroup", "network-private-endpoints")

    assert [rule["destinationPortRange"] for rule in group["securityRules"]] == ["443", "5432", "*", "*"]


def test_hardening_is_known_at_preview(program: Program) -> None:
    """A policy pack can judge the cluster before anything exists."""
    inputs = program("dev", preview=True).inputs(CLUSTER)
    access = inputs["apiServerAccessProfile"]

    assert inputs["disableLocalAccounts"] is True
    assert inputs["aadProfile"]["enableAzureRBAC"] is True
    assert (access["enablePrivateCluster"], access["disableRunCommand"]) == (True, True)
    assert inputs["networkProfile"]["networkPolicy"] == "cilium"
    assert inputs["agentPoolProfiles"][0]["enableEncryptionAtHost"] is True


def test_grafana_reads_closed_logs_by_the_scope_that_has_them(program: Program) -> None:
    """Of production, whose workspace answers no public network; the scope is filled before Azure writes its names."""
    recorder = program("prod")
    way = recorder.one(f"{AZURE}:dashboard:ManagedPrivateEndpoint", "grafana-logs")
    members = {
        f"{AZURE}:monitor:PrivateLinkScopedResource::monitor-{one}" for one in ("workspace", "collection-endpoint")
    }

    assert recorder.inputs(f"{AZURE}:operationalinsights:Workspace")["publicNetworkAccessForQuery"] == "Disabled"
    assert way.inputs["privateLinkResourceId"] == recorder.one(f"{AZURE}:monitor:PrivateLinkScope").id
    assert members <= recorder.waits_for(way)


def test_program_ends_at_once_and_collects_nothing(program: Program, recorded: dict[str, Recorder]) -> None:
    """An interruption must not hang the preview, nor the collector slow it down."""
    recorded.clear()
    program("dev")

    assert signal.getsignal(signal.SIGINT) is not signal.default_int_handler
    assert not gc.isenabled()


def test_exports(program: Program) -> None:
    """Others find cluster, registry, vault and the address of the platform."""
    stamp = {
        "cluster_name": "aks-platform-dev-weu-x7k2",
        "cluster_oidc_issuer_url": "https://westeurope.oic.prod-aks.azure.com/tenant/cluster/",
        "vault_name": "kvplatformdevweux7k2",
        "application_vault_name": "kvaplatformdevweux7k2",
        "egress_ip": "203.0.113.7",
        "telemetry_connection_string": "InstrumentationKey=applications",
    }

    assert program("dev").exports == {
        **stamp,
        "stamps": {"weu": stamp},
        "pipelines": {},
        "resource_group": "rg-platform-dev-weu-x7k2",
        "registry_login_server": "crplatformdevweux7k2.azurecr.io",
        "egress_hosts": hosts(allow_list(["westeurope"], [one for one in AddOn if one is not AddOn.EXTENSIONS])),
    }
