"""A cluster must run a version of Kubernetes that gets fixes."""

from collections.abc import Mapping
from typing import Any

from guardrails.checks import kubernetes_minor, must_be_one_of, unless_automatic
from guardrails.frameworks import azure_policy, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import MANAGED_CLUSTER

_KEEP_CURRENT = ("rapid", "stable")


def check(cluster: Props, values: Mapping[str, Any]) -> Problems:
    """Versions compare by their minor version; which patches are withdrawn changes from day to day."""
    version = cluster.text("kubernetesVersion")
    if not version:
        yield from unless_automatic(must_be_one_of("autoUpgradeProfile.upgradeChannel", _KEEP_CURRENT))(cluster)
        return
    long_term = cluster.text("supportPlan") == "AKSLongTermSupport"
    minimum = values["minimum_long_term_support" if long_term else "minimum"]
    minor = kubernetes_minor(version)
    if minor is None or minor < (kubernetes_minor(minimum) or minor):
        yield f"must set kubernetesVersion to {minimum} or newer"


GUARDRAIL = Guardrail(
    title="The Kubernetes version is in support",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.HIGH,
    why="A version out of support gets no fixes, and AKS neither guarantees nor repairs what runs on it.",
    fix="Set kubernetes_version to a supported minor version, or leave it unset with "
    'upgrade_channel="stable" or "rapid".',
    link="https://learn.microsoft.com/azure/aks/supported-kubernetes-versions",
    absent="Azure takes its default version once, so absent passes only where the channel stable or rapid keeps "
    "it current.",
    requirements=("003-4", "002-4"),
    controls=(mcsb("PV-6"), azure_policy("fb893a29-21bb-418c-a157-e99480ec364c"), psrule("Azure.AKS.Version")),
    # 1.34 leaves support on 2026-11-30 and 1.35 on 2027-03-31; 1.31 left long-term support in November 2026, and 1.32
    # leaves it on 2027-03-31. Source: the page above as of 2026-08-05.
    parameters={
        "minimum": {
            "type": "string",
            "pattern": r"^1\.\d+$",
            "default": "1.35",
            "description": "Oldest minor version that is accepted; AKS supports the last three.",
        },
        "minimum_long_term_support": {
            "type": "string",
            "pattern": r"^1\.\d+$",
            "default": "1.32",
            "description": "The same with supportPlan AKSLongTermSupport, which lasts two years.",
        },
    },
    check=check,
    passing={
        "a supported minor version": {"kubernetesVersion": "1.36"},
        "a supported patch version": {"kubernetesVersion": "1.35.4"},
        "an older version with long-term support": {
            "kubernetesVersion": "1.33",
            "supportPlan": "AKSLongTermSupport",
            "sku": {"name": "Base", "tier": "Premium"},
        },
        "Azure chooses and keeps current": {"autoUpgradeProfile": {"upgradeChannel": "stable"}},
        "AKS Automatic chooses and keeps current": {"sku": {"name": "Automatic", "tier": "Standard"}},
        "Azure chooses, and follows each minor version": {"autoUpgradeProfile": {"upgradeChannel": "rapid"}},
    },
    failing={
        "a version out of support": {"kubernetesVersion": "1.30.9"},
        "a version out of long-term support": {"kubernetesVersion": "1.28", "supportPlan": "AKSLongTermSupport"},
        "something that is no version": {"kubernetesVersion": "latest"},
        "Azure chooses once, and only patches follow": {"autoUpgradeProfile": {"upgradeChannel": "patch"}},
        "neither version nor channel": {},
    },
)
