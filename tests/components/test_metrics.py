"""Metrics, dashboards and the telemetry of applications."""

import pytest

from components.monitoring.application_insights import ApplicationInsights
from components.monitoring.grafana import Grafana
from components.monitoring.metrics import Metrics
from components.monitoring.prometheus_rules import CLUSTER_ALERTS, NODE_ALERTS, POD_ALERTS, RECORDINGS
from tests.components.recorder import SUBSCRIPTION, Recorder, Run

GRANT = "azure-native:authorization:RoleAssignment"
WAY = "azure-native:dashboard:ManagedPrivateEndpoint"
RULES = "azure-native:alertsmanagement:PrometheusRuleGroup"


def metrics(run: Run, *, collection_endpoint_id: str | None = None) -> Recorder:
    """Register the managed Prometheus."""
    return run(
        lambda: Metrics(
            "metrics",
            {
                "stem": "s-dev-weu-x7",
                "location": "westeurope",
                "resource_group_name": "rg",
                "zones_group_name": "rg",
                "virtual_network_id": "/network",
                "hub_network_id": "/hub",
                "subnet_id": "/subnet",
                "collection_endpoint_id": collection_endpoint_id,
                "cluster_id": "/cluster",
                "cluster_name": "aks",
                "action_group_id": "/people",
                "tags": {"a": "b"},
            },
        )
    )


def grafana(run: Run, *, scope_id: str | None = None) -> Recorder:
    """Register Grafana."""
    return run(
        lambda: Grafana(
            "grafana",
            {
                "stem": "s-dev-weu-x7",
                "resource_group_name": "rg",
                "resource_group_id": "/group",
                "subscription_id": SUBSCRIPTION,
                "virtual_network_id": "/network",
                "hub_network_id": None,
                "subnet_id": "/subnet",
                "stores": [{"prefix": "", "store_id": "/metrics", "location": "westeurope"}],
                "workspace_id": "/workspace",
                "location": "northeurope",
                "scope_id": scope_id,
                "admin_group_ids": ["group-one", "group-two"],
                "tags": {"a": "b"},
            },
        )
    )


def test_metrics_are_asked_for_inside_the_network_only(run: Run) -> None:
    """No public endpoint; a private one under the region's own name."""
    recorder = metrics(run)
    workspace = recorder.one("azure-native:monitor:AzureMonitorWorkspace")
    (connection,) = recorder.inputs("azure-native:network:PrivateEndpoint")["privateLinkServiceConnections"]
    zone = recorder.inputs("azure-native:privatedns:PrivateZone")["privateZoneName"]

    assert workspace.inputs["publicNetworkAccess"] == "Disabled"
    assert (connection["privateLinkServiceId"], connection["groupIds"]) == (workspace.id, ["prometheusMetrics"])
    assert zone == "privatelink.westeurope.prometheus.monitor.azure.com"


def test_the_cluster_sends_to_the_store(run: Run) -> None:
    """Through an endpoint and a rule of its own."""
    recorder = metrics(run)
    rule = recorder.one("azure-native:monitor:DataCollectionRule")
    association = recorder.inputs("azure-native:monitor:DataCollectionRuleAssociation")

    assert rule.inputs["dataCollectionEndpointId"] == recorder.one("azure-native:monitor:DataCollectionEndpoint").id
    assert rule.inputs["destinations"]["monitoringAccounts"] == [
        {"name": "metrics", "accountResourceId": recorder.one("azure-native:monitor:AzureMonitorWorkspace").id}
    ]
    assert (association["resourceUri"], association["dataCollectionRuleId"]) == ("/cluster", rule.id)


def test_the_endpoint_of_a_private_scope_takes_metrics_too(run: Run) -> None:
    """And there is no other, which would be reached publicly."""
    recorder = metrics(run, collection_endpoint_id="/private")

    assert recorder.inputs("azure-native:monitor:DataCollectionRule")["dataCollectionEndpointId"] == "/private"
    assert "azure-native:monitor:DataCollectionEndpoint" not in recorder.kinds()


def test_rules_are_of_this_cluster_and_alerts_tell_somebody(run: Run) -> None:
    """Recordings and alerts of the three levels."""
    groups = {one.name: one.inputs for one in metrics(run).registered if one.kind == RULES}
    alerts = [rule for group in groups.values() for rule in group["rules"] if "alert" in rule]
    recorded = [rule["record"] for group in groups.values() for rule in group["rules"] if "record" in rule]

    assert set(groups) == {"metrics-recordings", "metrics-cluster", "metrics-nodes", "metrics-pods"}
    assert {group["clusterName"] for group in groups.values()} == {"aks"}
    assert recorded == [one.record for one in RECORDINGS]
    assert {rule["alert"] for rule in alerts} == {one.name for one in (*CLUSTER_ALERTS, *NODE_ALERTS, *POD_ALERTS)}
    assert {rule["alert"] for rule in alerts if rule["actions"] != [{"actionGroupId": "/people"}]} == set()


def test_alerts_use_only_recordings_that_exist() -> None:
    """A name with a colon is a recording."""
    used = {
        word
        for alert in (*CLUSTER_ALERTS, *NODE_ALERTS, *POD_ALERTS)
        for word in alert.expression.split()
        if ":" in word and "{" not in word
    }

    assert used <= {one.record for one in RECORDINGS}
    assert used


def test_failed_jobs_are_asked_for_as_the_add_on_tells_of_them() -> None:
    """It drops kube_job_status_failed, and kube_job_failed has a row for each answer: yes, no and unknown."""
    (alert,) = (one for one in POD_ALERTS if one.name == "KubeJobFailed")
    metric, _, labels = alert.expression.partition("{")

    assert metric == "kube_job_failed"
    assert 'condition="true"' in labels


def test_grafana_is_private_and_has_no_keys(run: Run) -> None:
    """Nor is it one machine in one zone."""
    recorder = grafana(run)
    properties = recorder.inputs("azure-native:dashboard:Grafana")["properties"]
    (connection,) = recorder.inputs("azure-native:network:PrivateEndpoint")["privateLinkServiceConnections"]

    assert (properties["publicNetworkAccess"], properties["apiKey"], properties["zoneRedundancy"]) == (
        "Disabled",
        "Disabled",
        "Enabled",
    )
    assert connection["groupIds"] == ["grafana"]


@pytest.mark.parametrize(
    ("scope_id", "logs"), [(None, []), ("/scope", [("logs", "/scope", "azuremonitor", "northeurope")])]
)
def test_grafana_reaches_what_it_may_read(run: Run, scope_id: str | None, logs: list[tuple[str, ...]]) -> None:
    """Each store, and the private link scope of logs that are closed to public networks."""
    ways = [one.inputs for one in grafana(run, scope_id=scope_id).registered if one.kind == WAY]

    assert [
        (
            one["managedPrivateEndpointName"],
            one["privateLinkResourceId"],
            *one["groupIds"],
            one["privateLinkResourceRegion"],
        )
        for one in ways
    ] == [("metrics", "/metrics", "prometheusMetrics", "westeurope"), *logs]


def test_grafana_reads_before_it_starts_and_groups_administer_it(run: Run) -> None:
    """The identity's roles are granted first; people come in through their group."""
    recorder = grafana(run)
    server = recorder.one("azure-native:dashboard:Grafana")

    assert {f"{GRANT}::grafana-metrics", f"{GRANT}::grafana-logs"} <= recorder.waits_for(server)
    assert {
        (recorder.inputs(GRANT, f"grafana-admins-{number}")[key])
        for number in (1, 2)
        for key in ("principalId", "principalType", "scope")
    } == {"group-one", "group-two", "Group", server.id}


@pytest.mark.parametrize(("scope", "access"), [(None, "Enabled"), ("/scopes/private", "Disabled")])
def test_applications_send_telemetry_with_their_own_identity(run: Run, scope: str | None, access: str) -> None:
    """Into the workspace, without a key, and by the private link scope alone where there is one."""
    recorder = run(
        lambda: ApplicationInsights(
            "apps",
            {
                "stem": "s-dev-weu-x7",
                "resource_group_name": "rg",
                "workspace_id": "/workspace",
                "scope_id": scope,
                "tags": {"a": "b"},
            },
        )
    )
    inputs = recorder.inputs("azure-native:applicationinsights:Component")
    linked = [one.inputs["scopeName"] for one in recorder.registered if one.kind.endswith("PrivateLinkScopedResource")]

    assert (inputs["resourceName"], inputs["workspaceResourceId"]) == ("appi-s-dev-weu-x7", "/workspace")
    assert inputs["ingestionMode"] == "LogAnalytics"
    assert (inputs["disableLocalAuth"], inputs["disableIpMasking"]) == (True, False)
    assert {inputs["publicNetworkAccessForIngestion"], inputs["publicNetworkAccessForQuery"]} == {access}
    assert linked == (["private"] if scope else [])
