"""A cluster must enforce the policies that Azure assigns to it."""

from guardrails.checks import addon_must_be, unless_automatic
from guardrails.frameworks import azure_policy, checkov, cis_aks, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import MANAGED_CLUSTER

GUARDRAIL = Guardrail(
    title="The Azure Policy add-on is enabled",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.HIGH,
    why="Without the add-on policies assigned to the cluster judge nothing: whatever is deployed is admitted.",
    fix='Set addon_profiles={"azurepolicy": {"enabled": True}} on the ManagedCluster.',
    link="https://learn.microsoft.com/azure/governance/policy/concepts/policy-for-kubernetes",
    absent="Azure installs no add-on, so absent fails; AKS Automatic presets it and passes.",
    requirements=("000-10", "002-19"),
    controls=(
        cis_aks("4.3"),
        mcsb("PV-2"),
        azure_policy("0a15ec92-a229-4763-bb14-0ea34a568f8d"),
        azure_policy("a8eff44f-8c92-45c3-a3fb-9880802d67a7"),
        checkov("CKV_AZURE_116"),
        psrule("Azure.AKS.AzurePolicyAddOn"),
    ),
    check=unless_automatic(addon_must_be("azurepolicy", enabled=True)),
    remedy={"addonProfiles.azurepolicy.enabled": True},
    passing={
        "the add-on is enabled": {"addonProfiles": {"azurepolicy": {"enabled": True}}},
        "its key is spelt as the portal does": {"addonProfiles": {"azurePolicy": {"enabled": True}}},
        "AKS Automatic presets it": {"sku": {"name": "Automatic", "tier": "Standard"}},
    },
    failing={
        "the add-on is disabled": {"addonProfiles": {"azurepolicy": {"enabled": False}}},
        "only another add-on is enabled": {"addonProfiles": {"omsagent": {"enabled": True}}},
        "there are no add-ons": {},
    },
)
