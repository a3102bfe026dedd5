"""Upgrades must stop where they would break something."""

from guardrails.checks import must_be
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import MANAGED_CLUSTER

GUARDRAIL = Guardrail(
    title="Upgrades are not forced",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.LOW,
    why="A forced upgrade ignores that workloads still call APIs which the new version no longer has.",
    fix="Remove upgrade_settings.override_settings, or set force_upgrade=False in it.",
    link="https://learn.microsoft.com/azure/aks/stop-cluster-upgrade-api-breaking-changes",
    absent="Azure forces nothing, so absent passes.",
    requirements=("004-9",),
    check=must_be("upgradeSettings.overrideSettings.forceUpgrade", expected=False, absent=False),
    remedy={"upgradeSettings.overrideSettings.forceUpgrade": False},
    passing={
        "not forced": {"upgradeSettings": {"overrideSettings": {"forceUpgrade": False}}},
        "it is left at Azure's default": {},
    },
    failing={
        "forced": {"upgradeSettings": {"overrideSettings": {"forceUpgrade": True, "until": "2027-01-01T00:00:00Z"}}},
    },
)
