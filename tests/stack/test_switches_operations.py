"""Each switch of monitoring and governance previews clean on the real engine."""

from typing import Any

import pytest

from tests.engine import ROOT, Engine
from tests.stack.conftest import PACK, beside_the_calendar

EMAILS = {"alertEmails": ["team@example.com"]}
BUDGET = {"amount": 1000, "start": "2026-12-01"}

SWITCHES: dict[str, tuple[dict[str, Any], set[str], set[str]]] = {
    "small": (
        {"monitoring": EMAILS | {"metrics": "none"}, "governance": {"policies": "Audit"}},
        set(),
        {"AzureMonitorWorkspace", "Grafana", "Budget", "ManagementLockByScope", "SentinelOnboardingState"},
    ),
    "watched": (
        {
            "monitoring": EMAILS | {"metrics": "grafana", "sentinel": True, "auditReads": True},
            "governance": {"budget": BUDGET},
            "deployerType": "User",
        },
        {"Grafana", "SentinelOnboardingState", "Budget"},
        {"ASCDataConnector", "SecurityContact", "ManagementLockByScope"},
    ),
    "locked": (
        {
            "monitoring": EMAILS | {"containerLogPlan": "Basic", "dailyCapGb": 1},
            "governance": {"lockData": True, "restrictTypes": True},
            "ownsSubscription": True,
        },
        {"AzureMonitorWorkspace", "ManagementLockByScope", "SecurityContact", "SubscriptionDiagnosticSetting"},
        {"Grafana", "SentinelOnboardingState", "Budget"},
    ),
}
"""Settings, types that are there, types that are not: each value of each switch at least once."""


@pytest.mark.engine
@pytest.mark.parametrize("name", SWITCHES)
def test_switches_preview_clean(engine: Engine, name: str) -> None:
    settings, there, missing = SWITCHES[name]
    config = {f"hardened-aks:{key}": value for key, value in settings.items()}

    run = engine.preview(ROOT, "dev", policy_packs=[PACK], config=config)

    found = [one for one in run.violations if one["message"] in beside_the_calendar(run)]
    # That a person deploys is what the guardrails advise against.
    advised = {"rbac-no-direct-user-assignment"} if settings.get("deployerType") == "User" else set()
    assert {one["policyName"] for one in found} == advised
    assert run.diagnostics("error") == []
    types = {urn.split("::")[2].rpartition(":")[2] for urn in run.operations}
    assert (there - types, missing & types) == (set(), set())
