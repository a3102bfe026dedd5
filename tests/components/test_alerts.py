"""Whatever goes wrong, somebody is told."""

import pytest

from components.alerts.action_group import ActionGroup
from components.alerts.activity_alerts import OPERATIONS, ActivityAlerts
from components.alerts.alert_pause import AlertPause, recurrences
from components.alerts.compliance_alert import ComplianceAlert
from components.alerts.health_queries import HEALTH_QUERIES
from components.alerts.log_alerts import LogAlerts
from components.alerts.queries import HealthQuery
from components.security.detections import DETECTIONS
from tests.components.recorder import SUBSCRIPTION, Recorder, Run

QUERY_RULE = "azure-native:monitor:ScheduledQueryRule"
ACTIVITY = "azure-native:monitor:ActivityLogAlert"
GROUP = "/subscriptions/s/resourceGroups/rg"
TAGS = {"a": "b"}


def log_alerts(run: Run, *, audit_reads: bool = True, activity_logged: bool = True) -> Recorder:
    """Register the alerts on the logs."""
    return run(
        lambda: LogAlerts(
            "alerts",
            {
                "stem": "s-dev-weu-x7",
                "resource_group_name": "rg",
                "workspace_id": "/workspace",
                "cluster_names": ["aks-s-dev-weu-x7", "aks-s-dev-neu-x7"],
                "action_group_id": "/people",
                "audit_reads": audit_reads,
                "activity_logged": activity_logged,
                "deployer_id": "d",
                "tags": TAGS,
            },
        )
    )


def test_every_address_is_told(run: Run) -> None:
    """One receiver an address, in the schema that all kinds of alerts share."""
    recorder = run(
        lambda: ActionGroup(
            "people",
            {
                "stem": "s-dev-weu-x7",
                "resource_group_name": "rg",
                "emails": ["one@example.com", "two@example.com"],
                "tags": TAGS,
            },
        )
    )
    inputs = recorder.inputs("azure-native:monitor:ActionGroup")

    assert inputs["enabled"] is True
    assert inputs["location"] == "global"
    assert [(one["name"], one["emailAddress"], one["useCommonAlertSchema"]) for one in inputs["emailReceivers"]] == [
        ("mail-1", "one@example.com", True),
        ("mail-2", "two@example.com", True),
    ]


def test_every_question_is_an_alert_that_tells_somebody(run: Run) -> None:
    """No alert without people, and none that a table without rows keeps from being made."""
    rules = {one.name: one.inputs for one in log_alerts(run).registered if one.kind == QUERY_RULE}

    assert set(rules) == {one.name for one in (*HEALTH_QUERIES, *DETECTIONS)} | {"no-telemetry", "cluster-changed"}
    assert {name for name, rule in rules.items() if rule["actions"] != {"actionGroups": ["/people"]}} == set()
    assert {name for name, rule in rules.items() if rule["scopes"] != ["/workspace"]} == set()
    assert {name for name, rule in rules.items() if not rule["skipQueryValidation"]} == set()
    assert {name for name, rule in rules.items() if rule["evaluationFrequency"] != rule["windowSize"]} == set()


def test_alerts_on_health_resolve_and_those_on_attacks_stay(run: Run) -> None:
    """A repaired node needs nobody; a detection does, in a maintenance window too."""
    rules = {one.name: one.inputs for one in log_alerts(run).registered if one.kind == QUERY_RULE}
    detections = {one.name for one in DETECTIONS} | {"cluster-changed"}

    assert {name for name, rule in rules.items() if not rule["autoMitigate"]} == detections
    assert {rules[name]["severity"] for name in detections} == {0, 1}


def test_one_silent_cluster_of_several_is_an_alert(run: Run) -> None:
    """It is missing by name; that others are heard of does not hide it. Every row of every question is an alert."""
    rules = {
        one.name: one.inputs["criteria"]["allOf"][0] for one in log_alerts(run).registered if one.kind == QUERY_RULE
    }
    names, heard = rules["no-telemetry"]["query"].splitlines()

    assert names == 'datatable(ClusterName: string) ["aks-s-dev-weu-x7", "aks-s-dev-neu-x7"]'
    assert heard == "| join kind=leftanti (KubeNodeInventory | distinct ClusterName) on ClusterName"
    assert {(one["operator"], one["threshold"]) for one in rules.values()} == {("GreaterThan", 0)}


@pytest.mark.parametrize("health", HEALTH_QUERIES, ids=lambda one: one.name)
def test_a_question_about_clusters_says_which(health: HealthQuery) -> None:
    """Teams of the same name live in each of them; only the workspace's own question is about none."""
    grouped = health.query.partition("summarize")[2]

    assert "Cluster" in grouped or health.name == "ingestion-stopped"


def test_delivery_that_fails_is_told() -> None:
    """By the objects of which Flux says it: what is fetched, and what is applied."""
    (health,) = (one for one in HEALTH_QUERIES if one.name == "delivery-fails")

    assert health.query.splitlines()[:2] == [
        "KubeEvents",
        '| where KubeEventType == "Warning" and ObjectKind in ("GitRepository", "Kustomization")',
    ]


def test_what_reads_would_show_is_asked_only_where_reads_are_logged(run: Run) -> None:
    """An alert that cannot fire is none."""
    recorder = log_alerts(run, audit_reads=False)

    blind = {one.name for one in DETECTIONS if one.needs_reads}

    assert blind == {"pod-exec-websocket", "secret-reads", "application-secret-reads"}
    assert blind & {one.name for one in recorder.registered} == set()


def test_a_cluster_that_nobody_deployed_is_told(run: Run) -> None:
    """Or a pool of it, which is a write of its own; who deploys is left out."""
    rules = {one.name: one.inputs for one in log_alerts(run).registered if one.kind == QUERY_RULE}
    lines = rules["cluster-changed"]["criteria"]["allOf"][0]["query"].splitlines()

    assert lines[1:3] == [
        '| where ResourceGroup =~ "rg" and OperationNameValue startswith "Microsoft.ContainerService/managedClusters/"',
        '| where OperationNameValue endswith "/write"',
    ]
    assert lines[4].endswith('objectidentifier"]) !~ "d"')
    assert rules["cluster-changed"]["severity"] == 0


def test_a_log_that_goes_elsewhere_is_not_asked(run: Run) -> None:
    """An alert that cannot fire is none."""
    assert "cluster-changed" not in {one.name for one in log_alerts(run, activity_logged=False).registered}


def test_names_of_queries_are_unique() -> None:
    """They are names of resources."""
    names = [one.name for one in (*HEALTH_QUERIES, *DETECTIONS)]

    assert len(names) == len(set(names))


def activity_alerts(run: Run) -> dict[str, dict[str, object]]:
    """Return the conditions of the alerts on the activity log, and their scopes."""
    recorder = run(
        lambda: ActivityAlerts(
            "activity",
            {
                "stem": "s-dev-weu-x7",
                "resource_group_name": "rg",
                "resource_group_id": GROUP,
                "subscription_id": SUBSCRIPTION,
                "action_group_id": "/people",
                "tags": TAGS,
            },
        )
    )
    alerts = [one for one in recorder.registered if one.kind == ACTIVITY]
    assert all(one.inputs["actions"] == {"actionGroups": [{"actionGroupId": "/people"}]} for one in alerts)
    return {
        one.name: {part["field"]: part["equals"] for part in one.inputs["condition"]["allOf"]}
        | {"scopes": one.inputs["scopes"]}
        for one in alerts
    }


def test_operations_are_told_once_when_they_succeed(run: Run) -> None:
    """Each in the platform's group."""
    alerts = activity_alerts(run)

    assert {name: alerts[name] for name in OPERATIONS} == {
        name: {"category": "Administrative", "operationName": operation, "status": "Succeeded", "scopes": [GROUP]}
        for name, operation in OPERATIONS.items()
    }


def test_policies_and_azures_own_health_are_told(run: Run) -> None:
    """Incidents of Azure are of a subscription."""
    alerts = activity_alerts(run)

    assert alerts["service-health"] == {"category": "ServiceHealth", "scopes": [f"/subscriptions/{SUBSCRIPTION}"]}
    assert alerts["policy-defined"]["scopes"] == [f"/subscriptions/{SUBSCRIPTION}"]
    assert alerts["policy-defined"]["operationName"] == "Microsoft.Authorization/policyDefinitions/write"
    assert alerts["resource-health"] == {"category": "ResourceHealth", "scopes": [GROUP]}
    assert {alerts[name]["operationName"] for name in ("policy-denied", "policy-violated")} == {
        "Microsoft.Authorization/policies/deny/action",
        "Microsoft.Authorization/policies/audit/action",
    }


def test_compliance_is_asked_with_an_identity_that_may_read(run: Run) -> None:
    """The role is granted before the rule asks."""
    recorder = run(
        lambda: ComplianceAlert(
            "compliance",
            {
                "stem": "s-dev-weu-x7",
                "resource_group_name": "rg",
                "resource_group_id": GROUP,
                "subscription_id": SUBSCRIPTION,
                "workspace_id": "/workspace",
                "action_group_id": "/people",
                "tags": TAGS,
            },
        )
    )
    rule, grant = recorder.one(QUERY_RULE), recorder.one("azure-native:authorization:RoleAssignment")

    assert rule.inputs["identity"]["userAssignedIdentities"] == [
        recorder.one("azure-native:managedidentity:UserAssignedIdentity").id
    ]
    assert f'startswith "{GROUP}"' in rule.inputs["criteria"]["allOf"][0]["query"]
    assert str(grant) in recorder.waits_for(rule)
    assert grant.inputs["scope"] == GROUP


WINDOWS = {
    "within a day": (("Sunday", "01:00", "+00:00", 8), [("Sunday", "01:00:00", "09:00:00")]),
    "to midnight": (("Sunday", "16:00", "+00:00", 8), [("Sunday", "16:00:00", "23:59:59")]),
    "past midnight": (
        ("Saturday", "22:00", "+00:00", 4),
        [("Saturday", "22:00:00", "23:59:59"), ("Sunday", "00:00:00", "02:00:00")],
    ),
    "past the week": (
        ("Sunday", "22:00", "+00:00", 4),
        [("Sunday", "22:00:00", "23:59:59"), ("Monday", "00:00:00", "02:00:00")],
    ),
    "a day earlier in UTC": (
        ("Monday", "01:00", "+02:00", 4),
        [("Sunday", "23:00:00", "23:59:59"), ("Monday", "00:00:00", "03:00:00")],
    ),
    "a day later in UTC": (("Sunday", "22:30", "-05:30", 4), [("Monday", "04:00:00", "08:00:00")]),
    "all day": (("Friday", "00:00", "+00:00", 24), [("Friday", "00:00:00", "23:59:59")]),
}


@pytest.mark.parametrize("case", WINDOWS)
def test_pause_is_the_maintenance_window_in_utc(case: str) -> None:
    """In one part a day."""
    (day, start, offset, hours), expected = WINDOWS[case]
    found = recurrences({"day": day, "start": start, "utc_offset": offset, "hours": hours, "freezes": []})

    assert [(one.days_of_week, one.start_time, one.end_time) for one in found] == [
        ([part_day], part_start, part_end) for part_day, part_start, part_end in expected
    ]


def test_severe_alerts_do_not_pause(run: Run) -> None:
    """Nor do those of the activity log, which are all of severity 4."""
    recorder = run(
        lambda: AlertPause(
            "pause",
            {
                "stem": "s-dev-weu-x7",
                "resource_group_name": "rg",
                "resource_group_id": GROUP,
                "window": {"day": "Sunday", "start": "01:00", "utc_offset": "+00:00", "hours": 8, "freezes": []},
                "tags": TAGS,
            },
        )
    )
    properties = recorder.inputs("azure-native:alertsmanagement:AlertProcessingRuleByName")["properties"]

    assert properties["conditions"] == [{"field": "Severity", "operator": "Equals", "values": ["Sev2", "Sev3"]}]
    assert properties["scopes"] == [GROUP]
    assert properties["actions"] == [{"actionType": "RemoveAllActionGroups"}]
