"""What Azure refuses of monitoring and governance, beside its neighbour that it takes."""

from collections.abc import Callable
from typing import Any

Act = Callable[[Any], object]
Case = tuple[str, Act, Act]

GROUP = {"resourceGroupName": "rg", "location": "westeurope"}
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


def automation(platform: Any) -> object:
    return platform.create("securityinsights:AutomationRule", automationRuleId="one", order=1, **WORKSPACE)


def workbook(name: str) -> Act:
    return lambda platform: platform.create("applicationinsights:Workbook", resourceName=name, **GROUP)


def contact(name: str) -> Act:
    return lambda platform: platform.create("security:SecurityContact", securityContactName=name)


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


OPERATIONS: dict[str, Case] = {
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
}
"""Cases of `tests/simulator/test_rules.py`: code, what is refused, what is accepted."""
