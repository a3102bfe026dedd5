"""Incidents, findings, and the logs that outlive them."""

import json
import re
from collections import Counter

from pulumi_azure_native import securityinsights

from components.monitoring.activity_log import CATEGORIES, ActivityLog
from components.monitoring.log_tables import AUDIT_TABLES, template
from components.monitoring.saved_queries import SavedQueries, stable_id, workbook
from components.monitoring.troubleshooting import TROUBLESHOOTING
from components.security.detections import DETECTIONS
from components.security.security_findings import FINDINGS, SecurityFindings
from components.security.sentinel import Sentinel
from tests.components.recorder import SUBSCRIPTION, Recorder, Run

RULE = "azure-native:securityinsights:ScheduledAlertRule"
ONBOARDING = "azure-native:securityinsights:SentinelOnboardingState"


def sentinel(run: Run, *, owns_subscription: bool = True, audit_reads: bool = True) -> Recorder:
    """Register Sentinel."""
    return run(
        lambda: Sentinel(
            "sentinel",
            {
                "resource_group_name": "rg",
                "workspace_name": "log",
                "subscription_id": SUBSCRIPTION,
                "owns_subscription": owns_subscription,
                "audit_reads": audit_reads,
            },
        )
    )


def test_everything_waits_for_onboarding(run: Run) -> None:
    """Azure takes rules and connectors on a workspace that has Sentinel only."""
    recorder = sentinel(run)
    onboarding = recorder.one(ONBOARDING)
    others = [one for one in recorder.registered if "securityinsights" in one.kind and one.kind != ONBOARDING]

    assert onboarding.inputs["sentinelOnboardingStateName"] == "default"
    assert [one for one in others if str(onboarding) not in recorder.waits_for(one)] == []
    assert Counter(one.kind.rpartition(":")[2] for one in others) == {
        "ScheduledAlertRule": len(DETECTIONS),
        "AutomationRule": 1,
        "ASCDataConnector": 1,
    }


def test_incidents_name_entities_tactics_and_techniques(run: Run) -> None:
    """Every rule, by the names that Sentinel knows."""
    known = {one.value for one in securityinsights.AttackTactic}
    rules = [one.inputs for one in sentinel(run).registered if one.kind == RULE]

    assert all(set(rule["tactics"]) <= known and rule["tactics"] for rule in rules)
    assert all(re.fullmatch(r"T\d{4}", technique) for rule in rules for technique in rule["techniques"])
    assert all(
        [one["entityType"] for one in rule["entityMappings"]] == ["Account", "IP", "AzureResource"] for rule in rules
    )
    assert all(rule["incidentConfiguration"]["createIncident"] for rule in rules)


def test_details_are_columns_of_the_query() -> None:
    """An incident can only show what the row has."""
    missing = [
        (one.name, column) for one in DETECTIONS for column in one.details.values() if f"{column} = " not in one.query
    ]

    assert missing == []


def test_sentinel_without_a_subscription_or_reads(run: Run) -> None:
    """No connector twice, and no rule that cannot fire."""
    kinds = Counter(sentinel(run, owns_subscription=False, audit_reads=False).kinds())

    assert "azure-native:securityinsights:ASCDataConnector" not in kinds
    assert kinds[RULE] == sum(not one.needs_reads for one in DETECTIONS)


def test_severe_incidents_begin_with_tasks(run: Run) -> None:
    """In their order."""
    inputs = sentinel(run).inputs("azure-native:securityinsights:AutomationRule")
    (condition,) = inputs["triggeringLogic"]["conditions"]

    assert condition["conditionProperties"]["propertyValues"] == ["High"]
    assert [(one["actionType"], one["order"]) for one in inputs["actions"]] == [
        ("AddIncidentTask", 1),
        ("AddIncidentTask", 2),
    ]


def findings(run: Run, *, exports_alerts: bool) -> Recorder:
    """Register the export."""
    return run(
        lambda: SecurityFindings(
            "findings",
            {
                "resource_group_name": "rg",
                "subscription_id": SUBSCRIPTION,
                "workspace_id": "/workspace",
                "exports_alerts": exports_alerts,
                "tags": {"a": "b"},
            },
        )
    )


def test_alerts_are_exported_once(run: Run) -> None:
    """By the export, or by Sentinel's connector."""
    automation = "azure-native:security:Automation"

    def exported(*, exports_alerts: bool) -> list[str]:
        return [
            one["eventSource"] for one in findings(run, exports_alerts=exports_alerts).inputs(automation)["sources"]
        ]

    assert exported(exports_alerts=True) == [*FINDINGS, "Alerts"]
    assert exported(exports_alerts=False) == list(FINDINGS)


def test_the_activity_log_is_kept_in_full(run: Run) -> None:
    """Every category, to the workspace."""
    inputs = run(lambda: ActivityLog("activity", {"workspace_id": "/workspace"})).inputs(
        "azure-native:monitor:SubscriptionDiagnosticSetting"
    )

    assert inputs["workspaceId"] == "/workspace"
    assert inputs["logs"] == [{"category": category, "enabled": True} for category in CATEGORIES]


def test_audit_tables_are_kept_for_a_year_at_least() -> None:
    """Longer where all logs are; what containers say as long as the rest."""

    def tables(days: int, plan: str) -> dict[str, dict[str, object]]:
        found = template("log", days, plan)["resources"]
        return {one["name"].removeprefix("log/"): one["properties"] for one in found}

    short, long = tables(90, "Basic"), tables(730, "Analytics")
    container = "ContainerLogV2"

    assert set(short) == {*AUDIT_TABLES, container}
    assert {short[table]["totalRetentionInDays"] for table in AUDIT_TABLES} == {365}
    assert {long[table]["totalRetentionInDays"] for table in AUDIT_TABLES} == {730}
    assert short[container] == {"plan": "Basic", "totalRetentionInDays": 90}
    assert long[container] == {"plan": "Analytics", "retentionInDays": 730, "totalRetentionInDays": 730}


def test_the_way_through_a_failure_is_saved(run: Run) -> None:
    """Every question in the pack, and in the workbook below its purpose."""
    recorder = run(
        lambda: SavedQueries(
            "saved",
            {
                "stem": "s-dev-weu-x7",
                "resource_group_name": "rg",
                "workspace_id": "/Workspace",
                "tags": {"a": "b"},
            },
        )
    )
    queries = [one.inputs for one in recorder.registered if one.kind == "azure-native:operationalinsights:Query"]
    book = recorder.inputs("azure-native:applicationinsights:Workbook")
    asked = [item["content"]["query"] for item in json.loads(book["serializedData"])["items"] if item["type"] == 3]

    assert {one["displayName"]: one["body"] for one in queries} == {one.title: one.query for one in TROUBLESHOOTING}
    assert asked == [one.query for one in TROUBLESHOOTING]
    assert book["sourceId"] == "/workspace"
    assert book["resourceName"] == stable_id("s-dev-weu-x7", "workbook")


def test_names_of_saved_queries_stay_and_differ() -> None:
    """The same in each run, another in each stack; a workbook's items have names of their own."""
    names = [item["name"] for item in workbook()["items"]]

    assert stable_id("a", "b") == stable_id("a", "b") != stable_id("c", "b")
    assert len(names) == len(set(names))
