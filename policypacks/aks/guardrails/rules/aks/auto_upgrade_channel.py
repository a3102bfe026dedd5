"""A cluster must upgrade itself before its version is out of support."""

from collections.abc import Mapping
from typing import Any

from guardrails.checks import must_be_one_of, unless_automatic
from guardrails.frameworks import azure_policy, checkov, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import MANAGED_CLUSTER


def check(cluster: Props, values: Mapping[str, Any]) -> Problems:
    """The channel node-image renews the nodes, never Kubernetes."""
    yield from unless_automatic(must_be_one_of("autoUpgradeProfile.upgradeChannel", values["channels"]))(cluster)


GUARDRAIL = Guardrail(
    title="Kubernetes is upgraded automatically",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.HIGH,
    why="A cluster that nobody upgrades leaves support within a year and then gets no fixes for known holes.",
    fix='Set auto_upgrade_profile.upgrade_channel to "stable", "patch" or "rapid", with a maintenance window.',
    link="https://learn.microsoft.com/azure/aks/auto-upgrade-cluster",
    absent="Azure upgrades nothing by itself, so absent fails; AKS Automatic presets the stable channel and passes.",
    requirements=("004-9", "003-4"),
    controls=(
        mcsb("PV-6"),
        azure_policy("5c345cdf-2049-47e0-b8fe-b0e96bc2df35"),
        checkov("CKV_AZURE_171"),
        psrule("Azure.AKS.AutoUpgrade"),
    ),
    parameters={
        "channels": {
            "type": "array",
            "items": {"type": "string"},
            "default": ["patch", "stable", "rapid"],
            "description": "Upgrade channels that are accepted.",
        }
    },
    check=check,
    remedy={"autoUpgradeProfile.upgradeChannel": "patch"},
    passing={
        "the stable channel": {"autoUpgradeProfile": {"upgradeChannel": "stable"}},
        "patches only": {"autoUpgradeProfile": {"upgradeChannel": "patch"}},
        "AKS Automatic presets it": {"sku": {"name": "Automatic", "tier": "Standard"}},
    },
    failing={
        "no channel": {"autoUpgradeProfile": {"upgradeChannel": "none"}},
        "node images only, Kubernetes stays as it is": {"autoUpgradeProfile": {"upgradeChannel": "node-image"}},
        "the channel is left at Azure's default": {},
    },
)
