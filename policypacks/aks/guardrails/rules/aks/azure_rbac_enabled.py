"""What people may do in a cluster must be granted in Azure."""

from guardrails.checks import must_be, unless_automatic
from guardrails.frameworks import cis_aks, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import MANAGED_CLUSTER

GUARDRAIL = Guardrail(
    title="Azure role assignments decide what users may do in the cluster",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.HIGH,
    why="Otherwise permissions live only in the cluster, where no access review, no time limit and no "
    "central audit reaches them.",
    fix="Set enable_azure_rbac=True in aad_profile.",
    link="https://learn.microsoft.com/azure/aks/manage-azure-rbac",
    absent="Azure leaves it off, so absent fails; AKS Automatic presets it and passes.",
    requirements=("000-8", "004-5"),
    controls=(cis_aks("5.5.2"), mcsb("PA-7"), psrule("Azure.AKS.AzureRBAC")),
    check=unless_automatic(must_be("aadProfile.enableAzureRBAC", expected=True)),
    passing={
        "Azure RBAC is on": {"aadProfile": {"managed": True, "enableAzureRBAC": True}},
        "AKS Automatic presets it": {"sku": {"name": "Automatic", "tier": "Standard"}},
    },
    failing={
        "Azure RBAC is off": {"aadProfile": {"managed": True, "enableAzureRBAC": False}},
        "Azure RBAC is left at Azure's default": {"aadProfile": {"managed": True}},
        "there is no Entra profile": {},
    },
)
