"""A cluster must take its users from Microsoft Entra ID."""

from guardrails.checks import must_be, unless_automatic
from guardrails.frameworks import azure_policy, cis_aks, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import MANAGED_CLUSTER

GUARDRAIL = Guardrail(
    title="The cluster signs users in with Microsoft Entra ID",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.CRITICAL,
    why="Without it people share certificates that carry no group, no multi-factor sign-in and no way to be withdrawn.",
    fix="Set aad_profile with managed=True on the ManagedCluster.",
    link="https://learn.microsoft.com/azure/aks/enable-authentication-microsoft-entra-id",
    absent="Azure integrates nothing by itself, so absent fails; AKS Automatic presets it and passes.",
    requirements=("000-8", "001-1"),
    controls=(
        cis_aks("5.5.1"),
        mcsb("IM-1"),
        azure_policy("450d2877-ebea-41e8-b00c-e286317d21bf"),
        psrule("Azure.AKS.ManagedAAD"),
    ),
    check=unless_automatic(must_be("aadProfile.managed", expected=True)),
    passing={
        "AKS manages the integration": {"aadProfile": {"managed": True}},
        "AKS Automatic presets it": {"sku": {"name": "Automatic", "tier": "Standard"}},
    },
    failing={
        "there is no Entra profile": {"disableLocalAccounts": True},
        "the profile does not say that AKS manages it": {"aadProfile": {"enableAzureRBAC": True}},
        "the profile is the legacy one": {"aadProfile": {"managed": False}},
    },
)
