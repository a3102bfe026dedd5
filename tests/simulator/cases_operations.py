"""What Azure refuses of monitoring and governance, beside its neighbour that it takes."""

from typing import Any

from tests.simulator.acts import GROUP, Act, Case, after, cluster, created, deployed, planned, template

WORKSPACE = {"resourceGroupName": "rg", "workspaceName": "logs"}


def onboarding(name: str) -> Act:
    """Turn Sentinel on, under a name."""
    return lambda platform: platform.create(
        "securityinsights:SentinelOnboardingState", sentinelOnboardingStateName=name, **WORKSPACE
    )


def with_workspace(*acts: Act) -> Act:
    """Act one after the other beside a workspace."""

    def act(platform: Any) -> object:
        platform.create("operationalinsights:Workspace", workspaceName="logs", **GROUP)
        return [one(platform) for one in acts]

    return act


def table(*, waits: bool) -> Act:
    """Write a table, perhaps while its workspace is still being set up."""

    def act(platform: Any) -> object:
        workspace = platform.create("operationalinsights:Workspace", workspaceName="logs", **GROUP)
        with platform.opened() as world:
            world.content["resources"][workspace["id"].lower()]["created"] += 0 if waits else 60
            world.changed = True
        kept = {"type": "Microsoft.OperationalInsights/workspaces/tables", "name": "logs/AKSAudit", "properties": {}}
        return platform.create("resources:Deployment", deploymentName="d", properties=template(kept), **GROUP)

    return act


def automation(platform: Any) -> object:
    return platform.create("securityinsights:AutomationRule", automationRuleId="one", order=1, **WORKSPACE)


def alerting(query: str) -> Act:
    """Ask something once an hour."""
    return lambda platform: platform.create(
        "securityinsights:ScheduledAlertRule",
        ruleId="one",
        kind="Scheduled",
        displayName="One",
        enabled=True,
        severity="High",
        query=query,
        queryFrequency="PT1H",
        queryPeriod="PT1H",
        triggerOperator="GreaterThan",
        triggerThreshold=0,
        suppressionEnabled=False,
        suppressionDuration="PT5H",
        **WORKSPACE,
    )


def workbook(name: str) -> Act:
    return lambda platform: platform.create("applicationinsights:Workbook", resourceName=name, **GROUP)


def contact(name: str) -> Act:
    return deployed({"type": "Microsoft.Security/securityContacts", "name": name, "properties": {"isEnabled": True}})


def prometheus_rule(**names: str) -> Act:
    rule = {"expression": "up == 0", **names}
    return lambda platform: platform.create(
        "alertsmanagement:PrometheusRuleGroup", ruleGroupName="group", rules=[rule], **GROUP
    )


def assignment(location: str) -> Act:
    return lambda platform: platform.create(
        "authorization:PolicyAssignment",
        scope=scope(platform.vault),
        policyAssignmentName="one",
        identity={"type": "SystemAssigned"},
        location=location,
    )


def budget(start: str) -> Act:
    return lambda platform: platform.create(
        "consumption:Budget",
        scope=scope(platform.vault),
        budgetName="one",
        timePeriod={"startDate": f"{start}T00:00:00Z"},
    )


def scope(body: Any) -> str:
    """Return the id of a resource's group."""
    return str(body["id"]).split("/providers/")[0]


def locked(place: str, *, released: bool = False) -> Act:
    """Lock the vault, and then delete something; maybe unlock it in between."""

    def act(platform: Any) -> object:
        kind = "authorization:ManagementLockByScope"
        lock = platform.create(kind, scope=platform.vault["id"], lockName="keep", level="CanNotDelete")
        if released:
            platform.delete(kind, lock["id"])
        kinds = {"vault": "keyvault:Vault", "key": "keyvault:Key"}
        return platform.delete(kinds[place], getattr(platform, place)["id"])

    return act


def setting(name: str, *categories: str, sink: str = "ws", **inputs: Any) -> Act:
    """Log categories of the vault's to a workspace that the simulator knows nothing of."""

    def act(platform: Any) -> object:
        workspace = f"/subscriptions/x/resourceGroups/rg/providers/Microsoft.Elsewhere/workspaces/{sink}"
        logs = [{"category": one, "enabled": True} for one in categories]
        return platform.create(
            "monitor:DiagnosticSetting",
            **{"resourceUri": platform.vault["id"], "name": name, "workspaceId": workspace, "logs": logs, **inputs},
        )

    return act


def measured(kind: str) -> Act:
    """Create something, and send its metrics."""

    def act(platform: Any) -> object:
        body = platform.create(f"network:{kind}", **{f"{kind[0].lower()}{kind[1:]}Name": "one"}, **GROUP)
        metrics = [{"category": "AllMetrics", "enabled": True}]
        return setting("one", resourceUri=body["id"], metrics=metrics)(platform)

    return act


def settings(count: int) -> Act:
    def act(platform: Any) -> None:
        for index in range(count):
            setting(f"setting{index}", "AuditEvent", sink=f"ws{index}")(platform)

    return act


def maintenance(name: str, **schedule: Any) -> Act:
    """Create a cluster and a window of a name."""
    window = {"maintenanceWindow": {"schedule": schedule}} if schedule else {}
    return after(
        cluster(),
        created(
            "containerservice:MaintenanceConfiguration",
            resourceGroupName="rg",
            resourceName="aks",
            configName=name,
            **window,
        ),
    )


def end_of_plan(scope: str) -> Act:
    """Delete a plan below a scope of the subscription."""
    return lambda platform: platform.delete(
        "security:Pricing",
        f"/subscriptions/{platform.client.subscription_id}{scope}/providers/Microsoft.Security/pricings/VirtualMachines",
    )


IN_GROUP = created("resources:Deployment", deploymentName="d", properties=template(planned("VirtualMachines")), **GROUP)


def tagging(**inputs: Any) -> Act:
    """Assign the policy that gives resources the tags of their group."""
    definition = "/providers/Microsoft.Authorization/policyDefinitions/ea3f2387-9b95-492a-a190-fcdc54f7b070"
    return lambda platform: platform.create(
        "authorization:PolicyAssignment",
        scope=scope(platform.vault),
        policyAssignmentName="one",
        policyDefinitionId=definition,
        location="westeurope",
        **inputs,
    )


CASES: dict[str, Case] = {
    "name_is_a_known_schedule": ("InvalidParameter", maintenance("nightly"), maintenance("default")),
    "at_most_five": ("Conflict", settings(6), settings(5)),
    "sink_is_not_used_twice": (
        "Conflict",
        after(setting("one", "AuditEvent"), setting("two", "AuditEvent")),
        after(setting("one", "AuditEvent"), setting("two", "AzurePolicyEvaluationDetails")),
    ),
    "plan_is_known": ("InvalidResourceName", deployed(planned("Container")), deployed(planned("Containers"))),
    "plan_is_of_one_resource": (
        "InvalidUrlConfiguration",
        after(deployed(planned("VirtualMachines")), end_of_plan("")),
        after(IN_GROUP, end_of_plan("/resourceGroups/rg")),
    ),
    "plans_follow_each_other": (
        "Conflict",
        deployed(planned("Arm"), planned("Containers", after="Arm"), planned("KeyVaults", after="Arm")),
        deployed(planned("KeyVaults", after="Containers"), planned("Arm"), planned("Containers", after="Arm")),
    ),
    "onboarding_is_the_default": (
        "BadRequest",
        with_workspace(onboarding("on")),
        with_workspace(onboarding("default")),
    ),
    "workspace_is_onboarded": (
        "BadRequest",
        with_workspace(automation),
        with_workspace(onboarding("default"), automation),
    ),
    "tables_are_there": (
        "BadRequest",
        with_workspace(onboarding("default"), alerting("AZKVAuditLogs | count")),
        with_workspace(
            onboarding("default"),
            alerting("union isfuzzy=true (datatable(Id: string) []), AZKVAuditLogs | where Id has 'AKSAudit'"),
        ),
    ),
    "tables_are_there[fuzzy]": (
        "BadRequest",
        with_workspace(onboarding("default"), alerting("union isfuzzy=true AKSAudit, AKSAuditAdmin | count")),
        with_workspace(onboarding("default"), alerting("SecurityAlert | count")),
    ),
    "workspace_is_active": ("ResourceNotFound", table(waits=False), table(waits=True)),
    "workbook_name_is_a_guid": (
        "BadRequest",
        workbook("troubleshooting"),
        workbook("5f0a7d1c-8b34-4e6f-a2d9-1c7b9e3f6a80"),
    ),
    "contact_is_the_default": ("BadRequest", contact("team"), contact("default")),
    "rule_alerts_or_records": ("BadRequest", prometheus_rule(), prometheus_rule(alert="Down")),
    "rule_alerts_or_records[both]": (
        "BadRequest",
        prometheus_rule(alert="Down", record="down"),
        prometheus_rule(record="down"),
    ),
    "identity_has_a_location": ("LocationRequired", assignment("global"), assignment("westeurope")),
    "starts_with_a_month": ("BadRequest", budget("2026-12-02"), budget("2026-12-01")),
    "scope_is_not_locked": ("ScopeLocked", locked("vault"), locked("vault", released=True)),
    "scope_is_not_locked[inside]": ("ScopeLocked", locked("key"), locked("key", released=True)),
    "default_is_weekly": (
        "InvalidParameter",
        maintenance("default", daily={"intervalDays": 1}),
        maintenance("default", weekly={"intervalWeeks": 1, "dayOfWeek": "Sunday"}),
    ),
    "categories_exist": ("BadRequest", setting("one", "AuditEvents"), setting("one", "AuditEvent")),
    "categories_exist[metrics]": ("BadRequest", measured("NetworkSecurityGroup"), measured("VirtualNetwork")),
    "acting_policy_has_an_identity": (
        "ResourceIdentityRequired",
        tagging(),
        tagging(identity={"type": "SystemAssigned"}),
    ),
    "acting_policy_has_an_identity[effect]": (
        "ResourceIdentityRequired",
        tagging(parameters={"effect": {"value": "DeployIfNotExists"}}),
        tagging(parameters={"effect": {"value": "Disabled"}}),
    ),
}
