"""One program, one registry, as many clusters as are asked for."""

from collections import Counter
from functools import partial
from ipaddress import IPv4Network
from typing import Any

import pytest

from components.identity.roles import Role
from components.network.addressing import plan
from components.signatures.constraint import GUARDRAIL as SIGNED
from tests.components.recorder import Program, Recorder, Registered
from tests.components.settings_values import SIGNATURES
from tests.components.stacks import TEAM

CLUSTER = "azure-native:containerservice:ManagedCluster"
ENDPOINT = "azure-native:network:PrivateEndpoint"
NETWORK = "azure-native:network:VirtualNetwork"
PEERING = "azure-native:network:VirtualNetworkPeering"
REGISTRY = "azure-native:containerregistry:Registry"
SHARED = {"Registry", "Workspace", "ActionGroup", "QueryPack", "AlertProcessingRuleByName"}
REGIONS = ("westeurope", "northeurope", "swedencentral", "uksouth", "francecentral")
NORTH = {"name": "neu", "location": "North Europe", "addressSpace": "10.21.0.0/20"}
SOUTH = {
    "name": "frc",
    "location": "francecentral",
    "addressSpace": "10.22.0.0/20",
    "availabilityZones": ["1", "2"],
    "userPools": [{"name": "batch", "vmSize": "Standard_D8ds_v5", "minCount": 1, "maxCount": 5}],
}


@pytest.fixture
def program(program: Program) -> Program:
    """Return the program without objects in clusters, which are many and look alike."""
    return partial(program, cluster_access="none", manifests={})


def further(count: int) -> list[dict[str, Any]]:
    """Return the settings of so many stamps beside the first."""
    return [
        {
            "name": f"s{number}",
            "location": REGIONS[number % len(REGIONS)],
            "addressSpace": f"10.{100 + number}.0.0/20",
        }
        for number in range(1, count + 1)
    ]


def of(recorder: Recorder, kind: str) -> list[Registered]:
    """Return the resources of a type."""
    return [one for one in recorder.registered if one.kind == kind]


def count(recorder: Recorder) -> Counter[str]:
    """Count the Azure resources by type."""
    return Counter(one.kind for one in recorder.registered if one.kind.startswith("azure-native:"))


@pytest.mark.parametrize("number", [1, 3, 20])
def test_every_stamp_is_whole_and_nothing_shared_is_doubled(program: Program, number: int) -> None:
    """Each adds the same resources; names differ in the stack and in Azure."""
    alone, many = program("dev"), program("dev", stamps=further(number - 1))
    added = count(many) - count(alone)
    regions = {one.inputs["location"] for one in of(many, CLUSTER) if "location" in one.inputs} - {"westeurope"}
    added -= Counter({"azure-native:containerregistry:Replication": len(regions)})
    urns = Counter(one.urn for one in many.registered)
    clusters = of(many, CLUSTER)

    assert not count(alone) - count(many)
    assert {each % (number - 1) for each in added.values()} <= {0} if number > 1 else not added
    assert not {kind for kind in added if kind.rpartition(":")[2] in SHARED}
    assert [urn for urn, times in urns.items() if times > 1] == []
    assert len({one.inputs["resourceName"] for one in clusters}) == len(clusters) == number
    assert len({one.inputs["vaultName"] for one in of(many, "azure-native:keyvault:Vault")}) == 2 * number
    assert len(many.exports["stamps"]) == number


def test_each_stamp_is_in_its_region(program: Program) -> None:
    """All of it, unless the type is of no region; the registry has a copy there."""
    recorder = program("dev", stamps=[NORTH, SOUTH])
    found = {
        prefix: {
            one.inputs.get("location")
            for one in recorder.registered
            if one.kind.startswith("azure-native:") and one.name.startswith(f"{prefix}-")
        }
        for prefix in ("neu", "frc")
    }
    (north,) = (one for one in of(recorder, CLUSTER) if one.name == "neu-cluster")

    assert found == {"neu": {None, "global", "northeurope"}, "frc": {None, "global", "francecentral"}}
    assert north.inputs["resourceName"] == "aks-platform-dev-neu-x7k2"
    assert {one.inputs["location"] for one in of(recorder, "azure-native:containerregistry:Replication")} == {
        "northeurope",
        "francecentral",
    }


def test_a_stamp_is_as_the_stack_unless_it_says_otherwise(program: Program) -> None:
    """Zones and pools of its own, or those of the stack."""
    recorder = program("dev", stamps=[NORTH, SOUTH])
    pools = {one.name: one.inputs for one in of(recorder, "azure-native:containerservice:AgentPool")}

    assert set(pools) == {"apps", "neu-apps", "frc-batch"}
    assert (pools["neu-apps"]["vmSize"], pools["frc-batch"]["vmSize"]) == ("Standard_D4ds_v5", "Standard_D8ds_v5")
    assert (pools["neu-apps"]["availabilityZones"], pools["frc-batch"]["availabilityZones"]) == (
        ["1", "2", "3"],
        ["1", "2"],
    )


def test_every_network_has_its_own_door_to_the_one_registry(program: Program) -> None:
    """After the copies, whose addresses the door has; under a name that resolves in that network alone."""
    recorder = program("dev", stamps=[NORTH])
    registry = recorder.one(REGISTRY).id
    doors = [one for one in of(recorder, ENDPOINT) if one.name in ("registry", "neu-registry")]
    zones = [
        one
        for one in of(recorder, "azure-native:privatedns:PrivateZone")
        if one.inputs["privateZoneName"] == "privatelink.azurecr.io"
    ]
    copy = recorder.one("azure-native:containerregistry:Replication")

    assert [door.inputs["privateLinkServiceConnections"][0]["privateLinkServiceId"] for door in doors] == [registry] * 2
    assert {door.inputs["subnet"]["id"].rpartition("/")[2] for door in doors} == {
        "network-private-endpoints",
        "neu-network-private-endpoints",
    }
    assert all(str(copy) in recorder.waits_for(door) for door in doors)
    assert {zone.inputs["resourceGroupName"] for zone in zones} == {
        "rg-platform-dev-weu-x7k2",
        "rg-platform-dev-neu-x7k2-zones",
    }


def test_all_stamps_leave_by_one_firewall(program: Program) -> None:
    """It stands once, knows every network's nodes and lets them reach what their regions ask for."""
    recorder = program("dev", stamps=[NORTH], network={"egress": "firewall"})
    (rules,) = recorder.inputs("azure-native:network:FirewallPolicyRuleCollectionGroup")["ruleCollections"]
    routes = of(recorder, "azure-native:network:RouteTable")
    nodes = {
        str(nodes)
        for space in ("10.20.0.0/20", "10.21.0.0/20")
        for cut in [plan(IPv4Network(space))]
        for nodes in (cut.nodes, cut.second_nodes)
    }
    hosts = {host for rule in rules["rules"] for host in rule.get("targetFqdns", [])}

    assert count(recorder)["azure-native:network:AzureFirewall"] == 1
    assert {frozenset(rule["sourceAddresses"]) for rule in rules["rules"]} == {frozenset(nodes)}
    assert {f"{region}.handler.control.monitor.azure.com" for region in ("westeurope", "northeurope")} <= hosts
    assert len(of(recorder, PEERING)) == 4
    assert len({one.inputs["routes"][0]["nextHopIpAddress"] for one in routes}) == 1
    assert {one.name for one in routes} == {"network-egress", "neu-network-egress"}
    assert {outputs["egress_ip"] for outputs in recorder.exports["stamps"].values()} == {"203.0.113.7"}


def test_people_dashboards_and_rules_reach_every_stamp(program: Program) -> None:
    """Whoever may do something may do it on each cluster, and sees all of them."""
    recorder = program("prod", stamps=[NORTH])
    clusters = {one.id for one in of(recorder, CLUSTER)}
    eligible = of(recorder, "azure-native:authorization:PimRoleEligibilitySchedule")
    dashboards = recorder.inputs("azure-native:dashboard:Grafana")["properties"]["grafanaIntegrations"]
    allowed = recorder.inputs("azure-native:authorization:PolicyAssignment", "resource-location-allowed")
    locked = {one.name for one in of(recorder, "azure-native:authorization:ManagementLockByScope")}

    assert clusters <= {one.inputs["scope"] for one in eligible}
    assert len(dashboards["azureMonitorWorkspaceIntegrations"]) == 2
    assert allowed["parameters"]["listOfAllowedLocations"]["value"] == ["westeurope", "northeurope"]
    assert {"locks-neu-vault", "locks-neu-application-vault"} <= locked


def test_outputs_are_there_for_each_stamp(program: Program) -> None:
    """By its name; those of the first stand at the top as well."""
    exports = program("dev", stamps=[NORTH]).exports

    assert set(exports["stamps"]) == {"weu", "neu"}
    assert exports["stamps"]["neu"] == {
        "cluster_name": "aks-platform-dev-neu-x7k2",
        "cluster_oidc_issuer_url": "https://westeurope.oic.prod-aks.azure.com/tenant/cluster/",
        "vault_name": "kvplatformdevneux7k2",
        "application_vault_name": "kvaplatformdevneux7k2",
        "egress_ip": "203.0.113.7",
        "telemetry_connection_string": "InstrumentationKey=neu-applications",
    }
    assert exports["stamps"]["weu"].items() <= exports.items()


def test_every_cluster_has_the_teams_and_verifies_signatures(program: Program) -> None:
    """The same objects twice, each of its own cluster: vault, policy, identities, the network clients come from."""
    admission, teams = {"signatures": SIGNATURES}, [{**TEAM, "exposed": True}]
    recorder = program("dev", stamps=[NORTH], cluster_access="direct", admission=admission, teams=teams)
    names = {one.name for one in recorder.registered if one.kind.startswith("kubernetes:")}
    north = {name.removeprefix("neu-") for name in names if name.startswith("neu-")}
    told = of(recorder, "kubernetes:config.ratify.deislabs.io/v1beta1:KeyManagementProvider")
    asked = [one for one in of(recorder, "azure-native:authorization:PolicyAssignment") if one.name.endswith(SIGNED)]
    clients = {
        one.name: one.inputs["spec"]["ingress"][0]["from"]
        for one in of(recorder, "kubernetes:networking.k8s.io/v1:NetworkPolicy")
        if one.name.endswith("allow-clients")
    }
    credentials = of(recorder, "azure-native:managedidentity:FederatedIdentityCredential")
    telemetry = {one.id for one in of(recorder, "azure-native:applicationinsights:Component")}
    senders = [
        one.inputs["scope"]
        for one in of(recorder, "azure-native:authorization:RoleAssignment")
        if one.inputs["roleDefinitionId"].endswith(Role.MONITORING_METRICS_PUBLISHER)
    ]

    assert "signatures-verifier-notation" in north
    assert north == {name for name in names if not name.startswith("neu-")}
    assert {one.inputs["spec"]["parameters"].get("vaultURI") for one in told} - {None} == {
        "https://kvaplatformdevweux7k2.vault.azure.net",
        "https://kvaplatformdevneux7k2.vault.azure.net",
    }
    assert {one.inputs["scope"] for one in asked} == {one.id for one in of(recorder, CLUSTER)}
    assert len({one.inputs["policyDefinitionId"] for one in asked}) == 2
    assert sorted(senders) == sorted(telemetry), "a team in each cluster sends beside that cluster's own"
    assert len({(one.inputs["resourceName"], one.inputs["subject"]) for one in credentials}) == len(credentials)
    assert clients == {
        "shop-networkpolicy-allow-clients": [{"ipBlock": {"cidr": "10.20.0.0/20"}}],
        "neu-shop-networkpolicy-allow-clients": [{"ipBlock": {"cidr": "10.21.0.0/20"}}],
    }


def test_objects_of_each_cluster_are_files_in_a_folder_of_its_own(program: Program) -> None:
    """Beside the first one's: Flux applies all that lies below a folder."""
    manifests = {"folder": "manifests/dev", "repository": "https://github.com/example/platform"}
    recorder = program("dev", stamps=[NORTH], cluster_access="render", manifests=manifests)
    written = [one.inputs["renderYamlToDirectory"] for one in of(recorder, "pulumi:providers:kubernetes")]
    fetched = {
        one.inputs["clusterName"]: one.inputs["kustomizations"]["tenants"]["path"]
        for one in of(recorder, "azure-native:kubernetesconfiguration:FluxConfiguration")
    }

    assert sorted(written) == ["manifests/dev", "manifests/dev-neu"]
    assert fetched == {
        "aks-platform-dev-weu-x7k2": "manifests/dev",
        "aks-platform-dev-neu-x7k2": "manifests/dev-neu",
    }
