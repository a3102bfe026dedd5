"""The Kubernetes dashboard add-on must be off."""

from guardrails.checks import addon_must_be
from guardrails.frameworks import checkov, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import MANAGED_CLUSTER

GUARDRAIL = Guardrail(
    title="The Kubernetes dashboard add-on is off",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.HIGH,
    why="The dashboard acts with its own rights for whoever opens it, and no version of it has been "
    "maintained for AKS since 1.19.",
    fix="Remove kubeDashboard from addon_profiles; the Azure portal shows the same resources with the user's "
    "own rights.",
    link="https://learn.microsoft.com/azure/aks/kubernetes-portal",
    absent="Azure does not install it, so absent passes.",
    requirements=("003-4",),
    controls=(mcsb("PA-7"), checkov("CKV_AZURE_8")),
    check=addon_must_be("kubeDashboard", enabled=False),
    remedy={"addonProfiles.kubeDashboard.enabled": False},
    passing={
        "there are no add-ons": {},
        "the add-on is disabled": {"addonProfiles": {"kubeDashboard": {"enabled": False}}},
    },
    failing={
        "the add-on is enabled": {"addonProfiles": {"kubeDashboard": {"enabled": True}}},
        "its key is spelt otherwise": {"addonProfiles": {"KubeDashboard": {"enabled": True}}},
    },
)
