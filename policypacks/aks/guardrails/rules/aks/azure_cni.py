"""Pods must get their addresses from Azure CNI."""

from guardrails.checks import must_be, unless_automatic
from guardrails.frameworks import azure_policy, checkov, cis_aks, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import MANAGED_CLUSTER

GUARDRAIL = Guardrail(
    title="The cluster uses Azure CNI",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.MEDIUM,
    why="kubenet is retired in March 2028, knows no Cilium, and loses its routes when someone edits the route table.",
    fix='Set network_plugin="azure" and network_plugin_mode="overlay" in network_profile.',
    link="https://learn.microsoft.com/azure/aks/concepts-network-cni-overview",
    absent="What Azure takes depends on the API version (kubenet before, Azure CNI now), so absent fails; AKS "
    "Automatic presets it and passes.",
    requirements=("004-6",),
    controls=(
        cis_aks("4.4.1"),
        mcsb("NS-1"),
        azure_policy("46238e2f-3f6f-4589-9f3f-77bed4116e67"),
        checkov("CKV2_AZURE_29"),
    ),
    check=unless_automatic(must_be("networkProfile.networkPlugin", "azure")),
    passing={
        "Azure CNI overlay": {"networkProfile": {"networkPlugin": "azure", "networkPluginMode": "overlay"}},
        "Azure CNI with pods in a subnet": {"networkProfile": {"networkPlugin": "azure"}},
        "AKS Automatic presets it": {"sku": {"name": "Automatic", "tier": "Standard"}},
    },
    failing={
        "kubenet": {"networkProfile": {"networkPlugin": "kubenet"}},
        "a plugin of one's own": {"networkProfile": {"networkPlugin": "none"}},
        "there is no network profile": {},
    },
)
