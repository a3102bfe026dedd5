"""Logs and who watches them."""

from components.monitoring.diagnostics import Diagnostics
from components.monitoring.monitoring import CONTAINER_STREAMS, Monitoring
from components.security.defender import Defender
from tests.components.recorder import SUBSCRIPTION, Recorder, Run


def build(run: Run, *, private: bool = False) -> Recorder:
    """Register a log store."""
    return run(
        lambda: Monitoring(
            "logs",
            {
                "stem": "s-dev-weu-x7",
                "resource_group_name": "rg",
                "retention_days": 90,
                "private": private,
                "container_log_plan": "Basic",
                "daily_cap_gb": 5,
                "protect_data": True,
                "tags": {"a": "b"},
            },
        )
    )


def test_workspace_has_no_shared_keys(run: Run) -> None:
    """Only signed-in identities read and write it."""
    recorder = build(run)

    assert recorder.inputs("azure-native:operationalinsights:Workspace") == {
        "workspaceName": "log-s-dev-weu-x7",
        "resourceGroupName": "rg",
        "sku": {"name": "PerGB2018"},
        "retentionInDays": 90,
        "publicNetworkAccessForIngestion": "Enabled",
        "publicNetworkAccessForQuery": "Enabled",
        "features": {
            "disableLocalAuth": True,
            "enableLogAccessUsingOnlyResourcePermissions": True,
            "immediatePurgeDataOn30Days": False,
        },
        "workspaceCapping": {"dailyQuotaGb": 5},
        "tags": {"a": "b"},
    }
    assert recorder.one("azure-native:operationalinsights:Workspace").protect


def test_workspace_may_be_private(run: Run) -> None:
    """Then neither agents nor people reach it on the Internet."""
    inputs = build(run, private=True).inputs("azure-native:operationalinsights:Workspace")

    assert (inputs["publicNetworkAccessForIngestion"], inputs["publicNetworkAccessForQuery"]) == ("Disabled",) * 2


def test_queries_are_logged(run: Run) -> None:
    """Who reads the logs is in the logs."""
    recorder = build(run)
    workspace = recorder.one("azure-native:operationalinsights:Workspace").id
    inputs = recorder.inputs("azure-native:monitor:DiagnosticSetting")

    assert (inputs["resourceUri"], inputs["workspaceId"]) == (workspace, workspace)
    assert inputs["logs"] == [{"category": "Audit", "enabled": True}]


def test_container_logs_use_the_second_schema(run: Run) -> None:
    """ContainerLogV2 and no ContainerLog, all streams to the workspace."""
    inputs = build(run).inputs("azure-native:monitor:DataCollectionRule")
    (extension,) = inputs["dataSources"]["extensions"]
    (flow,) = inputs["dataFlows"]

    assert extension["extensionName"] == "ContainerInsights"
    assert extension["extensionSettings"]["dataCollectionSettings"]["enableContainerLogV2"] is True
    assert "Microsoft-ContainerLogV2" in flow["streams"]
    assert flow["streams"] == extension["streams"] == list(CONTAINER_STREAMS)
    assert flow["destinations"] == [inputs["destinations"]["logAnalytics"][0]["name"]]


def test_diagnostics_use_tables_of_their_own(run: Run) -> None:
    """Resource-specific tables, each category by name."""
    recorder = run(
        lambda: Diagnostics("d", {"resource_id": "/r", "workspace_id": "/w", "categories": ["AuditEvent", "Other"]})
    )

    assert recorder.inputs("azure-native:monitor:DiagnosticSetting") == {
        "name": "to-workspace",
        "resourceUri": "/r",
        "workspaceId": "/w",
        "logAnalyticsDestinationType": "Dedicated",
        "logs": [{"category": "AuditEvent", "enabled": True}, {"category": "Other", "enabled": True}],
    }


def test_defender_plans(run: Run) -> None:
    """Every plan is bought with its extensions, and outlives the stack."""
    recorder = run(lambda: Defender("defender", {"subscription_id": SUBSCRIPTION}))
    pricings = [resource for resource in recorder.registered if resource.kind == "azure-native:security:Pricing"]
    agentless = {
        "AgentlessDiscoveryForKubernetes",
        "AgentlessVmScanning",
        "ContainerRegistriesVulnerabilityAssessments",
    }
    bought = {
        p.inputs["pricingName"]: (
            p.inputs["pricingTier"],
            p.inputs.get("subPlan"),
            {extension["name"] for extension in p.inputs.get("extensions", []) if extension["isEnabled"] == "True"},
        )
        for p in pricings
    }

    assert bought == {
        "Containers": ("Standard", None, agentless | {"ContainerSensor"}),
        "KeyVaults": ("Standard", "PerKeyVault", set()),
        "Arm": ("Standard", "PerSubscription", set()),
        "CloudPosture": ("Standard", None, agentless),
        "StorageAccounts": (
            "Standard",
            "DefenderForStorageV2",
            {"OnUploadMalwareScanning", "SensitiveDataDiscovery"},
        ),
        "VirtualMachines": ("Standard", "P2", {"AgentlessVmScanning"}),
    }
    assert {p.inputs["scopeId"] for p in pricings} == {f"subscriptions/{SUBSCRIPTION}"}
    assert all(p.retain_on_delete for p in pricings)
