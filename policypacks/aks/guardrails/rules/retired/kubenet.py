"""A cluster must not use kubenet."""

from datetime import date

from guardrails.checks import must_not_be
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import MANAGED_CLUSTER

GUARDRAIL = Guardrail(
    title="The cluster does not use kubenet",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.HIGH,
    why="AKS ends its support of kubenet on 2028-03-31.",
    fix='Set network_plugin="azure" with network_plugin_mode="overlay" in network_profile.',
    link="https://learn.microsoft.com/azure/aks/update-azure-cni",
    absent="What Azure takes depends on the API version; aks-azure-cni asks for the choice, so absent passes.",
    requirements=("003-4",),
    retires=date(2028, 3, 31),
    check=must_not_be("networkProfile.networkPlugin", "kubenet"),
    passing={
        "Azure CNI overlay": {"networkProfile": {"networkPlugin": "azure", "networkPluginMode": "overlay"}},
        "the plugin is left at Azure's default": {"networkProfile": {"networkPolicy": "cilium"}},
    },
    failing={
        "kubenet": {"networkProfile": {"networkPlugin": "kubenet"}},
    },
)
