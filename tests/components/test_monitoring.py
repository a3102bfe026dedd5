"""Logs and who watches them."""

from typing import Any

from components.monitoring.diagnostics import Diagnostics
from components.monitoring.monitoring import CONTAINER_STREAMS, Monitoring
from components.security.defender import Defender
from tests.components.recorder import Recorder, Registered, Run


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


DEFENDER = "azure-native:resources:DeploymentAtSubscriptionScope"


def defender(run: Run) -> Registered:
    """Register plans and contact of Defender."""
    emails = ["one@example.com", "two@example.com"]
    return run(lambda: Defender("defender", {"stem": "s-dev-weu-x7", "emails": emails, "tags": {"a": "b"}})).one(
        DEFENDER
    )


def made(deployment: Registered, kind: str) -> list[dict[str, Any]]:
    """Return what the template has of a type."""
    return [one for one in deployment.inputs["properties"]["template"]["resources"] if one["type"] == kind]


def test_defender_plans(run: Run) -> None:
    """Every plan is bought with its extensions, by a template, since Azure has all of them from the start."""
    deployment = defender(run)
    agentless = {
        "AgentlessDiscoveryForKubernetes",
        "AgentlessVmScanning",
        "ContainerRegistriesVulnerabilityAssessments",
    }
    bought = {
        plan["name"]: (
            plan["properties"]["pricingTier"],
            plan["properties"].get("subPlan"),
            {one["name"] for one in plan["properties"].get("extensions", []) if one["isEnabled"] == "True"},
        )
        for plan in made(deployment, "Microsoft.Security/pricings")
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
    assert deployment.inputs["deploymentName"] == "s-dev-weu-x7-defender"
    assert deployment.inputs["properties"]["mode"] == "Incremental"


def test_defender_plans_follow_each_other(run: Run) -> None:
    """Defender refuses to set one while it sets another."""
    first, *others = made(defender(run), "Microsoft.Security/pricings")

    assert "dependsOn" not in first
    assert [one["dependsOn"] for one in others] == [
        [f"[subscriptionResourceId('Microsoft.Security/pricings', '{before['name']}')]"]
        for before in (first, *others[:-1])
    ]


def test_findings_reach_people(run: Run) -> None:
    """Alerts and attack paths, to the addresses and to owners."""
    (contact,) = made(defender(run), "Microsoft.Security/securityContacts")

    assert contact["name"] == "default"
    assert contact["properties"] == {
        "emails": "one@example.com;two@example.com",
        "isEnabled": True,
        "notificationsByRole": {"state": "On", "roles": ["Owner"]},
        "notificationsSources": [
            {"sourceType": "Alert", "minimalSeverity": "Medium"},
            {"sourceType": "AttackPath", "minimalRiskLevel": "High"},
        ],
    }
